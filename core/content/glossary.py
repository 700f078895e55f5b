"""Glossary: terms with readings, in the order of the 五十音 of their readings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from core.reading.base import CONTENT_DIR, Content, Slug, Text
from core.reading.files import check_unique, load
from core.vocabulary.routes import Route

GLOSSARY_FILE = CONTENT_DIR / "glossary.yaml"

#: Hiragana with the long mark; what a reader types to find a term.
Reading = Annotated[str, StringConstraints(pattern=r"^[ぁ-ゖー・ ]+$")]


class GlossaryTerm(Content):
    """One term. `basis` says whose words the meaning is: the paper's, this dashboard's own method, or a general explanation."""

    id: Slug
    term: Text
    reading: Reading
    meaning: Text
    aliases: tuple[Text, ...] = ()
    later: str = ""
    pages: tuple[Route, ...] = ()
    basis: Literal["資料", "このダッシュボード", "一般の説明"]
    source_id: str = ""

    @model_validator(mode="after")
    def papers_are_cited(self) -> GlossaryTerm:
        """A meaning taken from a paper names it."""
        if self.basis == "資料" and not self.source_id:
            raise ValueError("basis が「資料」のときは source_id が必要です")
        return self


class Glossary(Content):
    """All terms; `reviewed` is when a person last read them through."""

    reviewed: Text
    terms: tuple[GlossaryTerm, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ids_are_unique(self) -> Glossary:
        """Ids stand in links."""
        check_unique(self.terms, lambda t: t.id, "id")
        check_unique(self.terms, lambda t: t.term, "用語")
        return self

    def get(self, term_id: str) -> GlossaryTerm | None:
        """The term with this id, or None."""
        return next((t for t in self.terms if t.id == term_id), None)

    def sorted(self) -> tuple[GlossaryTerm, ...]:
        """Terms in the order of their readings."""
        return tuple(sorted(self.terms, key=lambda t: t.reading))

    def on_page(self, route: Route) -> tuple[GlossaryTerm, ...]:
        """Terms that occur on a page, in reading order."""
        return tuple(t for t in self.sorted() if route in t.pages)


def load_glossary() -> Glossary:
    """The glossary."""
    return load(Glossary, GLOSSARY_FILE)
