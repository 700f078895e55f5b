"""The photo area of a case: the picture where one is supplied, else a drawn placeholder with the paper's captions."""

from __future__ import annotations

import base64
import html

import streamlit as st

from core.content.cases import Case, CaseKind, Photo
from core.vocabulary import palette

#: Line drawings on a 48×48 field: a house with a cross, a building with a cross, a capsule.
_DRAWING: dict[CaseKind, str] = {
    CaseKind.CLINIC: '<path d="M6 22 24 8l18 14v18H6z"/><path d="M24 20v12M18 26h12"/>',
    CaseKind.HOSPITAL: '<path d="M10 42V8h28v34z"/><path d="M24 13v10M19 18h10M20 42v-9h8v9M15 27h3M30 27h3"/>',
    CaseKind.PHARMACY: '<rect x="5" y="17" width="38" height="14" rx="7"/><path d="M24 17v14M31 21h6"/>',
}


def placeholder(kind: CaseKind, kind_label: str) -> str:
    """Wide SVG with the drawing of the kind and the words 写真は未収載."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 116" role="img">'
        f'<rect width="320" height="116" fill="{palette.NEUTRAL}"/>'
        f'<g transform="translate(130 14) scale(1.25)" fill="none" stroke="{palette.MARK}" stroke-width="1.6" '
        f'stroke-linecap="round" stroke-linejoin="round">{_DRAWING[kind]}</g>'
        f'<text x="160" y="98" text-anchor="middle" font-family="{html.escape(palette.FONT, quote=True)}" font-size="13" '
        f'fill="{palette.TEXT_MUTED}">{html.escape(kind_label)} 写真は未収載</text></svg>'
    )


def area(case: Case, *, every: bool = False) -> None:
    """The first picture (or every one) with its caption; one placeholder stands for all that are not supplied."""
    supplied = [p for p in case.photos if p.path]
    for photo in supplied if every else supplied[:1]:
        _picture(photo)
    if not supplied:
        _placeholder(case)
    missing = [p.caption for p in case.photos if not p.path]
    if missing and (every or not supplied):
        st.caption("写真の説明: " + "、".join(missing))
    elif not case.photos:
        st.caption("写真の説明: 資料の本文に記載なし")


def _picture(photo: Photo) -> None:
    assert photo.path is not None
    st.image(str(photo.path), caption=photo.caption, width="stretch")


def _placeholder(case: Case) -> None:
    data = base64.b64encode(placeholder(case.kind, case.kind_label).encode()).decode("ascii")
    alt = html.escape(f"{case.name}の写真は未収載", quote=True)
    st.html(
        f'<img src="data:image/svg+xml;base64,{data}" alt="{alt}" style="width:100%;max-width:520px;display:block">'
    )
