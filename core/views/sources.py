"""Where the figures of a view are from: never nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Protocol

import pandas as pd

from core.content.cases import Case, cases_at_hand
from core.content.source_short import load_source_short
from core.data.queries import meta
from core.data.sourced import Sourced, union
from core.data.store import Store

#: What a person typed or brought, and what this dashboard itself lays down: they stand in a list of sources under these ids.
USER: Final = "@user"
OURS: Final = "@ours"
OWN_TITLES: Final[dict[str, str]] = {USER: "利用者の入力", OURS: "このダッシュボードの定義"}


@dataclass(frozen=True, slots=True)
class Sources:
    """source_ids in the order they are named, at least one."""

    ids: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.ids:
            raise ValueError("a figure or a table must name its source")

    def __or__(self, other: Sources) -> Sources:
        return Sources(tuple(dict.fromkeys((*self.ids, *other.ids))))


def sources_of(*parts: Sourced | Iterable[str] | Sources) -> Sources:
    """The sources of everything that went into a figure, each once. Raises ValueError when nothing names one."""
    return Sources(union(*(part.ids if isinstance(part, Sources) else part for part in parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One entry of the registry of sources; empty text where the registry has none. `short`: name for the line under a figure."""

    source_id: str
    title: str
    short: str
    publisher: str = ""
    published: str = ""
    retrieved: str = ""
    url: str = ""
    sha256: str = ""
    licence: str = ""

    @property
    def citation(self) -> str:
        """`publisher「title」published`."""
        return f"{self.publisher}「{self.title}」{self.published}" if self.publisher else self.title


@dataclass(frozen=True, slots=True)
class SourceBook:
    """The registry of sources by source_id, as drawers need it."""

    entries: Mapping[str, Source]

    def of(self, sources: Sources) -> tuple[Source, ...]:
        """The entries of some sources. Raises KeyError for an id that the registry does not have."""
        return tuple(self.entries[i] for i in sources.ids)

    def citation(self, sources: Sources) -> str:
        """All of them in one line, in full."""
        return "、".join(s.citation for s in self.of(sources))


def source_book(registry: pd.DataFrame, short: Mapping[str, str]) -> SourceBook:
    """From the `source` table (one row per source_id) and the short names; the two origins of our own stand in it as well."""
    entries = {i: Source(source_id=i, title=title, short=title) for i, title in OWN_TITLES.items()}
    for row in registry.to_dict("records"):
        text = {k: v if isinstance(v, str) else "" for k, v in row.items()}
        source = Source(
            source_id=text["source_id"],
            title=text["title"],
            short="",
            publisher=text["publisher"],
            published=text["published"],
            retrieved=text["retrieved"],
            url=text["url"],
            sha256=text["sha256"],
            licence=text["licence"],
        )
        entries[source.source_id] = replace(source, short=short.get(source.source_id) or source.citation)
    return SourceBook(MappingProxyType(entries))  # shared by all who draw


def case_sources(cases: Iterable[Case]) -> dict[str, Source]:
    """The papers that cases bring along themselves, by source_id."""
    found: dict[str, Source] = {}
    for case in cases:
        if case.paper is None:
            continue
        day = f"{case.as_of.year}年{case.as_of.month}月{case.as_of.day}日時点"
        named = Source(
            source_id=case.source_id,
            title=case.paper.title,
            short=f"{case.publisher}「{case.paper.title}」({day})",
            publisher=case.publisher,
            published=day,
            url=case.paper.url,
        )
        found.setdefault(case.source_id, named)
    return found


def sources_by_id(store: Store) -> SourceBook:
    """The registry of sources with its short names, as a query of the store."""
    return source_book(meta.sources(store).frame, load_source_short())


def short_names(sources: Sources) -> list[str]:
    """Short names for a line inside a picture; a source without one keeps its id, so that none is lost."""
    known = {**OWN_TITLES, **load_source_short()}
    if any(i not in known for i in sources.ids):
        known = {i: s.short for i, s in case_sources(cases_at_hand()).items()} | known
    return [known.get(i, i) for i in sources.ids]


class Stated(Protocol):
    """What a paper states: source_id and the place in the paper."""

    @property
    def source_id(self) -> str: ...

    @property
    def source_note(self) -> str: ...


def said_in(item: Stated) -> str:
    """`資料: 厚生労働省 都道府県説明会 資料1(令和6年5月)、「推進区域（仮称）の設定について（案）」①。`, the short name holding the date.

    An item of this dashboard's own says so.
    """
    [name] = short_names(Sources((item.source_id,)))
    return "資料: " + "、".join(filter(None, (name, item.source_note))) + "。"
