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


class CouncilTopic(CitedItem):
    """One topic: opinions of members and replies of the prefecture, summarised in own words.

    `replies` is empty where the source gives no reply.
    """

    label: Text
    opinions: tuple[Text, ...] = Field(min_length=1)
    replies: tuple[Text, ...] = ()
    quotes: tuple[Text, ...] = ()


class BedCalculation(Cited):
    """Prefill of the calculator `beds × (1 − inflow_share)` against 基準病床数; beds in 床, share 0–1."""

    beds: int = Field(gt=0)
    inflow_share: float = Field(ge=0, lt=1)
    residents_beds: int = Field(ge=0)
    standard_beds: int = Field(gt=0)
    says: Text
    caution: Text

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
    calculation: BedCalculation | None = None
    nomination: Nomination | None = None

    @model_validator(mode="after")
    def ids_are_unique(self) -> Council:
        """Topic ids stand in anchors."""
        check_unique(self.topics, lambda t: t.id, "topics の id")
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
