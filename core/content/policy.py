"""Policy shelf: national supports, technical and financial support, criteria, and roles."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal, get_args

from pydantic import Field, model_validator

from core.content.base import Cited, CitedItem, Term
from core.reading.base import CONTENT_DIR, Content, Text
from core.reading.files import check_unique, load
from core.vocabulary.routes import Route

POLICY_DIR = CONTENT_DIR / "policy"
SUPPORTS_FILE = POLICY_DIR / "supports.yaml"
CRITERIA_FILE = POLICY_DIR / "criteria.yaml"
ROLES_FILE = POLICY_DIR / "roles.yaml"


#: Stages of the work, and who has use of a support: our own sorting of the papers' supports.
Phase = Literal["分析", "設定", "策定", "実施"]
PHASES: Final[tuple[Phase, ...]] = get_args(Phase)
User = Literal["都道府県", "調整会議", "医療機関"]
USERS: Final[tuple[User, ...]] = get_args(User)


class Served(Content):
    """Where this dashboard serves a support; `query` is the URL query of the page, `anchor` its section."""

    route: Route
    label: Text
    what: Text
    query: str = ""


class NationalSupport(CitedItem):
    """One of the six national supports; `offers` in own words."""

    number: Text
    title: Term
    offers: tuple[Text, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = Field(min_length=1)
    users: tuple[User, ...] = Field(min_length=1)
    served: tuple[Served, ...] = Field(min_length=1)


class TechnicalSupport(CitedItem):
    """One line of 技術的支援; `new_source_id` is set only where a source names it as new."""

    label: Text
    detail: str = ""
    phases: tuple[Phase, ...] = Field(min_length=1)
    users: tuple[User, ...] = Field(min_length=1)
    served: tuple[Served, ...] = ()
    new_source_id: str = ""
    new_source_note: str = ""

    @property
    def is_new(self) -> bool:
        """Named as not given to 重点支援区域 before; False means "not named", not "old"."""
        return bool(self.new_source_id)


class FinancialSupport(CitedItem):
    """One part of 財政的支援."""

    label: Text
    detail: Text
    status: Text


class Merit(CitedItem):
    """One line of the prefecture's slide on what a designation brings; `official` as printed."""

    official: Text
    meaning: str = ""


class Supports(Content):
    """The whole of supports.yaml."""

    national_title: Text
    national: tuple[NationalSupport, ...] = Field(min_length=6, max_length=6)
    technical_note: Text
    technical: tuple[TechnicalSupport, ...] = Field(min_length=1)
    financial_note: Text
    financial: tuple[FinancialSupport, ...] = Field(min_length=1)
    merits_title: Text
    merits: tuple[Merit, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ids_are_unique(self) -> Supports:
        """Ids stand in widget keys and search results."""
        check_unique((*self.national, *self.technical, *self.financial, *self.merits), lambda item: item.id, "id")
        return self


def load_supports() -> Supports:
    """Six national supports, 技術的支援 and 財政的支援."""
    return load(Supports, SUPPORTS_FILE)


class Criterion(CitedItem):
    """One criterion; `official` quotes the source, `meaning` says in own words how this dashboard reads it."""

    number: Text
    official: Text
    meaning: Text
    data: Text
    served: tuple[Served, ...] = ()


class Assessment(Cited):
    """The ministry's own assessment of the years before, as printed."""

    title: Text
    sentences: tuple[Text, ...] = Field(min_length=1)
    note: Text


class Criteria(Content):
    """Criteria of 推進区域 and モデル推進区域."""

    suishin_term: Term
    suishin_count: Text
    suishin: tuple[Criterion, ...] = Field(min_length=4, max_length=4)
    model_term: Term
    model_count: Text
    model: tuple[Criterion, ...] = Field(min_length=1)
    model_sentence: Text = Field(description="モデル推進区域の考え方の一文の全体(資料のまま)")
    handling_note: Text
    assessment: Assessment
    occupancy_formula: Text

    @model_validator(mode="after")
    def the_examples_are_parts_of_the_sentence(self) -> Criteria:
        """Parts of the ministry's own sentence must stand in it word for word."""
        for part in self.model:
            if part.source_id == self.model[0].source_id and part.official not in self.model_sentence:
                raise ValueError(f"model の {part.id} の official が model_sentence の中に見つかりません")
        return self


def load_criteria() -> Criteria:
    """Criteria ①–④ and those of モデル推進区域."""
    return load(Criteria, CRITERIA_FILE)


class Actor(StrEnum):
    """Who acts in the notice."""

    NATIONAL = "national"
    PREFECTURE = "prefecture"
    INSTITUTION = "institution"


ACTOR_LABEL: dict[Actor, str] = {
    Actor.NATIONAL: "国(厚生労働省)",
    Actor.PREFECTURE: "都道府県",
    Actor.INSTITUTION: "医療機関",
}


class Role(Cited):
    """What one actor does in one fiscal year."""

    actor: Actor
    fiscal_year: int = Field(gt=0)
    does: tuple[Text, ...] = Field(min_length=1)


class Roles(Content):
    """Actor × fiscal year, each pair once; `common` continues in both years."""

    terms: tuple[Term, ...]
    roles: tuple[Role, ...]
    common: tuple[Text, ...]
    background: tuple[Text, ...]
    notes: tuple[Text, ...]
    source_id: Text
    source_note: Text

    @model_validator(mode="after")
    def every_pair_once(self) -> Roles:
        """A missing cell would read as "does nothing"."""
        check_unique(self.roles, lambda r: f"{r.actor} {r.fiscal_year}", "主体と年度の組")
        if len(self.roles) != len(Actor) * 2 or len({r.fiscal_year for r in self.roles}) != 2:
            raise ValueError("主体3つ×年度2つの6組がそろっていません")
        return self

    def cell(self, actor: Actor, fiscal_year: int) -> Role:
        """The role of `actor` in `fiscal_year`."""
        return next(r for r in self.roles if r.actor is actor and r.fiscal_year == fiscal_year)


def load_roles() -> Roles:
    """What 国, 都道府県 and 医療機関 do in each of the two fiscal years of the notice."""
    return load(Roles, ROLES_FILE)
