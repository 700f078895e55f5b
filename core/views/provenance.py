"""データと出典: where every figure comes from, how it was checked, and what each table holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import pandas as pd

from core.content.examples import EXAMPLES
from core.data.headings import headings_of
from core.data.queries import meta
from core.data.reader import Read
from core.data.reconciliation import Check, Reconciliation
from core.data.schema import TABLES, PopulationYears, columns_of
from core.maps.frames import attribution
from core.maps.outlines import LICENCE
from core.views.section import Section
from core.views.sources import OURS, Sources, sources_of
from core.views.table import Column, Kind, Table, cell_of, table, table_from
from core.views.words import say, strong
from core.vocabulary import labels
from core.vocabulary.measure_names import MEASURES

UNSTATED: Final = "記載なし"
_SOURCE_COLUMNS: Final = (
    Column(name="title", label="資料名", wide=True),
    Column(name="publisher", label="公表者"),
    Column(name="published", label="公表", wide=True),
    Column(name="url", label="URL", wide=True),
    Column(name="retrieved", label="取得日"),
    Column(name="licence", label="利用条件", wide=True),
    Column(name="note", label="注記", wide=True),
    Column(name="sha256", label="SHA-256", wide=True),
    Column(name="source_id", label="出典ID"),
)
#: What stands for an empty cell where it is not 「記載なし」.
_LACKING: Final = {"retrieved": labels.UNRECORDED}


def source_list(read: Read) -> Section:
    """Every source with URL, dates, licence and hash; those with data files first."""
    frame = read(meta.sources).frame
    frame = frame.sort_values("sha256", key=lambda column: column.isna(), kind="stable")
    rows = [
        [row[c.name] if isinstance(row[c.name], str) else _LACKING.get(c.name, UNSTATED) for c in _SOURCE_COLUMNS]
        for _, row in frame.iterrows()
    ]
    held = int(frame["sha256"].notna().sum())
    return Section(
        anchor="list",
        title="出典",
        lead=say(strong(f"{len(frame)}件"), f"の資料のうち、数値を読み取ったファイルは{held}件。"),
        tables=(table("sources", "出典", _SOURCE_COLUMNS, rows, Sources((OURS,))),),
        notes=(
            f"データの版: {read(meta.edition)}(すべての表の内容から決まる名前。同じ名前なら同じデータです)",
            "「記載なし」は資料から確認できない項目です。URL はこのアプリからは開かず、押すとブラウザーの新しいタブで開きます。",
            "取得日は、取得のコマンドが残した日か、取り込む人が述べた日です。「記録なし」は、いつ取得したかが記録されていない資料です(ファイルの更新日時からは推し量りません)。",
        ),
    )


def reconciliation(read: Read, report: Reconciliation) -> Section:
    """What ingest checked, and the tables behind it."""
    columns = (
        Column(name="title", label="照合した項目", wide=True),
        Column(name="result", label="結果"),
        Column(name="detail", label="内容", wide=True),
    )
    registry = read(meta.sources).frame
    found = Sources((*registry.loc[registry["sha256"].notna(), "source_id"], OURS))
    compared = [c for c in report.checks if c.result != "情報"]
    agreeing = sum(c.result == "一致" for c in compared)
    rows = [(c.title, c.result, c.detail) for c in report.checks]
    return Section(
        anchor="reconciliation",
        title="照合結果",
        lead=say("比べた", strong(f"{len(compared)}項目"), f"のうち一致は{agreeing}項目。", _apart(compared)),
        tables=(
            table("checks", "照合した項目", columns, rows, found),
            *(_detail(f"detail_{n}", title, frame, found) for n, (title, frame) in enumerate(report.tables)),
        ),
    )


def _apart(compared: Sequence[Check]) -> str:
    """What does not agree, by name."""
    named = [c.title for c in compared if c.result != "一致"]
    return f"一致しないのは{'、'.join(named)}。" if named else ""


def _detail(key: str, title: str, frame: pd.DataFrame, sources: Sources) -> Table:
    """A table of the report under its own headings."""

    def column(name: str) -> Column:
        numeric = pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
        kind = Kind.TEXT if not numeric else Kind.PLAIN_NUMBER if name.endswith("年") else Kind.NUMBER
        return Column(name=name, label=name, kind=kind)

    rows = [[str(v) if isinstance(v, bool) else cell_of(v) for v in row] for row in frame.itertuples(index=False)]
    return table(key, title, [column(c) for c in frame.columns], rows, sources)


def defects(read: Read) -> Section:
    """Known defects of the publications and how each is handled."""
    found = read(meta.defects)
    columns = (
        Column(name="title", label="資料", wide=True),
        Column(name="location", label="場所", wide=True),
        Column(name="description", label="内容", wide=True),
        Column(name="handling", label="扱い", wide=True),
    )
    title = f"公表資料の不具合と扱い({len(found.frame)}件)"
    paper, most = Counter(found.frame["title"]).most_common(1)[0] if len(found.frame) else ("", 0)
    return Section(
        anchor="defects",
        title=title,
        lead=say(
            "最も多いのは", strong(f"「{paper}」の{most}件"), "。値を推測で補わず、右端の扱いのとおりに表示します。"
        )
        if most
        else "見つかった不具合はありません。",
        tables=(table_from("defects", title, columns, found.frame, sources_of(found, (OURS,))),),
    )


def dictionary(name: str, years: PopulationYears) -> Section:
    """What one table of the data contract holds: its grain, columns, and names of measures. KeyError for an unknown name."""
    contract = TABLES[name]
    columns = (
        Column(name="column", label="列"),
        Column(name="heading", label="見出し"),
        Column(name="type", label="型"),
        Column(name="description", label="意味", wide=True),
    )
    measures = (
        Column(name="measure", label="measure"),
        Column(name="label", label="指標"),
        Column(name="unit", label="単位"),
        Column(name="by_function", label="病床機能別"),
    )
    ours = Sources((OURS,))
    shown = columns_of(name, years)
    named = headings_of(c.name for c in shown)
    tables = [
        table(
            "columns",
            f"{contract.title}の列",
            columns,
            [(c.name, named[c.name], c.type, c.description) for c in shown],
            ours,
        )
    ]
    if any(c.name == "measure" for c in contract.columns):
        rows = [(m.name, m.label, m.unit, "機能別" if m.by_function else "") for m in MEASURES.values()]
        tables.append(table("measures", "measure の値", measures, rows, ours))
    return Section(
        anchor="download",
        title="データ辞書とダウンロード",
        lead=say(strong(contract.title), f" {name}.parquet — {contract.grain}"),
        tables=tuple(tables),
        notes=(
            "CSV は、表の上に出どころ(表題・単位・条件・出典・ハッシュ・注意)の行があり、その下が見出しと値です。読み方は下の「ほかのソフトで使う例」。",
            f"CSV では値がないセルは空欄です。理由は value_status の列にあります({'、'.join(labels.VALUE_STATUS.values())})。",
            "ZIP には、すべての表(CSVとparquet)、データ辞書、区域と都道府県の概形、使い方の例、各ファイルのハッシュ(MANIFEST)が入ります。",
            f"{outline_credit()}。{LICENCE}",
        ),
    )


def examples() -> Section:
    """How other programs read the downloaded tables; the programs themselves are `core.content.examples`."""
    untried = "と".join(e.program for e in EXAMPLES if not e.tried)
    return Section(
        anchor="examples",
        title="ほかのソフトで使う例",
        lead=say(
            "上の",
            strong("「すべての表(ZIP)」を展開したフォルダー"),
            "で使います。同じ例が ZIP の examples にも入っています。",
        ),
        notes=(
            "構想区域コードは先頭の0も含めて4桁の文字です。数値として読むと 0101 が 101 になるので、どの例も文字として読んでいます。",
            "Excel で CSV を直接開くときは、末尾の列「構想区域(コードと名前)」を使うと、先頭の0が残ります。",
            f"{untried}の例は、Excel の代わりに手順を1つずつたどって確かめています。ほかの例は、実際に動かして確かめています。",
        ),
    )


def whole_dictionary(years: PopulationYears) -> Table:
    """Every column of every table of the data contract, one row each, then every measure."""
    columns = (
        Column(name="table", label="表"),
        Column(name="title", label="表の名前"),
        Column(name="column", label="列(または measure の値)"),
        Column(name="heading", label="見出し"),
        Column(name="type", label="型"),
        Column(name="description", label="意味", wide=True),
    )
    rows = [
        (name, contract.title, c.name, heading, c.type, c.description)
        for name, contract in TABLES.items()
        for shown in [columns_of(name, years)]
        for c, heading in zip(shown, headings_of(c.name for c in shown).values(), strict=True)
    ]
    for measure in MEASURES.values():
        split = "病床機能別の値がある" if measure.by_function else ""
        rows.append(("measure", "measure の値", measure.name, f"{measure.label}({measure.unit})", "double", split))
    return table("dictionary", "データ辞書", columns, rows, Sources((OURS,)))


def outline_credit() -> str:
    """The line that must stand beside the outlines wherever they go."""
    return f"区域と都道府県の概形: {attribution()}"
