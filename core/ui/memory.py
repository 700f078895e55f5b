"""Keep what stays in memory out of the garbage collection.

A full one walks through every object alive: some 190,000 of them here (libraries, the search index, cached frames), 80 ms in the midst
of a click. Objects that live as long as the server are set aside (`gc.freeze`) once a page has been drawn for the first time.
"""

from __future__ import annotations

import atexit
import gc

import streamlit as st


@st.cache_resource(max_entries=20, show_spinner=False)
def _settled(version: str, page: str) -> bool:
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # so that libraries can count and free their objects at the end of the process
    return True


def settle(version: str, page: str) -> None:
    """Set aside what is alive now; does its work once per data version and page, so that little garbage is kept with it."""
    _settled(version, page)
