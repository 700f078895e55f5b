"""Stores made at random for hypothesis: a few areas, every table the derived tables read, with holes and zeros."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import strategies as st

_PREFS = {"01": "北海道", "10": "群馬県", "47": "沖縄県"}
_FUNCTIONS = ("total", "high_acute", "acute", "recovery", "chronic")
_SOURCES = st.sampled_from(("s1", "s2"))
_SHARE = st.none() | st.floats(0, 1)
_COUNT = st.none() | st.integers(0, 5000)


@st.composite
def stores(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """Tables of the contract by name; each row of a grain is there or not, each value given or missing."""
    codes = draw(
        st.lists(st.tuples(st.sampled_from(sorted(_PREFS)), st.integers(1, 4)), min_size=1, max_size=5, unique=True)
    )
    areas = [f"{pref}{number:02d}" for pref, number in codes]

    def rows(grain: list[dict[str, Any]], **values: st.SearchStrategy[Any]) -> pd.DataFrame:
        return pd.DataFrame(
            [row | {name: draw(value) for name, value in values.items()} for row in grain if draw(st.booleans())],
            dtype=object,
        )

    def with_status(frame: pd.DataFrame, column: str) -> pd.DataFrame:
        return frame if frame.empty else frame.assign(value_status=frame[column].notna().map(_STATUS))

    area = [
        {"area_code": c, "area_name": f"区域{c}", "pref_code": c[:2], "pref_name": _PREFS[c[:2]]}
        | {f"population_{year}": draw(_COUNT) for year in (2020, 2024, 2040)}
        | {"area_km2": draw(st.none() | st.floats(0, 900))}
        for c in areas
    ]
    institutions = [f"R{fy}-{c}-{n:03d}" for fy in (6, 7) for c in areas for n in (1, 2)]
    facility = rows(
        [{"facility_id": i, "area_code": i.split("-")[1], "published_fy": i[:2]} for i in institutions],
        facility_name=st.sampled_from(("甲病院", "乙病院")),
        source_id=_SOURCES,
    )
    return {
        "area": pd.DataFrame(area, dtype=object),
        "beds": with_status(
            rows(
                [
                    {"area_code": c, "bed_function": f, "series": s, "year": y}
                    for c in areas
                    for f in _FUNCTIONS
                    for s, y in (("reported", 2015), ("reported", 2024), ("planned", 2026), ("required", 2025))
                ],
                beds=_COUNT,
                published_fy=st.sampled_from(("R6", "R7")),
                source_id=_SOURCES,
            ),
            "beds",
        ),
        "report_rate": with_status(
            rows([{"area_code": c, "year": y} for c in areas for y in (2015, 2024)], rate=_SHARE, source_id=_SOURCES),
            "rate",
        ),
        "area_measure": with_status(
            rows(
                [
                    {"area_code": c, "published_fy": fy, "measure": m, "bed_function": f}
                    for c in areas
                    for fy in ("R6", "R7")
                    for m, f in (("doctors_per_100_beds", None), ("tertiary_emergency", None), ("beds", "acute"))
                ],
                value=st.none() | st.floats(0, 50),
                source_id=_SOURCES,
            ),
            "value",
        ),
        "facility": facility,
        "facility_measure": rows(
            [
                {"facility_id": i, "published_fy": i[:2], "measure": m, "bed_function": f}
                for i in (list(facility["facility_id"]) if len(facility) else [])
                for m, f in (("beds", "acute"), ("beds", "chronic"), ("beds", None), ("doctors", None))
            ],
            value=st.none() | st.floats(0, 500),
            source_id=_SOURCES,
        ),
        "flow": rows(
            [
                {"area_code": c, "direction": d, "patient_group": g, "partner_area_code": p}
                for c in areas
                for d in ("inflow", "outflow")
                for g in ("acute", "comprehensive", "chronic")
                for p in areas
            ],
            share=st.floats(0, 1),
            source_id=_SOURCES,
        ),
        "flow_total": with_status(
            rows(
                [
                    {"area_code": c, "direction": d, "basis": b}
                    for c in areas
                    for d in ("inflow", "outflow")
                    for b in ("ndb_2024", "patient_survey_2023")
                ],
                share=_SHARE,
                source_id=_SOURCES,
            ),
            "share",
        ),
        "demand": rows(
            [
                {"area_code": c, "care": care, "fiscal_year": y}
                for c in areas
                for care in ("home_care", "outpatient")
                for y in (2024, 2030, 2040)
            ],
            claims_per_month=st.floats(0, 9000),
            source_id=_SOURCES,
        ),
        "utilization": rows(
            [
                {"area_code": c, "bed_function": f, "fiscal_year": y}
                for c in areas
                for f in _FUNCTIONS[1:]
                for y in (2023, 2024)
            ],
            utilization=st.floats(0, 1.3),
            source_id=_SOURCES,
        ),
        "designation": rows(
            [{"area_code": c} for c in areas], designation=st.sampled_from(("suishin", "model")), source_id=_SOURCES
        ),
        "source": pd.DataFrame([{"source_id": "s1"}, {"source_id": "s2"}]),
    }


_STATUS = {True: "observed", False: "blank"}
