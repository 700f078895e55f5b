"""Columns that a person brings to 区域点検: a form, the file, and what is held until the session ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from core.area import facilities
from core.area.institutions import institutions
from core.data.queries import facilities as queries
from core.errors import UserError
from core.exports.sheets import XLSX_MIME, Sheet
from core.parameters import rules_date
from core.review.brought import MOST_COLUMNS, Brought, Kind, unmatched
from core.text.outside import Outside
from core.ui import cached, draw, state
from core.ui.uploader import uploader
from core.uploads.columns import read_columns
from core.views.review import added
from core.views.review.chosen import Chosen
from core.views.sources import SourceBook
from core.views.words import Words, say
from core.vocabulary import clock

_HELD: Final = "review_brought"
#: Which form goes with which view.
_KINDS: Final[tuple[Kind, ...]] = ("areas", "institutions")


def held(kind: Kind) -> Brought | None:
    """The columns of this session; `kind`: `institutions` or `areas`."""
    found: Brought | None = st.session_state.get(_HELD, {}).get(kind)
    return found


def dump() -> tuple[Brought, ...]:
    """All columns brought, for the working file."""
    return tuple(found for kind in _KINDS if (found := held(kind)) is not None)


def load(kept: tuple[Brought, ...]) -> Sequence[Words]:
    """Only these columns; rows of areas that the data does not have are kept, since no table asks for them."""
    st.session_state[_HELD] = {found.kind: found for found in kept}
    return ()


def show(kind: Kind, picked: Chosen) -> None:
    """Behind 「公表されていない列を足す」: the form for these areas, the file, and what could not be matched."""
    of_institutions = kind == "institutions"
    part = st.expander(
        "公表されていない列を足す(このファイルはサーバーに残りません)",
        key=f"review_added_{kind}",
        on_change=state.own_part,
    )
    if not part.open and held(kind) is None:
        return
    with part:
        st.caption(
            f"雛形に書き込んで、CSV(UTF-8 または Shift_JIS)か xlsx で選んでください。列は{MOST_COLUMNS}まで、見出しは自由に変えられます。"
            "計算には使わず、表とファイルに「利用者の入力」として並べます。"
        )
        draw.save_button(
            "雛形(xlsx)",
            lambda: _template(picked, of_institutions=of_institutions),
            f"{draw.file_stem(f'持ち込む列_{picked.stem}')}_{clock.today().isoformat()}.xlsx",
            XLSX_MIME,
            key=f"review_added_{kind}_form",
        )
        key = f"review_added_{kind}_file"
        uploader("書き込んだファイル", ("csv", "xlsx"), key=key, on_change=_taken, args=(kind, key))
        refused: list[Words] = st.session_state.get(f"review_added_{kind}_refused", [])
        if refused:
            draw.warning("取り込めませんでした。次のところを直してください。")
            draw.points(refused)
        found = held(kind)
        if found is not None:
            _told(found, picked, of_institutions=of_institutions)
            st.button("足した列を外す", key=f"review_added_{kind}_clear", on_click=_clear, args=(kind,))


def _template(picked: Chosen, *, of_institutions: bool) -> bytes:
    from core.exports.xlsx import workbook  # large, and asked for only when the button is pressed

    form = added.form(cached.query, picked.rows, of_institutions=of_institutions)
    return workbook((Sheet(tab="入力", tables=(form,), form=True),), SourceBook({}), made=rules_date())


def _taken(kind: Kind, key: str) -> None:
    """A file has been chosen: taken over whole, or refused with every reason."""
    file = st.session_state.get(key)
    if file is not None:
        areas = set(cached.area_list()["area_code"])
        refused: list[Words] = []
        try:
            found, problems = read_columns(file.name, file.getvalue(), areas, kind)
            refused = [say(Outside(str(p))) for p in problems[:20]]
            if found is not None:
                st.session_state[_HELD] = {**st.session_state.get(_HELD, {}), kind: found}
        except UserError as error:
            refused = [say(Outside(error.message), error.hint)]
        st.session_state[f"review_added_{kind}_refused"] = refused
    state.own_part()


def _clear(kind: Kind) -> None:
    st.session_state[_HELD] = {k: v for k, v in st.session_state.get(_HELD, {}).items() if k != kind}
    state.own_part()


def _told(found: Brought, picked: Chosen, *, of_institutions: bool) -> None:
    inside = [row for row in found.rows if row.area_code in picked.codes]
    draw.points((say(f"{len(found.headings)}列を表に足しています(この区域の行 {len(inside)})。"),))
    if not of_institutions:
        return
    newest = cached.query(queries.fiscal_years)[-1]
    names = {
        code: {facilities.normalized(n) for n in cached.query(institutions, code, newest).values["facility_name"]}
        for code in picked.codes
    }
    missing = unmatched(found, names)
    if missing:
        first = [Outside(name) for name in missing[:5]]
        draw.warning(say(f"医療機関の表に名前が見つからない行が{len(missing)}あります: ", *_between(first)))


def _between(names: Sequence[Outside]) -> list[Words]:
    found: list[Words] = []
    for name in names:
        found += [name] if not found else ["、", name]
    return found
