"""Where the cases are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from core.charts.named import ROWS
from core.content.cases import Case
from core.maps.case_map import LINES, case_map, case_points, prefectures_of
from core.maps.words import wrapped
from core.views.figure import Chart, Figure
from core.views.gallery.cards import as_of, sources
from core.views.section import Section
from core.views.sources import Sources, short_names
from core.views.table import Column, table_from
from core.views.words import say, strong

#: Beside every map of ours.
ATTRIBUTION: Final = "区域の形: 気象庁 市町村等の区域データを加工(概形)。"
#: Height of a line above the map, which is added to the map's own.
_LINE: Final = 17
#: Width of the lines above the map: beside a case, on the smallest screen, more of them would be cut.
_NARROWEST: Final = 310
_COLUMNS: Final = (
    Column(name="case", label="事例"),
    Column(name="municipality", label="市町村"),
    Column(name="area", label="構想区域"),
    Column(name="basis", label="点の意味"),
)


def section(cases: Sequence[Case], area_names: Mapping[str, str]) -> Section:
    """The map and the same as a table."""
    counted = Counter(c.area_code for c in cases)
    return Section(
        anchor="map",
        title=f"事例の所在地({len(cases)}事例)",
        lead=say(
            strong("、".join(f"{area_names.get(code, code)} {n}事例" for code, n in counted.most_common())),
            "。区域のページから、その区域の病床を見られます。",
        ),
        figures=(place_figure(tuple(cases), area_names, height=430),),
        notes=("「市区町村の代表点」は医院や薬局の位置ではなく、その市区町村を示す点です。", ATTRIBUTION),
    )


def place_figure(cases: tuple[Case, ...], area_names: Mapping[str, str], *, height: int, note: str = "") -> Figure:
    """Points on the outlines of their areas. The twin says of each point whether it is the address."""
    points = case_points(cases, dict(area_names))
    located = tuple(dict.fromkeys(c.location.source_id for c in cases if c.location.source_id))
    named = sources(cases) | Sources(located) if located else sources(cases)
    rows = points[[c.name for c in _COLUMNS]]
    origin = f"{as_of(cases)}。出典: {'、'.join(short_names(named))}。{ATTRIBUTION}"
    lines = tuple(wrapped(origin, width=_NARROWEST, size=LINES))
    return Figure(
        key="places",
        title="所在地",
        drawing=Chart(
            build=case_map,
            options=(
                prefectures_of(cases),
                frozenset(c.area_code for c in cases),
                height + _LINE * len(lines),
                f"好事例の所在地({len(cases)}事例)",
                lines,
            ),
            data={ROWS: points},
        ),
        alt="群馬県の地図の上の点。"
        + "、".join(f"{r.case}は{r.municipality}({r.basis})" for r in rows.itertuples())
        + "。",
        twin=table_from("places_rows", "事例の所在地", _COLUMNS, rows, named),
        note=f"{note}{ATTRIBUTION}" if note else "",
    )
