"""Detail view of one case (`/gallery?case=…`)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from core.content.cases import EFFECT_BASIS_LABEL, LOCATION_BASIS_LABEL, Case, Tactic
from core.exports.case_card import card_html, facts, file_name
from core.maps.case_map import area_outlines, case_map, case_points, prefectures_of
from core.ui import components, navigation
from core.ui.gallery import photo
from core.ui.gallery.cards import badges

#: Session key of the list's URL query, so that the way back leads to the same filters.
LIST_QUERY = "gallery_list_query"

#: Beside every map of ours.
ATTRIBUTION = "区域の形: 気象庁 市町村等の区域データを加工(概形)。"


def show(case: Case, tactics: tuple[Tactic, ...], area_names: dict[str, str]) -> None:
    """Everything the paper says about the case, with map, print card and the way to its area."""
    labels = {t.id: t.label for t in tactics}
    area = area_names.get(case.area_code, case.area_code)
    st.title(f"{case.name} — {case.kind_label}")
    left, right = st.columns([5, 8], gap="medium")
    with right:
        st.subheader(f"「{case.headline}」", anchor=False)
        st.markdown(f"**POINT** {case.point}")
        for measure in case.measures:
            heading = f"**{measure.heading}** {badges([labels[t] for t in measure.tactics])}"
            st.markdown("\n".join((heading, *(f"- {detail}" for detail in measure.details))))
        _postings(case)
        _talk(case)
        effects = [f"- {e.text}({EFFECT_BASIS_LABEL[e.basis]})" for e in case.effects] or ["- 資料に記載なし"]
        st.markdown("\n".join(("**効果・ねらい**", *effects)))
    with left:
        st.page_link(
            navigation.GALLERY,
            label="事例の一覧へ戻る",
            icon=":material/arrow_back:",
            query_params=st.session_state.get(LIST_QUERY, {}),
        )
        photo.area(case, every=True)
        rows = [(k, v) for k, v in facts(case, area) if k != "ウェブサイト"]
        st.table(pd.DataFrame(rows, columns=["項目", "内容"]).set_index("項目"))
        if case.website:
            st.markdown(f"ウェブサイト: [{case.website}]({case.website})(外部サイト)")
        navigation.area_link(case.area_code, f"{area}構想区域を開く")
        print_button((case,), tactics, area_names)
        _map(case, area_names)
    components.source_footer(
        (case.source_id,),
        f"{case.as_of.year}年{case.as_of.month}月{case.as_of.day}日時点({case.publisher})。{case.source_note}。"
        "「」の見出しは資料のまま、ほかの文は要約。",
    )


def _postings(case: Case) -> None:
    lines = [f"- {p.what} — {p.where}" + (f"  \n  「{p.wording}」" if p.wording else "") for p in case.postings]
    st.markdown("\n".join(("**掲示・案内**", *(lines or ["- 資料に記載なし"]))))


def _talk(case: Case) -> None:
    who = case.talk.who or "話しかける人についての明記はない"
    st.markdown("\n".join(("**患者への話しかけ**", f"- だれが: {who}", f"- どのように: {case.talk.how}")))


def _map(case: Case, area_names: dict[str, str]) -> None:
    components.draw(
        ("case_map", hash(case), area_names.get(case.area_code)),
        lambda: case_map(
            area_outlines(prefectures_of((case,))),
            case_points((case,), area_names),
            chosen_areas=frozenset({case.area_code}),
            height=280,
        ),
    )
    st.caption(f"点は{LOCATION_BASIS_LABEL[case.location.basis]}({case.location.note})。{ATTRIBUTION}")


def print_button(cases: tuple[Case, ...], tactics: tuple[Tactic, ...], area_names: dict[str, str]) -> None:
    """Download of the A4 cards of some cases."""
    today = date.today()
    st.download_button(
        "印刷用カード(A4・1枚、HTML)" if len(cases) == 1 else f"印刷用カード({len(cases)}事例、HTML)",
        data=lambda: card_html(cases, tactics, components.source_text((cases[0].source_id,)), area_names, today),
        file_name=file_name(cases, today),
        mime="text/html",
        on_click="ignore",
        key="print_card",
        icon=":material/print:",
        help="ダウンロードしたファイルを開き、ブラウザーの印刷(Ctrl+P)で A4 縦に印刷します。通信は要りません。",
    )
