"""表の取り込み: how a table is written, what is wrong with a file, and what the scenario holds of it."""

from __future__ import annotations

from typing import Any, Final

from core.rules import wording
from core.rules.engine import Result
from core.rules.evidence import evidence_label
from core.text.outside import Outside
from core.uploads.kinds import Kind, Upload
from core.uploads.reader import MAX_BYTES
from core.views.section import Section
from core.views.sources import USER, Sources
from core.views.table import Cell, Column, Table, table
from core.views.table import Kind as Form
from core.views.topic import Topic
from core.views.words import Words, say, strong

LIMIT: Final = f"{MAX_BYTES // 1024 // 1024}MBまで"
_PROBLEMS: Final = (
    Column(name="row", label="行"),
    Column(name="column", label="列"),
    Column(name="message", label="誤り", wide=True),
)
#: Field of an entry → its column. `beds` and `occupancy` are figures, all else is text.
_FIELDS: Final = {
    "state": Column(name="state", label="対応状況"),
    "facility_name": Column(name="facility_name", label="医療機関名"),
    "bed_function": Column(name="bed_function", label="病床機能"),
    "occupancy": Column(name="occupancy", label="病床利用率", kind=Form.PERCENT, digits=1),
    "reason": Column(name="reason", label="理由", wide=True),
    "evidence": Column(name="evidence", label="根拠", wide=True),
    "source": Column(name="source", label="出典", wide=True),
    "beds": Column(name="beds", label="説明できる床数", unit="床", kind=Form.SIGNED),
}
_CHOSEN: Final = {**wording.REVALIDATION, **wording.SIGNAL}


def section(kind: Kind) -> Section:
    """What may be brought, and the columns of one kind of table."""
    lines = tuple(
        say(strong(h), f"({'必須' if h in kind.required else '任意'}) {kind.help.get(h, '')}".rstrip())
        for h in kind.headings
    )
    return Section(
        anchor="uploads",
        title="表の取り込み",
        lead=say(
            strong("・".join(kind.required)),
            f"の列がある表を取り込む(任意の列は{'・'.join(kind.optional) or 'なし'})。",
        ),
        topics=(Topic(key=kind.id, heading=kind.purpose, lines=lines),),
        notes=(
            (
                f"CSV(UTF-8・Shift_JIS)と xlsx、{LIMIT}。誤りが1つでもあれば何も反映しません。"
                "取り込んだ内容はこの画面を開いている間だけ使い、サーバーには残しません。"
            ),
        ),
    )


def problems(upload: Upload) -> Section:
    """Every wrong cell of a file by row and column; what it quotes is text from outside."""
    rows = [(str(p.row) if p.row else "全体", Outside(p.column), Outside(p.message)) for p in upload.problems]
    name = Outside(upload.name)
    return Section(
        anchor="problems",
        title="誤りの一覧",
        lead=say(name, f": 誤りが{len(upload.problems)}件あるため、何も反映していません。"),
        sentences=(say(Outside(upload.problems[0].message)),) if len(upload.problems) == 1 else (),
        tables=(table("problems", say("誤りの一覧: ", name), _PROBLEMS, rows, Sources((USER,))),),
    )


def accepted(kind: Kind, upload: Upload, taken: bool) -> Words:
    """One sentence on a file without problems, before and after it has been taken over."""
    blank = f"(書き込みのない{upload.blank}行は無視しました)" if upload.blank else ""
    name, count = Outside(upload.name), len(upload.entries)
    if taken:
        return say(name, f": {count}行をシナリオに反映しました{blank}。")
    return say(name, f": {count}行に誤りはありません{blank}。{kind.note(upload.entries)}")


def held(result: Result, kind: Kind) -> Section:
    """What the scenario holds of one kind of table; without any, that nothing was brought."""
    entries = getattr(result.scenario, kind.id)
    if not entries:
        return Section(anchor="held", title=kind.title, lead="まだ取り込んでいません。")
    return Section(
        anchor="held",
        title=kind.title,
        lead=say(f"取り込み済み {len(entries)}行。", kind.note(entries)),
        tables=(_entries(result, kind, entries),),
    )


def _entries(result: Result, kind: Kind, entries: tuple[Any, ...]) -> Table:
    names = [f for f in entries[0].__dataclass_fields__ if f != "area_code"]
    areas = result.facts.areas["area_name"]
    rows = [(e.area_code, areas[e.area_code], *(_cell(name, getattr(e, name)) for name in names)) for e in entries]
    columns = (
        Column(name="area_code", label="コード"),
        Column(name="area_name", label="構想区域"),
        *(_FIELDS[name] for name in names),
    )
    return table(kind.id, kind.title, columns, rows, Sources((USER,)))


def _cell(name: str, value: Any) -> Cell:
    if name in ("state", "bed_function"):
        return _CHOSEN[value]
    if name == "evidence":
        return "、".join(evidence_label(e) for e in value)
    return Outside(value) if isinstance(value, str) else value
