"""区域対応方針 下書き: the notice's form as far as it is known, with our figures where it asks for figures.

One page of the form is at hand. Its other chapters keep their place and say 様式未確認: no heading is made up. What only the
prefecture can write stays a blank that says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from core import parameters
from core.data.bed_names import bed_names
from core.data.reader import Read
from core.views.area import beds
from core.views.area.place import Area
from core.views.section import Section
from core.views.sources import Sources
from core.views.table import Column, Kind, Status, Table, table
from core.views.topic import Topic
from core.views.words import Words, say
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS

TITLE: Final = "区域対応方針 下書き"
#: What stands in a place of the form that only the prefecture can fill.
TO_WRITE: Final = "(都道府県が記入)"
UNSEEN: Final = "様式未確認"
#: The notice with the page of its form, and the briefing that says what must be in it.
NOTICE, BRIEFING = "mhlw_2024_notice_0731", "mhlw_2024_briefing"
_HOW: Final = f"{UNSEEN}: この部分の見出しと記載欄は確認できていない。国から届いた様式のとおりに書く。"
_PLANNED_NOTE: Final = (
    "(B)は、病床機能報告の予定の病床数の合計か、各医療機関の対応方針の予定病床数の合計のどちらか。"
    "ここでは公表資料の見込量を置いた。対応方針の合計を使うときは置き換える。"
)
_SIGN: Final = "差し引きは「必要量 − 病床数」で、不足がプラス。合計の行は様式にないので、写さない。"
_THIRD: Final = "【3.今後の対応方針】(2を踏まえた具体的な方針を記載)"
_ASKED: Final = (
    ("direction", "① 構想区域における対応方針", "含めるもの: 医療提供体制上の課題、課題解決に向けた方向性。"),
    (
        "measures",
        "② 「①構想区域における対応方針」を達成するための取組",
        "含めるもの: 具体的な取組内容、年度ごとに策定する工程表。",
    ),
)
_GAP: Final = "③ 必要量との乖離に対する取組"
_PLANNED: Final = "④ 3.②及び③による取組の結果、想定される{required_year}年の予定病床数"


def sections(
    read: Read, area: Area, reported_year: int | None = None, planned_year: int | None = None
) -> tuple[Section, ...]:
    """The chapters of the form in order, at the chosen years of table ⑥ (the newest unless told).

    Sources: the notice for the form, the briefing for what it must hold, the publications for figures.
    """
    reported, planned = beds.years(read, area)
    asked = Sources((NOTICE,))
    known = (
        beds.form(read, area, reported_year or reported[-1], planned_year or planned[-1])
        if reported and planned
        else None
    )
    return (
        Section(anchor="draft_1", title=f"1.({UNSEEN})", sentences=(_HOW,), cites=asked),
        _second(known, asked),
        _third(known, asked, reported[-1] if reported else None),
        Section(anchor="draft_4", title=f"4以降の章、添付資料、提出期限({UNSEEN})", sentences=(_HOW,), cites=asked),
    )


def _second(known: Section | None, asked: Sources) -> Section:
    title = f"2.(章の題は{UNSEEN})"
    rest = Topic(key="unseen", heading=f"①〜⑤({UNSEEN})", lines=(_HOW,), listed=False)
    if known is None:
        missing = beds.without_beds()
        return Section(anchor="draft_2", title=title, topics=(rest,), sentences=missing.sentences, cites=asked)
    return Section(
        anchor="draft_2",
        title=title,
        topics=(rest,),
        tables=tuple(replace(t, note=_SIGN) for t in known.tables),
        notes=(_PLANNED_NOTE,),
        cautions=known.cautions,
        cites=asked,
    )


def _third(known: Section | None, asked: Sources, reported: int | None) -> Section:
    gap: Words = say("参考(公表値): ", known.lead) if known is not None else f"参考(公表値): {labels.NO_DATA}。"
    written = tuple(
        Topic(key=key, heading=heading, lines=(TO_WRITE,), listed=False, note=holds) for key, heading, holds in _ASKED
    )
    return Section(
        anchor="draft_3",
        title=_THIRD,
        topics=(*written, Topic(key="gap", heading=_GAP, lines=(TO_WRITE,), listed=False, note=gap)),
        tables=(_wanted(asked, reported),),
        notes=(
            f"「{TO_WRITE}」は、都道府県だけが知ることを書き込む欄。協議した日、取組、予定病床数の時点を書く。",
            "書くときに引ける数値は、区域ページの「④の根拠」と「会議資料」にある。",
        ),
        cites=asked | Sources((BRIEFING,)) if known is None else asked | Sources((BRIEFING,)) | _of(known),
    )


def _of(known: Section) -> Sources:
    return known.table("form").sources


def _wanted(asked: Sources, reported: int | None) -> Table:
    """Table of 3.④: one row per function as the report of the year (None: there is none) calls it, every figure to be written."""
    year = parameters.words("{required_year}年の予定病床数(    時点)")
    columns = (Column(name="function", label="機能"), Column(name="planned", label=year, kind=Kind.NUMBER))
    called = bed_names(reported)
    rows = [(called[f], Status(TO_WRITE)) for f in FOUR_FUNCTIONS]
    return table("planned", parameters.words(_PLANNED), columns, rows, asked)
