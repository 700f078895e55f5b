"""A map of areas by class: what a scenario makes of them, or where they lie beside a guideline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import pandas as pd

from core.charts.named import ROWS
from core.maps.class_map import SIGN_SIZE, MapClass, class_key, class_map_spec
from core.maps.frames import attribution, frame_of
from core.maps.words import WORDS, word_rows
from core.views.figure import GEOMETRY, Chart, Figure, Swatch
from core.views.sources import Sources, short_names
from core.views.table import Column, table_from
from core.views.words import Words, raw_text
from core.vocabulary import palette

HEIGHT: Final = 520
_COLUMNS: Final = (
    Column(name="code", label="コード"),
    Column(name="pref", label="都道府県"),
    Column(name="name", label="構想区域"),
    Column(name="shown", label="結果"),
    Column(name="detail", label="内訳"),
)
_REAL: Final = Column(name="real", label="実際の指定(確認できた区域)")


def note() -> str:
    """Stands beside every map."""
    return f"{attribution()}。区域の境は概形。"


def figure(
    key: str,
    title: Words,
    rows: pd.DataFrame,
    classes: Sequence[MapClass],
    sources: Sources,
    *,
    subtitle: str,
    pref_code: str = "",
    real: bool = False,
) -> Figure:
    """`rows`: as `core.maps.class_map` says, drawn whole; twin, legend and alt sentence are of `pref_code` where one is given.

    `real`: the real designation is outlined. `subtitle` stands in the saved picture, below the title.
    """
    inside = rows[rows["code"].str.startswith(pref_code)] if pref_code else rows
    legends = {c.word: c.name for c in classes}
    found = Counter(inside["word"].tolist())
    counts = [(c, f"{found[c.word]}区域") for c in classes]
    said = "、".join(f"{c.name} {count}" for c, count in counts)
    legend = [Swatch(text=c.name, fill=c.fill, count=count, sign=c.sign, size=SIGN_SIZE) for c, count in counts]
    if real:
        designated = f"{sum(map(bool, inside['real'].tolist()))}区域"
        said += f"。実際の指定(確認できた区域) {designated}"
        legend.append(Swatch(text="実際の指定(確認できた区域)", stroke=palette.ALERT, width=2, count=designated))
    drawn = word_rows(
        raw_text(title),
        subtitle,
        class_key(classes, inside, real=real),
        short_names(sources),
        note(),
    )
    return Figure(
        key=key,
        title=title,
        drawing=Chart(
            build=class_map_spec,
            options=(f"{GEOMETRY}map.json", frame_of(pref_code), tuple(classes), HEIGHT, pref_code, real),
            data={ROWS: rows, WORDS: drawn},
        ),
        alt=f"{raw_text(title)}の地図。{said}。",
        twin=table_from(
            f"{key}_rows",
            title,
            (*_COLUMNS, _REAL) if real else _COLUMNS,
            inside.assign(shown=list(map(legends.__getitem__, inside["word"].tolist()))),
            sources,
            note=f"{said}。",
        ),
        legend=tuple(legend),
    )
