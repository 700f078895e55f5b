"""会議用一式: paper, slides and workbook of an area or a scenario as one file, with a text that says what is in it.

One part that cannot be made leaves the others whole: the text names it, and so does the page. What writes the parts is large, and
loaded only when a part is made.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from core.data.reader import Read
from core.errors import UserError
from core.exports.paper import Made, Paper, Progress
from core.exports.sheets import Sheet
from core.rules.backtest import Backtest, Fitted
from core.rules.engine import Result
from core.rules.reliability import Reliability
from core.views import cells
from core.views.area import papers, sheet
from core.views.area.chapters import Shown
from core.views.area.place import Area
from core.views.section import Section
from core.views.simulator import deck as scenario_deck
from core.views.sources import SourceBook, sources_of
from core.views.words import raw_text, runs_of
from core.vocabulary import labels

log = logging.getLogger(__name__)

READ_ME: Final = "読み方.txt"
_UNKNOWN: Final = "作る途中で誤りが起きました。"
_HOW: Final = (
    "マイナスは、どの文書でも「-」を付けて書く(▲は使わない)。様式⑥の差し引きは「必要量 − 病床数」で、ほかの表の乖離とは符号が逆。",
    "非公表・未報告・算出不可・判定不能・データなしは、その数値が分からないことを示す。0ではない。",
    "グラフは、色のほかに点の形・線の種類・数字でも見分けられる。白黒で印刷できる。",
    "スライドのグラフと表は、PowerPoint で直せる。地図は絵である。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document: ending of its name (`区域シート.docx`), what it holds in words, and what makes it."""

    name: str
    says: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a pack is made of: its parts, and the sections that its sources are those of."""

    parts: tuple[Part, ...]
    sections: tuple[Section, ...]


def of_area(read: Read, area: Area, shown: Shown, book: SourceBook, paper: Paper) -> Contents:
    """区域シート, slides as the page shows its sections, and a workbook with every table of both."""
    sections = tuple(cells.located(read, s) for s in papers.sections(read, area, shown))

    def printed() -> bytes:
        from core.exports.word import document

        told = sheet.sections(read, area, shown.form_year, shown.form_plan)
        return document([cells.located(read, s) for s in told], book, paper)

    return Contents(
        parts=(
            Part(name="区域シート.docx", says="A4の資料。概況、様式⑥、病床数の推移、流入(Word)", make=printed),
            _slides(lambda: papers.for_slides(sections), book, paper),
            Part(
                name="データ.xlsx",
                says="スライドの図と表の数値のすべて。長い一覧もこちらにある(Excel)",
                make=lambda: _workbook(sections, book, paper),
            ),
        ),
        sections=sections,
    )


def of_scenario(
    result: Result,
    test: Backtest,
    fitted: Fitted,
    trust: Reliability,
    book: SourceBook,
    paper: Paper,
    *,
    pref_code: str = "",
    area_code: str = "",
) -> Contents:
    """The paper on what is selected and why, slides, and the workbook of the simulation.

    `test`, `fitted`, `trust`: of the scenario by its rules alone; `pref_code`, `area_code`: as in `core.views.simulator.deck`.
    """
    sections = scenario_deck.sections(result, test, fitted, trust, pref_code=pref_code, area_code=area_code)

    def printed() -> bytes:
        from core.exports.word import document

        return document(scenario_deck.printed(sections), book, paper)

    def calculated() -> bytes:
        from core.exports.simulation import simulation_workbook

        return simulation_workbook(result, test, book, paper.made)

    return Contents(
        parts=(
            Part(name="選定結果.docx", says="A4の資料。結果、選ばれた区域と理由、注意、条件(Word)", make=printed),
            _slides(lambda: sections, book, paper),
            Part(
                name="データ.xlsx",
                says="選定一覧、339区域の判定と説明、実際の指定との比較、条件、出典(Excel)",
                make=calculated,
            ),
        ),
        sections=sections,
    )


def packed(contents: Contents, stem: str, book: SourceBook, paper: Paper, progress: Progress) -> Made:
    """All parts that can be made, and `READ_ME`, in one file.

    Raises UserError when no part can be made.
    """
    made: list[tuple[str, str, bytes]] = []
    failed: list[str] = []
    for number, part in enumerate(contents.parts):
        progress(number / len(contents.parts), f"{part.name} を作っています…")
        try:
            made.append((f"{stem}_{part.name}", part.says, part.make()))
        except UserError as error:
            failed.append(f"{part.name}: {error.message}")
        except Exception:
            log.exception("part of a pack failed: %s", part.name)
            failed.append(f"{part.name}: {_UNKNOWN}")
    if not made:
        raise UserError(
            "会議用一式を作れませんでした。" + " ".join(failed),
            "もう一度お試しください。直らない場合は、時刻を添えて管理者に連絡してください。",
        )
    progress(1.0, "まとめています…")
    files = [(name, content) for name, _, content in made]
    told = read_me([(name, says) for name, says, _ in made], failed, contents.sections, book, paper)
    # With a mark in front and the line ends of Windows, so that its editor shows it as it is.
    files.append((READ_ME, told.replace("\n", "\r\n").encode("utf-8-sig")))
    return Made(content=_zipped(files, paper), failed=tuple(failed))


def read_me(
    files: Sequence[tuple[str, str]],
    failed: Sequence[str],
    sections: Sequence[Section],
    book: SourceBook,
    paper: Paper,
) -> str:
    """What is in the pack (`files`: name and what it holds), how to read it, of which day the figures are, cautions, sources."""
    named = [s.sources for s in sections if s.sources is not None]
    cited = book.of(sources_of(*named)) if named else ()
    published = dict.fromkeys(s.published for s in cited if s.published)
    parts = [
        (f"{raw_text(paper.title)}{f' {paper.mark}' if paper.mark else ''}", [f"{labels.APP_TITLE} 作成日 {paper.made.isoformat()}"]),
        ("入っているもの", [f"{name}: {says}" for name, says in files]),
        ("作れなかったもの", list(failed)),
        ("読み方", list(_HOW)),
        ("データの公表", list(published)),
        ("数値を見るときの注意", list(paper.cautions)),
        ("出典", [f"{s.citation} {s.url}".rstrip() for s in cited]),
    ]  # fmt: skip
    return (
        "\n\n".join("\n".join([f"■ {head}", *(f"・{line}" for line in lines)]) for head, lines in parts if lines) + "\n"
    )


def _slides(sections: Callable[[], Sequence[Section]], book: SourceBook, paper: Paper) -> Part:
    def shown() -> bytes:
        from core.exports.powerpoint import deck

        return deck(sections(), book, paper)

    says = "会議で映す資料。グラフと表は直せる(PowerPoint)"
    return Part(name="スライド.pptx", says=says, make=shown)


def _workbook(sections: Sequence[Section], book: SourceBook, paper: Paper) -> bytes:
    """A sheet for each section that states figures."""
    from core.exports.xlsx import workbook

    sheets = [
        Sheet(
            tab=raw_text(s.title),
            tables=tuple(map(cells.traced, s.every_table())) if paper.traced else s.every_table(),
            lines=tuple(line for line in (s.lead, *s.sentences, *s.notes) if runs_of(line)),
        )
        for s in sections
        if s.every_table()
    ]
    return workbook(sheets, book, made=paper.made, cautions=paper.cautions, mark=paper.mark)


def _zipped(files: Sequence[tuple[str, bytes]], paper: Paper) -> bytes:
    day = paper.made
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), content)
    return stream.getvalue()
