"""The box that takes a file from a person; who calls it reads and refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

#: What the browser may send (also `maxUploadSize` of the server): well above every limit of ours, so that a file too large is
#: refused in our own words.
UPLOAD_MB: Final = 50


def uploader(
    label: str, types: Sequence[str], *, key: str, on_change: Callable[..., None], args: tuple[Any, ...] = ()
) -> UploadedFile | None:
    """One file with one of the endings, or None."""
    return st.file_uploader(label, type=types, key=key, max_upload_size=UPLOAD_MB, on_change=on_change, args=args)
