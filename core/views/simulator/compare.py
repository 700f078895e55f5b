"""シナリオ比較: areas gained, lost and unchanged from one scenario to another."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core.maps import simulator_map
from core.rules import compare, wording
from core.rules.compare import CHANGE_LABEL, Change
from core.rules.engine import Result
from core.text.outside import Outside
from core.views import class_map
from core.views.figure import Figure
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.sources import Sources
from core.views.table import Column, Kind, Table, table_from
from core.views.words import raw_text, say, strong
from core.vocabulary import labels

TITLE: Final = "シナリオの比較"
_MOVED: Final = (Change.GAINED, Change.LOST)


def section(first: Result, second: Result) -> Section:
    """Counts in a sentence, the map, the areas that change (`changed`, none where nothing does) and all areas (`every`)."""
    rows = compare.compare(first, second)
    areas, models = compare.counts(rows), compare.counts(rows, "model_change")
    named = origins(first, "beds", "utilization") | origins(second, "beds", "utilization")
    moved = rows["change"].isin(_MOVED) | rows["model_change"].isin(_MOVED)
    names = ("「", Outside(first.scenario.name), "」から「", Outside(second.scenario.name), "」へ")
    return Section(
        anchor="compare",
        title=TITLE,
        lead=say(
            *names,
            ": 推進区域は ",
            strong(f"増える {areas['gained']}区域"),
            "、",
            strong(f"外れる {areas['lost']}区域"),
            f"、変わらない {areas['kept']}区域。"
            f"モデル推進区域は増える {models['gained']}区域、外れる {models['lost']}区域、変わらない {models['kept']}区域。",
        ),
        sentences=() if moved.any() else ("2つのシナリオで選ばれる区域は同じです。",),
        figures=(_map(rows, named, raw_text(names)),),
        tables=(
            *((_table("changed", "変わる区域", rows[moved], named),) if moved.any() else ()),
            _table("every", "比較の表(全区域)", rows, named),
        ),
        notes=(class_map.note(),),
    )


def file_table(first: Result, second: Result, *, digits: int = 4) -> Table:
    """All areas, with more decimals than the screen has room for."""
    named = origins(first, "beds", "utilization") | origins(second, "beds", "utilization")
    return _table("every", "比較の表(全区域)", compare.compare(first, second), named, digits)


def _table(key: str, title: str, rows: pd.DataFrame, named: Sources, digits: int = 2) -> Table:
    worded = rows.assign(
        **{name: rows[name].map(CHANGE_LABEL) for name in ("change", "model_change")},
        **{name: rows[name].map(wording.BASIS) for name in ("basis_first", "basis_second")},
        **{name: rows[name].where(rows[name] > 0).astype("Int64") for name in ("rank_first", "rank_second")},
    )
    return table_from(key, title, _columns(digits), worded, named)


def _columns(digits: int) -> tuple[Column, ...]:
    def figure(name: str, label: str, kind: Kind, decimals: int = 0) -> Column:
        return Column(name=name, label=label, kind=kind, digits=decimals, missing=labels.NOT_COMPUTABLE)

    return (
        Column(name="area_code", label="区域コード"),
        Column(name="pref_name", label="都道府県"),
        Column(name="area_name", label="構想区域"),
        Column(name="change", label=labels.DESIGNATION["suishin"]),
        Column(name="model_change", label=labels.DESIGNATION["model"]),
        figure("score_first", "スコア(比較元)", Kind.NUMBER, digits),
        figure("score_second", "スコア(いま)", Kind.NUMBER, digits),
        figure("rank_first", "県内順位(比較元)", Kind.PLAIN_NUMBER),
        figure("rank_second", "県内順位(いま)", Kind.PLAIN_NUMBER),
        Column(name="basis_first", label="決め方(比較元)"),
        Column(name="basis_second", label="決め方(いま)"),
    )


def _map(rows: pd.DataFrame, named: Sources, subtitle: str) -> Figure:
    """Large where all changes lie in one prefecture."""
    prefectures = rows.loc[rows["change"].isin(_MOVED), "pref_code"].unique()
    pref = str(prefectures[0]) if len(prefectures) == 1 else ""
    inside = f"({rows.loc[rows['pref_code'] == pref, 'pref_name'].iloc[0]})" if pref else ""
    return class_map.figure(
        f"map_{pref}",
        f"推進区域の変わり方{inside}",
        simulator_map.change_rows(rows),
        simulator_map.CHANGES,
        named,
        subtitle=subtitle,
        pref_code=pref,
    )
