"""Every section begins with what it says: one sentence, with a figure or a word of what stands below it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import wraps
from types import ModuleType

import pytest

import core.views
from core.data.reader import reader
from core.data.store import Store
from core.rules import engine
from core.rules.content import load_presets, preset_scenario
from core.rules.facts import from_store
from core.views.section import Section
from core.views.words import raw_text
from tests.views import every_section
from tests.views.checks import numbers

_PHRASE = re.compile(r"[、。:()「」・\s]")
#: What only who works on the code knows; the dictionary of the data names its own files, and the registry of sources is data itself.
_DEVELOPERS = re.compile(r"data/\w+|\.ya?ml|YAML|python -m|\.parquet|\bcore\.")
_OF_THE_DATA = {"core.views.provenance.dictionary", "core.views.provenance.source_list"}
#: The last screen of a meeting, which begins with the official words, and what shortens a section or adds places to it.
NOT_WALKED = {"core.views.deck.closing", "core.views.area.chapters.in_the_room", "core.views.cells.located"}


def builders() -> Iterator[tuple[ModuleType, str, Callable[..., Section]]]:
    """Every public function of the views that makes one section, with its module and name."""
    for found in pkgutil.walk_packages(core.views.__path__, "core.views."):
        module = importlib.import_module(found.name)
        for name, made in vars(module).items():
            ours = inspect.isfunction(made) and made.__module__ == module.__name__ and not name.startswith("_")
            if ours and made.__annotations__.get("return") == "Section":
                yield module, name, made


@pytest.fixture(scope="module")
def made(real_store: Store) -> dict[str, list[Section]]:
    """All sections, by the builder that made them; a builder that nobody called has none."""
    read, facts = reader(real_store), from_store(real_store)
    result = engine.run(facts, preset_scenario(load_presets()[0]))
    found: dict[str, list[Section]] = {}

    def kept(build: Callable[..., Section], into: list[Section]) -> Callable[..., Section]:
        @wraps(build)
        def told(*given: object, **named: object) -> Section:
            into.append(build(*given, **named))
            return into[-1]

        return told

    with pytest.MonkeyPatch.context() as patch:
        for module, name, build in list(builders()):
            patch.setattr(module, name, kept(build, found.setdefault(f"{module.__name__}.{name}", [])))
        for code in ("1005", "0102", "2405"):
            list(every_section.of_area(read, code))
        for pref in ("", "10"):
            list(every_section.of_overview(read, pref))
        list(every_section.of_review(read))
        list(every_section.of_simulator(read, result))
        list(every_section.of_scenarios(facts))
        list(every_section.of_money(result))
        list(every_section.of_uploads(result))
        list(every_section.of_shelf(read))
    return found


def stated(section: Section) -> list[str]:
    """What stands below the first sentence: cells, headings, passages, and how many rows and passages there are."""
    tables, topics = section.every_table(), section.topics
    cells = [text for table in tables for row in (table.headings, *table.texts()) for text in row]
    cells += [raw_text(w) for t in topics for w in (t.heading, *t.lines, *t.quotes, t.note, *t.tags, t.mark)]
    return [*cells, *(str(len(each)) for each in (*(t.rows for t in tables), topics))]


def says_something(section: Section) -> bool:
    """Whether its first sentence has a figure or a phrase of its own rows; without any row it says in words that there is nothing."""
    said = raw_text(section.says)
    if not (section.parts or section.topics):
        return said.endswith("。")
    below = stated(section)
    phrases = [p for p in _PHRASE.split(said) if len(p) > 2]
    words = any(p in cell for p in phrases for cell in below) or any(c in said for c in below if len(c) > 1)
    return words or bool(numbers(said) & numbers(" ".join(below)))


def test_every_builder_of_a_section_is_walked(made: dict[str, list[Section]]) -> None:
    assert {name for name, sections in made.items() if not sections} == NOT_WALKED


def test_every_section_begins_with_a_sentence_of_its_own_rows(made: dict[str, list[Section]]) -> None:
    dumb = {
        f"{name}#{s.anchor}: {raw_text(s.says)!r}"
        for name, every in made.items()
        for s in every
        if not says_something(s)
    }
    assert dumb == set()


def test_no_section_speaks_of_files_and_programs_of_the_code(made: dict[str, list[Section]]) -> None:
    """Failed before: places of points named a file of the data, the conditions of a scenario a command."""
    found = set()
    for name, every in made.items():
        for section in every if name not in _OF_THE_DATA else ():
            told = [raw_text(w) for w in (section.title, section.says, *section.sentences, *section.notes)]
            told += [raw_text(p.note) for p in section.parts] + stated(section)
            found |= {f"{name}: {text}" for text in told if _DEVELOPERS.search(text)}
    assert found == set()
