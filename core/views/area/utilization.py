"""病床利用率(試算): by function beside the nation, and by institution."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from core import parameters
from core.area import utilization
from core.area.institutions import Institutions, institutions
from core.charts.area_utilization import utilization_chart, utilization_room, utilization_rows, utilization_top
from core.charts.named import ROWS
from core.data.bed_names import bed_names
from core.data.queries import area as queries
from core.data.queries import facilities as facility_queries
from core.data.reader import Read
from core.data.sourced import Sourced, row_at, rows_of
from core.views import cells
from core.views.area.place import Area
from core.views.figure import Chart, Figure
from core.views.plot import Plot, PlotKind, Series
from core.views.section import Section
from core.views.sources import Sources, sources_of
from core.views.stated import InstitutionBeds, ListedBeds
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, joined, raw_text, say, strong
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

TITLE: Final = "病床利用率(試算)"
FORMULA: Final = "病床利用率(試算)= 平均在棟日数 × 新規入棟患者数 ÷(病床数 × 365)。"
ASSUMPTION: Final = "公表資料の平均在棟日数は、在棟患者延べ数を新規入棟と退棟の平均で割った値です。入棟と退棟がほぼ同数とみなして、在棟患者延べ数を逆算しています。"
OVER_FULL: Final = (
    "100%を超える値は、そのまま示しています。1年の途中で病床数や病棟の機能が変わった、転棟を含む新規入棟患者が多い、"
    "病床数の報告日と実績の期間が違う、などのときに起こります。"
)
HIGH_ACUTE: Final = "高度急性期は在棟が短く転棟が多いため、100%を超える区域が多く、この試算では水準の判断に使えません。"
NO_BASE: Final = "{base_year}年の病床利用率はこの公表資料になく、増減は分からない。"
NOT_REPORTED: Final = "報告・実績なし"
NOTHING: Final = (
    f"病床利用率: {labels.NO_DATA}。平均在棟日数または新規入棟患者数が公表されていないため、試算できません。"
)
NO_INSTITUTION: Final = "平均在棟日数と新規入棟患者数がそろう医療機関がありません。"
#: Pixels of the picture, so that the section fits one screen.
_HEIGHT: Final = 170
_USE: Final = Column(name="utilization", label="病床利用率", kind=Kind.PERCENT, digits=1, missing=labels.NOT_COMPUTABLE)
_DAYS: Final = Column(name="patient_days", label="在棟患者延数", unit="人日", kind=Kind.NUMBER)
_BEDS: Final = Column(name="beds", label="病床", unit="床", kind=Kind.NUMBER)
_WARNING: Final = Column(name="warning", label="注意")


def section(read: Read, area: Area) -> Section:
    """The newest fiscal year; nothing but a sentence where the area has no estimate."""
    found = read(queries.utilization, area.area_code)
    nation = read(queries.national_utilization)
    if found.frame.empty:
        return Section(anchor="utilization", title=TITLE, sentences=(NOTHING,))
    year = int(found.frame["fiscal_year"].max())
    rows, whole = (part.map(lambda frame: _of_year(frame, year)) for part in (found, nation))
    listed = read(institutions, area.area_code, read(facility_queries.fiscal_years)[-1])
    by_institution = utilization.by_facility(listed.values)
    notes = [FORMULA, ASSUMPTION, OVER_FULL]
    if BedFunction.HIGH_ACUTE in whole.frame.index:
        high = row_at(whole.frame, BedFunction.HIGH_ACUTE)
        over = f"(全国{int(high['areas'])}区域中{int(high['over_full'])}区域が100%超)"
        notes.append(f"参考値: {HIGH_ACUTE}{over}")
    known = _known(rows.frame)
    return Section(
        anchor="utilization",
        title=TITLE,
        lead=_lead(rows.frame, whole.frame, known, bed_names(year)),
        sentences=() if len(by_institution) else (NO_INSTITUTION,),
        figures=(_figure(rows, whole, area, year, _published(read, year)),) if known else (),
        tables=() if by_institution.empty else (cells.found(read, _institutions(by_institution, listed, area)),),
        notes=(*notes, parameters.words(NO_BASE)),
        cites=sources_of(found),
    )


def _of_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    rows: pd.DataFrame = frame[frame["fiscal_year"] == year]
    return rows.set_index("bed_function")


def _published(read: Read, year: int) -> str:
    """The publication of a fiscal year."""
    return next(fy for fy in read(facility_queries.fiscal_years) if labels.published_year(fy) == year)


def _known(rows: pd.DataFrame) -> tuple[BedFunction, ...]:
    """Functions of the area that have an estimate."""
    stated = set(rows["utilization"].dropna().index)
    return tuple(f for f in FOUR_FUNCTIONS if f in stated)


def _share(rows: pd.DataFrame, function: str) -> float | None:
    return float(rows["utilization"][function]) if function in rows["utilization"].dropna().index else None


def _lead(rows: pd.DataFrame, whole: pd.DataFrame, known: tuple[BedFunction, ...], called: dict[str, str]) -> Words:
    """The functions of which the estimate says something, each beside the nation."""
    told = [f for f in known if f != BedFunction.HIGH_ACUTE]
    if not told:
        return f"病床利用率(試算): 判断に使える機能の値がありません({labels.NOT_COMPUTABLE}または参考値)。"
    parts = [
        say(
            f"{called[f]} ",
            strong(labels.percent(_share(rows, f))),
            f"(全国 {labels.percent(_share(whole, f))})",
        )
        for f in told
    ]
    reference = "。高度急性期は参考値" if BedFunction.HIGH_ACUTE in known else ""
    return say("病床利用率(試算)は", joined(parts), f"{reference}。")


def _figure(rows: Sourced, whole: Sourced, area: Area, year: int, published_fy: str) -> Figure:
    known = _known(rows.frame)
    shares = [_share(rows.frame, f) for f in known]
    drawn = utilization_rows(
        pd.DataFrame(
            {
                "bed_function": [str(f) for f in known],
                "utilization": shares,
                "national": [_share(whole.frame, f) for f in known],
                "note": [utilization.warning(f, share) for f, share in zip(known, shares, strict=True)],
            }
        ),
        year,
    )
    columns = (
        Column(name="function", label="機能"),
        _DAYS,
        _BEDS,
        _USE,
        Column(name="nation", label="全国", kind=Kind.PERCENT, digits=1),
        _WARNING,
    )
    title = f"機能別の病床利用率(試算、{year}年度)"
    body = [_line(f, bed_names(year)[f], rows.frame, whole.frame) for f in FOUR_FUNCTIONS]
    twin = cells.stating(
        table("functions_rows", f"{area.label}の{title}", columns, body, sources_of(rows, whole)),
        {"beds": [(ListedBeds(area.area_code, published_fy, f),) if f in known else () for f in FOUR_FUNCTIONS]},
    )
    return Figure(
        key="functions",
        title=title,
        drawing=Chart(
            build=utilization_chart,
            options=(utilization_top(drawn), utilization_room(drawn), _HEIGHT, year),
            data={ROWS: drawn},
        ),
        alt=_alt(twin),
        twin=twin,
        note="縦の短い線 = 全国、破線 = 100%。",
        plot=_plot(twin, area),
    )


def _plot(twin: Table, area: Area) -> Plot:
    series = (
        Series(name=area.area_name, at="utilization", colour=palette.KEY),
        Series(name="全国", at="nation", colour=palette.MARK_PALE),
    )
    return Plot(kind=PlotKind.BAR, table=twin, series=series, labels="function", axis=TITLE, floor=0.0, note="")


def _line(function: BedFunction, name: str, rows: pd.DataFrame, whole: pd.DataFrame) -> tuple[Cell, ...]:
    nation, share = _share(whole, function), _share(rows, function)
    if share is None:
        nothing = Status(labels.NO_DATA)
        return (name, nothing, nothing, None, nation, NOT_REPORTED)
    row = row_at(rows, function)
    return (name, float(row["patient_days"]), float(row["beds"]), share, nation, utilization.warning(function, share))


def _alt(twin: Table) -> str:
    parts = [
        f"{function} {share}(全国 {nation})"
        for function, _, _, share, nation, _ in twin.texts()
        if share != labels.NOT_COMPUTABLE
    ]
    return f"{raw_text(twin.title)}の横棒。{'、'.join(parts)}。"


def _institutions(rows: pd.DataFrame, year: Institutions, area: Area) -> Table:
    """One row per institution and function that has all figures, the fullest first."""
    ordered = rows.sort_values(["utilization", "facility_id"], ascending=[False, True])
    places = rows["facility_id"].nunique()
    over = int((rows["utilization"] > 1).sum())
    columns = (
        Column(name="name", label="医療機関"),
        Column(name="function", label="機能"),
        _DAYS,
        _BEDS,
        _USE,
        _WARNING,
    )
    made = table(
        "institutions",
        f"{area.label}の医療機関別の病床利用率(試算、{year.label})",
        columns,
        [_institution(row, bed_names(year.year)) for row in rows_of(ordered)],
        Sources(year.source_ids),
        note=(
            f"{places}施設 {len(rows)}件、100%超 {over}件。"
            f"実績や報告がなく試算できない医療機関 {len(year.values) - places}件。"
        ),
    )
    stated = zip(ordered["facility_id"], ordered["bed_function"], strict=True)
    return cells.stating(
        made, {"beds": [(InstitutionBeds(area.area_code, year.published_fy, str(i), f),) for i, f in stated]}
    )


def _institution(row: Any, called: dict[str, str]) -> tuple[Cell, ...]:
    share = float(row.utilization)
    warning = utilization.warning(row.bed_function, share)
    return (row.facility_name, called[row.bed_function], row.patient_days, row.beds, share, warning)
