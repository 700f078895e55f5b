"""The map of all areas by the chosen measure, flat or as columns, and the card of one area."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core import parameters
from core.charts.named import ROWS
from core.data.queries import areas
from core.data.reader import Read
from core.maps.choropleth import (
    OUTLINE,
    SELECTION,
    TWOFOLD,
    colour_of_level,
    map_rows,
    national_map_spec,
    sign_of_level,
)
from core.maps.classes import NOT_COMPUTABLE, legend, levels
from core.maps.columns import column_deck, column_rows
from core.maps.frames import attribution, frame_of
from core.maps.words import WORDS, word_rows
from core.measures import gap
from core.measures.gap import MEASURES, GapMeasure
from core.views.figure import GEOMETRY, Chart, Figure, Scene, Swatch
from core.views.national.ranking import SUM_NOTE, gap_column, measure_column, stating
from core.views.national.scope import Scope, of_level, within
from core.views.section import Section
from core.views.sources import Sources, sources_by_id, sources_of
from core.views.table import Column, Kind, Table, table_from
from core.views.topic import Link, Topic
from core.views.words import Words, say, strong
from core.vocabulary import labels, palette
from core.vocabulary.routes import PAGE_TITLE
from core.vocabulary.terms import Level

HEIGHT: Final = 580
#: Width in pixels of a double outline beside the map.
_DOUBLE: Final = 5
#: Outlines by level.
_OUTLINES: Final = {Level.AREA: "map.json", Level.PREFECTURE: "map_prefectures.json"}
#: Width in pixels that the first view of the columns must fit in, on a screen of 1280.
_NARROWEST: Final = 440

COLUMNS_NOTE: Final = (
    "柱の高さは乖離(報告病床数 − 必要量)の床数に比例する。乖離が0または算出不可の区域に柱はない。"
    "ドラッグで移動、Ctrl+ドラッグで回転。"
)
NOTE: Final = (
    "区域の境は概形であり、面積や距離は測れない。全国の図では屋久島より南の島と小笠原を移して描いている。"
    "階級の境は年と病床機能によらず同じ(比は倍率で対称)。境ちょうどの値は中央寄りの階級に入る。"
    "中央より大きい階級の区域に+、小さい階級の区域に−の記号を置く(階級が離れるほど大きい)。"
)


def section(read: Read, scope: Scope, measure: GapMeasure, chosen: str = "", *, columns: bool = False) -> Section:
    """One picture, and the card of the area `chosen` (a code, empty for none). `columns`: beds of the gap as columns.

    At the level of prefectures all of them are drawn, flat, and the chosen one is that of the scope.
    """
    rows = of_level(read, scope)
    if scope.level is Level.PREFECTURE:
        chosen, columns, scope = scope.pref_code, False, scope.whole
    inside = within(rows, scope)
    shown = MEASURES["gap"] if columns else measure
    each = "" if scope.level is Level.AREA else "、都道府県別"
    title = f"{scope.name}の{scope.function_label}の{shown.label}({scope.year}年{each})"
    named = sources_of(rows)
    figure = (
        _columns(read, inside.frame, scope, title, named)
        if columns
        else _flat(read, rows.frame, inside.frame, scope, measure, chosen, title, named)
    )
    return Section(
        anchor="map",
        title=title,
        lead=_lead(inside.frame, shown, scope),
        figures=(figure,),
        topics=_card(rows.frame, scope, measure, chosen),
        notes=(f"{attribution()}。{COLUMNS_NOTE if columns else NOTE}{SUM_NOTE if each else ''}",),
    )


def _flat(
    read: Read,
    every: pd.DataFrame,
    inside: pd.DataFrame,
    scope: Scope,
    measure: GapMeasure,
    chosen: str,
    title: str,
    sources: Sources,
) -> Figure:
    swatches = _legend(measure, levels(inside[measure.key], measure.key), scope)
    words = word_rows(
        title,
        f"{measure.label} = {measure.formula}。報告は{scope.year}年の実績、必要量は{parameters.words('{required_year}年')}。",
        [s.entry for s in swatches],
        [source.short for source in read(sources_by_id).of(sources)],
        f"{attribution()}。区域の境は概形。",
    )
    return Figure(
        key="map",
        title=title,
        drawing=Chart(
            build=national_map_spec,
            options=(
                f"{GEOMETRY}{_OUTLINES[scope.level]}",
                frame_of(scope.pref_code),
                HEIGHT,
                scope.pref_code,
                scope.level,
            ),
            data={ROWS: map_rows(every, measure, chosen or None), WORDS: words},
            selection=SELECTION,
        ),
        alt=_alt(inside, measure, title, scope),
        twin=_twin(inside, measure, title, sources, scope),
        legend=swatches,
    )


def _columns(read: Read, inside: pd.DataFrame, scope: Scope, title: str, sources: Sources) -> Figure:
    drawn = column_rows(inside, read(areas.areas).frame)
    return Figure(
        key="columns",
        title=title,
        drawing=Scene(build=column_deck, options=(drawn, f"{GEOMETRY}ground.json", _NARROWEST, HEIGHT)),
        alt=_alt(inside, MEASURES["gap"], title, scope),
        twin=_twin(inside, MEASURES["gap"], title, sources, scope),
        legend=(
            Swatch(text="六角の柱: 必要量を上回る", fill=palette.EXCESS[2]),
            Swatch(text="四角の柱: 必要量を下回る", fill=palette.SHORTAGE[2]),
        ),
    )


def _alt(inside: pd.DataFrame, measure: GapMeasure, title: str, scope: Scope) -> str:
    """How many areas lie over and under 必要量, and the two ends."""
    over, under, _ = gap.counts(inside)
    known = inside.dropna(subset=[measure.key])
    missing = len(inside) - len(known)
    text = f"{title}の地図。必要量を上回る{scope.unit}は{over}、下回る{scope.unit}は{under}。"
    if len(known):
        ordered = known.sort_values(measure.key, kind="stable")
        top, low = ordered.iloc[-1], ordered.iloc[0]
        text += (
            f"最も大きいのは{_name(top, scope)}{measure.text(top[measure.key])}、"
            f"最も小さいのは{_name(low, scope)}{measure.text(low[measure.key])}。"
        )
    return text + (f"{labels.NOT_COMPUTABLE}は{missing}{scope.unit}。" if missing else "")


def _lead(inside: pd.DataFrame, measure: GapMeasure, scope: Scope) -> Words:
    """Where most of the areas over 必要量 lie: the prefecture with the most of them, or the areas of the chosen one by name.

    Of prefectures the one with the largest figure.
    """
    over, under, _ = gap.counts(inside)
    start = say(f"必要量を上回る{scope.unit}は", strong(str(over)), f"、下回る{scope.unit}は", strong(str(under)), "。")
    above = inside[inside["reported"] > inside["required"]]
    if scope.level is Level.PREFECTURE or inside["pref_name"].nunique() == 1:
        known = inside.dropna(subset=[measure.key]).sort_values(measure.key, ascending=False, kind="stable")
        if known.empty:
            return say(start, f"{measure.label}: {labels.NOT_COMPUTABLE}。")
        top = known.iloc[0]
        if scope.level is Level.PREFECTURE:  # in one line with the counts, above a map that begins below it
            return say(start, f"最大は{top['pref_name']}({measure.text(top[measure.key])})。")
        return say(start, f"{measure.label}が最も大きいのは{top['area_name']}({measure.text(top[measure.key])})。")
    if above.empty:
        return start
    by_pref = above.groupby("pref_name", sort=False).size().sort_values(ascending=False, kind="stable")
    return say(start, f"上回る区域が最も多いのは{by_pref.index[0]}({by_pref.iloc[0]}区域)。")


def _name(row: pd.Series, scope: Scope) -> str:
    return str(row["pref_name"]) if scope.level is Level.PREFECTURE else f"{row['area_name']}({row['pref_name']})"


def _twin(inside: pd.DataFrame, measure: GapMeasure, title: str, sources: Sources, scope: Scope) -> Table:
    """Areas from the largest value to the smallest; those that cannot be computed stand last."""
    over, under, _ = gap.counts(inside)
    missing = int(inside[measure.key].isna().sum())
    frame = inside.sort_values(measure.key, ascending=False, na_position="last", kind="stable").assign(
        value=lambda f: f[measure.key],
        designation=lambda f: (
            f["designation"].map(labels.DESIGNATION).astype(object).where(f["designation"].notna(), "")
        ),
    )
    places = (Column(name="area_code", label="コード"), Column(name="area_name", label="区域"))
    columns = (
        *(places if scope.level is Level.AREA else (Column(name="pref_code", label="コード"),)),
        Column(name="pref_name", label="都道府県"),
        measure_column(measure),
        Column(name="reported", label="報告病床数", unit="床", kind=Kind.NUMBER),
        Column(name="required", label=labels.SERIES["required"], unit="床", kind=Kind.NUMBER),
        *(
            (Column(name="designation", label="指定"),)
            if scope.level is Level.AREA
            else (
                Column(name="areas", label="区域数", kind=Kind.NUMBER),
                Column(name="missing_areas", label="報告の数値がない区域", wide=True),
            )
        ),
    )
    note = f"必要量を上回る{scope.unit} {over}、下回る{scope.unit} {under}、{labels.NOT_COMPUTABLE} {missing}{scope.unit}。"
    made = table_from("map_rows", title, columns, frame, sources, status={"reported": "reported_status"}, note=note)
    return stating(scope, made, frame, gap_column(measure))


def _legend(measure: GapMeasure, level_of_areas: list[int], scope: Scope) -> tuple[Swatch, ...]:
    classes = tuple(
        Swatch(
            text=e.text,
            fill=colour_of_level(e.level),
            dashed=e.level == NOT_COMPUTABLE,
            count=f"{e.count}{scope.unit_short}",
            sign=sign_of_level(e.level),
            size=8 + 2 * abs(e.level),
        )
        for e in legend(measure, level_of_areas)
    )
    if scope.level is Level.PREFECTURE:
        return classes
    outlines = tuple(
        Swatch(
            text=f"{labels.DESIGNATION[key]}({labels.OUTLINE[key]})",
            stroke=palette.DESIGNATION[key],
            width=_DOUBLE if key in TWOFOLD else 2,
            twofold=key in TWOFOLD,
        )
        for key in OUTLINE
    )
    return (*classes, *outlines)


def _card(rows: pd.DataFrame, scope: Scope, measure: GapMeasure, chosen: str) -> tuple[Topic, ...]:
    found = rows[rows["area_code"] == chosen]
    if found.empty:
        return ()
    row = found.iloc[0]
    reported = labels.beds(row["reported"], labels.VALUE_STATUS.get(row["reported_status"], labels.NO_DATA))
    lines: list[Words] = [
        say(f"{measure.label} ", strong(measure.text(row[measure.key]))),
        f"報告病床数 {reported} / 必要量 {labels.beds(row['required'])}",
    ]
    if scope.level is Level.PREFECTURE:
        lines.append(f"{row['areas']}区域の合計")
        if row["missing_areas"]:
            lines.append(f"報告の数値がない区域: {row['missing_areas']}。合計は出さない。")
        query = f"measure={measure.key}&function={scope.function}&year={scope.year}&pref={chosen}"
        name = row["pref_name"]
        links: tuple[Link, ...] = (Link("区域を見る", "/", query),)
    else:
        name = labels.area(row["area_name"], row["pref_name"])
        links = (
            Link("この区域を開く", "/area", f"area={chosen}"),
            Link(f"{PAGE_TITLE['/review']}(合わせて見る)", "/review", f"view=join&area={chosen}"),
        )
    if isinstance(row["designation"], str):
        lines.append(f"指定: {labels.DESIGNATION[row['designation']]}")
    return (Topic(key="card", heading=say(strong(name), f" {chosen}"), lines=tuple(lines), listed=False, links=links),)
