"""Which case does what."""

from __future__ import annotations

from collections.abc import Sequence

from core.charts.named import ROWS
from core.charts.tactics import matrix_order, matrix_rows, tactic_matrix, tactic_rows, tactic_table
from core.content.cases import EFFECT_BASIS_LABEL, Case, Tactic
from core.content.changes import changes_of
from core.views.figure import Chart, Figure
from core.views.gallery.cards import aged, as_of, sources
from core.views.section import Section
from core.views.table import Column, Table, table
from core.views.words import say, strong

NOTE = "「–」は資料に記載がないことを示し、行っていないとは限らない。( )内は事例数。"


def _said(cases: Sequence[Case]) -> Table:
    """What the paper says, case by case, beside our tags."""
    columns = (
        Column(name="case", label="事例"),
        Column(name="readers", label="機械"),
        Column(name="posted", label="掲示・案内", wide=True),
        Column(name="talk", label="話しかけ", wide=True),
        Column(name="effects", label="効果・ねらい", wide=True),
        Column(name="words", label="取組の根拠とした資料の語", wide=True),
    )
    rows = [
        (
            case.name,
            f"{case.card_readers.count}台({case.card_readers.placement or '場所の記載なし'})",
            "\n".join(f"{p.what}({p.where})" for p in case.postings) or "資料に記載なし",
            aged(case.talk.how, changes_of(case)),
            "\n".join(f"{aged(e.text, changes_of(case))}({EFFECT_BASIS_LABEL[e.basis]})" for e in case.effects),
            "\n".join(f"「{w}」" for m in case.measures for w in dict.fromkeys(m.words.values())),
        )
        for case in cases
    ]
    return table("said", "資料は何と言っているか", columns, rows, sources(cases))


def section(cases: Sequence[Case], tactics: Sequence[Tactic]) -> Section:
    """Cases down, tactics across, and the tactic that most of them use."""
    rows = tactic_rows(tuple(cases), tuple(tactics))
    crossed, drawn = tactic_table(rows), matrix_rows(rows)
    columns = (
        Column(name="case", label="事例"),
        *(Column(name=t.id, label=t.label) for t in tactics),
    )
    body = [(name, *crossed.loc[name].tolist()) for name in crossed.index]
    counts = {t.label: sum(t.id in c.tactics for c in cases) for t in tactics}
    most = max(counts.values())
    widest = "・".join(label for label, count in counts.items() if count == most)
    title = f"どの事例が何をしているか({len(cases)}事例、{as_of(cases)})"
    used = "、".join(f"{label} {count}事例" for label, count in counts.items() if count)
    return Section(
        anchor="matrix",
        title=title,
        lead=say("最も多いのは", strong(f"{widest}({most}事例)"), "。"),
        figures=(
            Figure(
                key="matrix",
                title="取組の比較",
                drawing=Chart(build=tactic_matrix, options=matrix_order(drawn), data={ROWS: drawn}),
                alt=f"事例と取組の組み合わせの図。{used}。",
                twin=table(
                    "matrix_rows",
                    "取組の比較",
                    columns,
                    body,
                    sources(cases),
                    note=f"● = 資料に記載がある。計: {used}。",
                ),
            ),
        ),
        tables=(_said(cases),),
        notes=(NOTE,),
    )
