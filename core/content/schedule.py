"""Schedule as events on lanes, and the periods that are drawn."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from core.content.base import CitedItem
from core.reading.base import CONTENT_DIR, Content, Text
from core.reading.files import check_unique, load

SCHEDULE_FILE = CONTENT_DIR / "policy" / "schedule.yaml"


class Lane(StrEnum):
    """Lanes in the order they are drawn."""

    NATIONAL = "national"
    PREFECTURE = "prefecture"
    AREA = "area"
    GUNMA = "gunma"
    NEW_VISION = "new_vision"


LANE_LABEL: dict[Lane, str] = {
    Lane.NATIONAL: "国",
    Lane.PREFECTURE: "都道府県",
    Lane.AREA: "構想区域",
    Lane.GUNMA: "群馬県",
    Lane.NEW_VISION: "新たな地域医療構想",
}


class PeriodKey(StrEnum):
    """The periods to choose from; their keys stand in links."""

    ALL = "all"
    SETTING = "setting"


class Period(Content):
    """First and last day drawn (inclusive); `whole` leaves out what is too short to be read."""

    label: Text
    start: Annotated[date, Strict()]
    end: Annotated[date, Strict()]
    whole: bool

    @model_validator(mode="after")
    def it_lasts(self) -> Period:
        """A period has a length."""
        if self.end <= self.start:
            raise ValueError("end は start より後の日にします")
        return self


class Event(CitedItem):
    """One event. `when` is the wording of the source; `start`–`end` is how it is drawn (inclusive days).

    `precision` says how far the drawn days can be trusted; `undated` events have no days and are only listed.
    `state` is the state in the source: 実施 (reported as done) or 予定 (planned when the source was written).
    """

    lane: Lane
    label: Text
    when: Text
    start: date | None = None
    end: date | None = None
    precision: Literal["day", "month", "season", "fiscal_year", "undated"]
    state: Literal["実施", "予定"]
    detail: str = ""

    @model_validator(mode="after")
    def days_fit_the_precision(self) -> Event:
        """Dated events need both ends in order; undated ones none."""
        if self.precision == "undated":
            if self.start or self.end:
                raise ValueError("precision が undated のときは start と end を書きません")
        elif self.start is None or self.end is None:
            raise ValueError("start と end の両方が必要です")
        elif self.end < self.start:
            raise ValueError("end が start より前です")
        return self


class Schedule(Content):
    """All events with the periods to draw and the note on how vague dates are drawn."""

    title: Text
    periods: dict[PeriodKey, Period]
    drawing_note: Text
    events: tuple[Event, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ids_are_unique(self) -> Schedule:
        """Ids stand in search results."""
        check_unique(self.events, lambda e: e.id, "id")
        return self

    @model_validator(mode="after")
    def every_period_is_there(self) -> Schedule:
        """Links name any of them."""
        if missing := [key for key in PeriodKey if key not in self.periods]:
            raise ValueError(f"periods に {'、'.join(missing)} が要ります")
        return self


def load_schedule() -> Schedule:
    """The schedule; drawing order is lane, then start."""
    return load(Schedule, SCHEDULE_FILE)
