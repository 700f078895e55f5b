"""The walks of `docs/architecture.md`: every hop is met by who goes that way. (That it exists: `test_names.py`.)"""

from __future__ import annotations

import ast
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType

import pytest
import streamlit as st

from core.ingest.run import ingest
from core.rules import scenario_json
from core.rules.scenario import Bounds, Scenario
from core.ui import navigation
from core.vocabulary.terms import BedFunction
from tests.docs import texts
from tests.docs.texts import ROOT
from tests.ingest import books
from tests.pages.opening import assert_clean, open_page

_PARTS = re.split(r"^### +(.+)$", texts.sections(texts.text("docs/architecture.md"))["Three walks"], flags=re.MULTILINE)
#: Lines of each walk by its heading.
WALKS = dict(zip(_PARTS[1::2], _PARTS[2::2], strict=True))


def hops(part: str) -> list[str]:
    """`file:function` of the numbered lines of a walk, in their order."""
    return [found[1] for found in re.finditer(rf"^\d+\. `({texts.PLACE.pattern})`", part, flags=re.MULTILINE)]


@pytest.mark.parametrize("heading", WALKS)
def test_the_number_of_hops_is_that_of_the_lines(heading: str) -> None:
    said = re.search(r": (\d+) hops$", heading)
    numbers = [int(n) for n in re.findall(r"^(\d+)\. ", WALKS[heading], flags=re.MULTILINE)]
    assert said
    assert numbers == list(range(1, int(said[1]) + 1))
    assert len(hops(WALKS[heading])) == len(numbers)


@contextmanager
def met(wanted: set[str]) -> Iterator[set[str]]:
    """Those of the wanted `file:function` that are called meanwhile, in this thread and in new ones."""
    found: set[str] = set()
    seen: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if code in seen:
            return
        seen.add(code)
        if code.co_filename.startswith(str(ROOT)):
            place = f"{Path(code.co_filename).relative_to(ROOT).as_posix()}:{code.co_qualname}"
            if place in wanted:
                found.add(place)
                if found == wanted:
                    sys.settrace(None)  # what follows need not be slow

    before = sys.gettrace(), threading.gettrace()
    threading.settrace(note)
    sys.settrace(note)
    try:
        yield found
    finally:
        sys.settrace(before[0])
        threading.settrace(before[1])  # type: ignore[arg-type]


def cell(folder: Path, _: pytest.MonkeyPatch) -> Callable[[], None]:
    """Books are read; then the page is opened."""
    (folder / "books").mkdir()
    books.write_all(folder / "books")

    def go() -> None:
        ingest(folder / "books", folder / "data", area_count=len(books.AREAS), confirm="試験用の資料")
        assert_clean(open_page(navigation.AREA, area="1005", all="1"))

    return go


def link(_: Path, press: pytest.MonkeyPatch) -> Callable[[], None]:
    """The link is opened, then CSV and workbook are asked for."""
    made: dict[str, Callable[[], bytes]] = {}

    def offered(*arguments: object, key: str, **named: object) -> None:
        data = named.get("data", arguments[1] if len(arguments) > 1 else None)
        if callable(data):
            made[key] = data

    press.setattr(st, "download_button", offered)
    text, _left_out = scenario_json.encode(Scenario(bounds=Bounds(maximum=3)))

    def go() -> None:
        at = open_page(navigation.SIMULATOR, s=text, view="share")
        assert_clean(at)
        assert at.session_state["sim_scenario"].bounds.maximum == 3
        assert made["sim_csv"]().startswith(b"\xef\xbb\xbf")
        assert made["sim_xlsx"]().startswith(b"PK")

    return go


def click(_: Path, __: pytest.MonkeyPatch) -> Callable[[], None]:
    """The page is open; another function is pressed."""
    at = open_page(navigation.AREA, area="1005", all="1")

    def go() -> None:
        at.button_group(key="segments_function").set_value(BedFunction.CHRONIC).run()
        assert_clean(at)
        assert at.query_params["function"] == "chronic"

    return go


WAYS = dict(zip(WALKS, (cell, link, click), strict=True))


@pytest.mark.parametrize("heading", WALKS)
def test_who_goes_the_way_meets_every_hop(heading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()  # a server that has not calculated anything yet
    st.cache_data.clear()
    wanted = {h for h in hops(WALKS[heading]) if texts.names_in(h.split(":")[0])[h.split(":")[1]] is ast.FunctionDef}
    go = WAYS[heading](tmp_path, monkeypatch)
    with met(wanted) as found:
        go()
    assert wanted - found == set()


def test_a_function_that_is_not_on_the_way_is_not_met() -> None:
    wanted = {"tests/docs/test_walks.py:hops", "tests/docs/test_walks.py:cell"}
    with met(wanted) as found:
        hops("1. `core/errors.py:UserError` is one")
    assert found == {"tests/docs/test_walks.py:hops"}
