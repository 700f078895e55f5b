"""The photos of a case: the pictures that were supplied with consent, else the paper's captions in words."""

from __future__ import annotations

import streamlit as st

from core.content.cases import Case


def supplied(case: Case, *, every: bool = False) -> None:
    """The first picture (or every one) with its caption and the note of consent; nothing where none is supplied."""
    found = [p for p in case.photos if p.path]
    for photo in found if every else found[:1]:
        st.image(str(photo.path), caption=f"{photo.caption}(掲載の許可: {photo.consent})", width="stretch")


def captions(case: Case) -> None:
    """What the photos of the paper show that are not supplied."""
    missing = [p.caption for p in case.photos if not p.path]
    if missing:
        st.caption("写真の説明: " + "、".join(missing) + "(写真は未収載)")
    elif not case.photos:
        st.caption("写真の説明: 資料の本文に記載なし")
