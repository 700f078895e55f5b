"""Opinions and replies of an area's council, and the figures a member computed with."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from core.content.base import AreaCode, Cited, CitedItem
from core.errors import UserError
from core.reading.base import CONTENT_DIR, Content, Slug, Text
from core.reading.files import check_unique, load
from core.vocabulary import labels

COUNCIL_DIR = CONTENT_DIR / "council"


class CouncilTopic(Content):
    """One topic that paragraphs are tagged with."""

    id: Slug
    label: Text


class Paragraph(Content):
    """One paragraph as printed, and the topics it speaks of."""

    text: Text
    topics: tuple[Slug, ...] = Field(min_length=1)


class CouncilRow(CitedItem):
    """One row of the paper: a member's opinion, and the prefecture's reply to it (empty where the paper has none)."""

    label: Text
    opinions: tuple[Paragraph, ...] = Field(min_length=1)
    replies: tuple[Paragraph, ...] = ()

    def about(self, topic: str) -> CouncilRow:
        """The row with the paragraphs of one topic only; it may be left with none."""
        opinions, replies = (tuple(p for p in ps if topic in p.topics) for ps in (self.opinions, self.replies))
        return self.model_copy(update={"opinions": opinions, "replies": replies})


class Hospital(Content):
    """A hospital as the paper names it."""

    name: Text
    is_public: bool


class Hospitals(Cited):
    """The hospitals that the paper counts; `place` says which."""

    place: Text
    names: tuple[Hospital, ...] = Field(min_length=1)


class BedCalculation(Cited):
    """Prefill of the calculator `beds × (1 − inflow_share)` against 基準病床数; beds in 床, share 0–1."""

    beds: int = Field(gt=0)
    inflow_share: float = Field(ge=0, lt=1)
    residents_beds: int = Field(ge=0)
    standard_beds: int = Field(gt=0)
    says: Text
    caution: Text
    agenda: str = Field(default="", description="議題の資料が流入について書くこと")

    @model_validator(mode="after")
    def arithmetic_holds(self) -> BedCalculation:
        """The member's own result must follow from the figures (within rounding)."""
        if abs(self.beds * (1 - self.inflow_share) - self.residents_beds) >= 1:
            raise ValueError("beds × (1 − inflow_share) が residents_beds と合いません")
        return self


class StatedFigure(Content):
    """A figure of the nomination with the words of its period and origin.

    `inflow_share` (0–1) where `value` is a share of inpatients from elsewhere, so that the calculation can use it.
    """

    id: Slug
    label: Text
    value: Text
    basis: Text
    inflow_share: float | None = Field(default=None, ge=0, lt=1)

    @model_validator(mode="after")
    def share_is_what_is_stated(self) -> StatedFigure:
        """The number that is computed with is the one in the words."""
        if self.inflow_share is not None and labels.percent(self.inflow_share) != self.value:
            raise ValueError("inflow_share が value の割合と合いません")
        return self


class Nomination(Cited):
    """The prefecture's own reason for recommending the area."""

    criterion: Literal["①", "②", "③", "④"]
    also_model: bool
    reason: Text
    figures: tuple[StatedFigure, ...]


class Council(Cited):
    """Council content of one 構想区域."""

    area_code: AreaCode
    council: Text
    body: Text
    meeting: Text
    form: Text
    year: Text
    topics: tuple[CouncilTopic, ...] = Field(min_length=1)
    rows: tuple[CouncilRow, ...] = Field(min_length=1)
    hospitals: Hospitals | None = None
    calculation: BedCalculation | None = None
    nomination: Nomination | None = None

    @model_validator(mode="after")
    def ids_are_unique(self) -> Council:
        """Ids of rows and topics stand in links, in one place."""
        check_unique((*(t.id for t in self.topics), *(r.id for r in self.rows)), lambda i: i, "topics と rows の id")
        return self

    @model_validator(mode="after")
    def every_topic_is_named(self) -> Council:
        """A paragraph of an unknown topic would be in no view by topic, and a topic without one would be empty."""
        used = {t for row in self.rows for p in (*row.opinions, *row.replies) for t in p.topics}
        known = {t.id for t in self.topics}
        if used != known:
            raise ValueError(f"rows の topics と topics の id が合いません: {'、'.join(sorted(used ^ known))}")
        return self


def load_council(area_code: str) -> Council | None:
    """Council content of an area, or None where there is none. UserError when its file is wrong."""
    path = COUNCIL_DIR / f"{area_code}.yaml"
    if not area_code.isdigit() or not path.exists():
        return None
    council = load(Council, path)
    if council.area_code != area_code:
        raise UserError(
            f"{path.name}: 項目「area_code」({council.area_code})がファイル名と違います。",
            "ファイル名は「構想区域コード.yaml」です。",
        )
    return council


def council_areas() -> tuple[str, ...]:
    """Codes of the areas that have council content."""
    return tuple(sorted(path.stem for path in COUNCIL_DIR.glob("[0-9]*.yaml")))
