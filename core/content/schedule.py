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


class Happened(Content):
    """What came of an event: `done` only where another paper bears it out; `text` says what was found or not found."""

    text: Text
    done: bool = False
    source_id: str = ""
    source_note: str = ""

    @model_validator(mode="after")
    def what_is_done_is_borne_out(self) -> Happened:
        """済 without a paper would be a guess."""
        if self.done and not self.source_id:
            raise ValueError("done: true のときは source_id が必要です")
        return self


class Standing(StrEnum):
    """How an event stands on a day: a plan whose time has passed is never a plan."""

    DONE = "済"
    RUNNING = "期間中"
    UNCONFIRMED = "未確認"
    PLANNED = "予定"


class Event(CitedItem):
    """One event. `when` is the wording of the source; `start`–`end` is how it is drawn (inclusive days).

    `precision` says how far the drawn days can be trusted; `undated` events have no days and are only listed.
    `state` is the state in the source: 実施 (reported as done) or 予定 (planned when the source was written); `happened` what came of it.
    """

    lane: Lane
    label: Text
    when: Text
    start: date | None = None
    end: date | None = None
    precision: Literal["day", "month", "season", "fiscal_year", "undated"]
    state: Literal["実施", "予定"]
    detail: str = ""
    happened: Happened | None = None

    def standing(self, today: date) -> Standing:
        """How it stands on a day. What nobody dated is 未確認 until a paper bears it out."""
        if self.state == "実施" or (self.happened and self.happened.done):
            return Standing.DONE
        if self.start is None or self.end is None or self.end < today:
            return Standing.UNCONFIRMED
        return Standing.RUNNING if self.start <= today else Standing.PLANNED

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


class PrintedRow(Content):
    """A row of a printed table: who (or when), and one cell per column, as printed (empty where the paper has none)."""

    who: Text
    cells: tuple[str, ...]


class PrintedTable(CitedItem):
    """A table of a paper as it is printed. `first`: what stands in its first column."""

    title: Text
    first: Text = "主体"
    columns: tuple[Text, ...] = Field(min_length=1)
    rows: tuple[PrintedRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def rows_fit_the_columns(self) -> PrintedTable:
        """A shifted cell would say something else."""
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"「{row.who}」の cells が columns の数({len(self.columns)})と合いません")
        return self


class Schedule(Content):
    """All events with the periods to draw and the note on how vague dates are drawn; the papers' own tables; how slides are to be handled."""

    title: Text
    periods: dict[PeriodKey, Period]
    drawing_note: Text
    handling_note: Text
    tables: tuple[PrintedTable, ...]
    events: tuple[Event, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ids_are_unique(self) -> Schedule:
        """Ids stand in search results."""
        check_unique((*self.events, *self.tables), lambda e: e.id, "id")
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
