"""「事例を足す」: a form that becomes a case file to download and put into `data/content/cases/`, checked by the shelf's own reader."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core.content.case_form import CaseDraft, MeasureDraft, case_text
from core.content.cases import CASE_KIND_LABEL, CaseKind, Tactic, read_case
from core.content.municipalities import load_municipality_points
from core.errors import UserError
from core.ui import cached, draw
from core.vocabulary import clock

#: Measures that the form has room for; more are added in the file.
_MEASURES = 3
_PHOTO_NOTE = "写真のファイルはこのダッシュボードの管理者に渡し、ここにはファイル名(例: yamada-clinic-1.jpg)と、だれの掲載の許可をいつ得たかを書きます。写る人の同意も確かめてください。"


def show(tactics: tuple[Tactic, ...], area_names: dict[str, str]) -> None:
    """The form; below it what is wrong, or the file."""
    st.header("事例を足す — 入力して、事例のファイルを保存する", anchor="add")
    st.caption(
        "入力はサーバーに残りません。保存したファイルをこのダッシュボードの管理者に渡し、登録されるとギャラリーに出ます。"
        "ファイルは、ギャラリーが読むときと同じ検査をしてから渡します。"
    )
    area = st.selectbox(
        "構想区域",
        sorted(area_names),
        format_func=lambda code: f"{code} {area_names[code]}",
        key="add_area",
        on_change=_forget,
    )
    draft = _sent(area, tactics)
    if draft is not None:
        st.session_state["case_form_made"] = (draft.id.strip() or "jirei", case_text(draft))
    if made := st.session_state.get("case_form_made"):
        _result(*made)


def _forget() -> None:
    st.session_state.pop("case_form_made", None)


def _sent(area: str, tactics: tuple[Tactic, ...]) -> CaseDraft | None:
    """What was typed, when the button has been pressed."""
    points = load_municipality_points(area)
    labels = {t.id: t.label for t in tactics}
    with st.form("case_form", border=True):
        one, two, three = st.columns(3)
        with one:
            identity = st.text_input(
                "ID(ファイル名になる。半角小文字・数字・ハイフン)", placeholder="例: yamada-clinic"
            )
            kind = st.selectbox("種別", list(CaseKind), format_func=CASE_KIND_LABEL.__getitem__)
            name = st.text_input("医療機関・薬局の名前")
            role = st.selectbox("代表者", ["院長", "開設者"])
            person = st.text_input("代表者の名前")
        with two:
            municipality = st.selectbox("市区町村", list(points))
            address = st.text_input("所在地")
            readers = st.number_input(
                "顔認証付きカードリーダーの台数", min_value=1, value=None, step=1, placeholder="資料の台数"
            )
            placement = st.text_input("設置場所(資料にあるときだけ)")
            talk = st.text_input("患者への話しかけ方")
        with three:
            publisher = st.text_input("資料の公表者", placeholder="○○県")
            as_of = st.text_input("資料の時点(年-月-日)", placeholder=f"例: {clock.today().isoformat()}")
            paper_title = st.text_input("資料の題名")
            paper_url = st.text_input("資料のURL(あれば)", placeholder="例: https://example.jp/")
            source_note = st.text_input("資料の箇所(頁など)")
        headline = st.text_input("資料の見出し(そのまま)")
        summary = st.text_input("要点(自分の言葉で1〜2文)")
        tomorrow = st.text_input("明日からの一歩(読んだ人が明日できること)")
        measures = []
        for number in range(1, _MEASURES + 1):
            left, right = st.columns([3, 2])
            heading = left.text_input(f"取組{number}の名前", key=f"add_heading_{number}")
            details = left.text_area(f"取組{number}で行ったこと(1行に1つ)", height=80, key=f"add_details_{number}")
            chosen = right.multiselect(
                f"取組{number}の種類",
                list(labels),
                format_func=labels.__getitem__,
                placeholder="種類を選ぶ",
                key=f"add_tactics_{number}",
            )
            words = right.text_area(f"取組{number}の根拠となる資料の語(そのまま)", height=80, key=f"add_words_{number}")
            measures.append(MeasureDraft(heading=heading, details=details, tactics=tuple(chosen), words=words))
        postings = st.text_area("掲示・案内(1行に1つ。何を / どこに)", height=80, placeholder="例: ポスター / 受付周り")
        left, right = st.columns(2)
        effects = left.text_area("効果(資料が効果として述べること。1行に1つ)", height=80)
        aims = right.text_area("ねらい(資料がねらいとして述べること。1行に1つ)", height=80)
        st.caption(_PHOTO_NOTE)
        caption, file, consent = st.columns(3)
        photo = {
            "caption": caption.text_input("写真の説明"),
            "file": file.text_input("写真のファイル名"),
            "consent": consent.text_input("掲載の許可"),
        }
        sent = st.form_submit_button("検査してファイルを作る", type="primary", key="case_form_send")
    if not sent:
        return None
    return CaseDraft(
        id=identity,
        kind=kind or CaseKind.CLINIC,
        name=name,
        role=role,
        person=person,
        readers=readers,
        placement=placement,
        address=address,
        municipality=municipality or "",
        area_code=area,
        point=points.get(municipality or ""),
        headline=headline,
        summary=summary,
        tomorrow=tomorrow,
        measures=tuple(measures),
        talk=talk,
        effects=effects,
        aims=aims,
        as_of=_day(as_of),
        publisher=publisher,
        source_id=_registered(paper_title),
        source_note=source_note,
        paper_title=paper_title,
        paper_url=paper_url,
        postings=postings,
        photo={k: v.strip() for k, v in photo.items() if v.strip()},
    )


def _day(text: str) -> date | str:
    """The day that was typed; what is none goes on as it is, and the reader says how a day is written."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return text.strip()


def _registered(title: str) -> str:
    """The id of the registered paper with this title; empty where there is none, and the case brings its paper along."""
    known = cached.sources_by_id().entries.values()
    return next((s.source_id for s in known if s.title == title.strip()), "")


def _result(identity: str, text: str) -> None:
    name = f"{draw.file_stem(identity)}.yaml"
    try:
        case = read_case(text, name, photos_follow=True)
    except UserError as error:
        draw.problem(error)
        return
    together = "".join(f"と写真 {p.file} " for p in case.photos if p.file)
    st.success(f"検査を通りました。{name} を保存し、{together or 'それを'}このダッシュボードの管理者に渡してください。")
    draw.save_button(
        f"{name} を保存",
        text.encode("utf-8"),
        name,
        "application/yaml",
        key="case_form_file",
        what="事例のファイル",
    )
    with st.expander("ファイルの中身"):
        st.code(text, language="yaml")
