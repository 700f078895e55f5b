"""The keys of the links, as `docs/links.md` and `docs/area.md` list them, are those that the pages read."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from core import ui
from core.state import page_state
from core.state.fields import Choice, Field
from core.state.page_state import PageState
from core.vocabulary.routes import PAGE_TITLE
from tests.docs import texts

LINKS = {heading.split("`")[1]: part for heading, part in texts.sections(texts.text("docs/links.md")).items()}


def states() -> dict[str, type[PageState]]:
    """The typed state of each page that has one, by route."""
    for module in pkgutil.walk_packages(ui.__path__, "core.ui."):
        importlib.import_module(module.name)
    return {f"/{kind.route}": kind for kind in PageState.__subclasses__() if kind.__module__.startswith("core.ui")}


STATES = states()


def fields(route: str) -> Mapping[str, Field]:
    """The URL keys of a page, each with its field."""
    return {spec.key: spec for spec in page_state.specs(STATES[route]).values()}


def test_every_page_has_its_list_of_keys() -> None:
    assert set(LINKS) == set(PAGE_TITLE) == set(STATES)


@pytest.mark.parametrize("route", LINKS)
def test_the_listed_keys_are_those_that_the_page_reads(route: str) -> None:
    listed = [texts.words(key)[0] for key, *_ in texts.rows(LINKS[route])]
    assert sorted(listed) == sorted(fields(route))


@pytest.mark.parametrize("route", STATES)
def test_the_listed_values_are_those_that_the_page_knows(route: str) -> None:
    known = fields(route)
    for cell, values, _ in texts.rows(LINKS[route]):
        field = known[texts.words(cell)[0]]
        if isinstance(field, Choice) and not callable(field.options):
            assert list(texts.words(values)) == [str(o) for o in field.options if str(o)], cell


def test_the_keys_by_section_of_the_area_page_are_its_keys() -> None:
    table = texts.rows(texts.sections(texts.text("docs/area.md"))["節と URL の項目"])
    listed = [key for *_, keys in table for key in texts.words(keys)]
    assert sorted([*listed, "area", "all"]) == sorted(fields("/area"))


def test_links_in_the_documents_lead_to_pages_and_keys_that_exist() -> None:
    for document, word in texts.every_word():
        if not word.startswith("/"):
            continue
        path, _, query = word.split("#")[0].partition("?")
        assert path in PAGE_TITLE, f"{document}: {word}"
        for pair in filter(None, query.split("&")):
            assert pair.split("=")[0] in fields(path), f"{document}: {word}"


def test_the_table_of_pages_in_the_readme_is_the_list_of_pages() -> None:
    listed = {
        texts.words(url)[0].split("?")[0]: name
        for name, url, _ in texts.rows(texts.sections(texts.text("README.md"))["画面"])
    }
    assert listed == dict(PAGE_TITLE)
    assert sorted(p.stem for p in Path(texts.ROOT / "pages").glob("*.py")) == sorted(
        route.removeprefix("/") or "national" for route in PAGE_TITLE
    )
