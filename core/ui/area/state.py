"""What 区域ドリルダウン shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from core.area.facilities import ROLES
from core.area.facility_table import COLUMNS, GROUPS
from core.area.peers import DEFAULT_FEATURES, FEATURES
from core.state.fields import choice, flag, number, several, text, word
from core.state.page_state import PageState
from core.text.outside import Outside
from core.ui import cached
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, PatientGroup

PEERS = {"similar": "似ている区域", "pref": "同じ都道府県の区域", "pick": "自分で選ぶ"}
PEERS_AS = {"chart": "図", "table": "表"}


@dataclass(frozen=True, slots=True)
class AreaState(PageState):
    """`area`: code or name; the other fields by section, in the order of the page. None: as the section starts."""

    route: ClassVar[str] = "area"

    area: Outside = text("area", shared="area")
    form_year: int | None = number("form_year")
    form_plan: int | None = number("form_plan")
    function: BedFunction = choice("function", tuple(BedFunction), BedFunction.TOTAL)
    year: int = choice("year", lambda _: cached.reported_years()[::-1], factory=lambda: cached.reported_years()[-1])
    columns: str = choice("columns", tuple(GROUPS), "beds")
    sort: str = choice("sort", lambda s: [c.key for c in COLUMNS if s["columns"] in c.groups], "beds_total")
    has: str = choice("has", ("", *map(str, FOUR_FUNCTIONS)), "")
    role: str = choice("role", ("", *ROLES), "")
    hospital: Outside = text("hospital")
    group: str = choice("group", tuple(map(str, PatientGroup)), str(PatientGroup.ACUTE))
    arcs: str = choice("arcs", tuple(map(str, PatientGroup)), str(PatientGroup.ACUTE))
    beds_used: int | None = number("beds_used")
    inflow: str | None = word("inflow")
    inflow_share: float | None = number("inflow_share", float, high=100)
    standard_beds: int | None = number("standard_beds")
    topic: str | None = word("topic")
    peers: str = choice("peers", tuple(PEERS), "similar")
    peers_as: str = choice("peers_as", tuple(PEERS_AS), "chart")
    features: tuple[str, ...] = several("features", tuple(FEATURES), DEFAULT_FEATURES)
    picked: tuple[str, ...] = several("with", lambda _: tuple(cached.area_list()["area_code"]), as_picked=True)
    gap_year: int | None = choice("gap_year", lambda _: cached.reported_years()[::-1])
    gap_function: str = choice(
        "gap_function", (*map(str, FOUR_FUNCTIONS), str(BedFunction.TOTAL)), str(BedFunction.ACUTE)
    )
    all: bool = flag("all")

    def followed(self, before: Self) -> Self:
        """A link that names an area and nothing else keeps the view in which areas have been looked at."""
        return before.of_area(self.area.raw) if self == type(self)(area=self.area) else self

    def of_area(self, area_code: str) -> Self:
        """The same view of another area; what was chosen for one area alone stays behind."""
        if area_code == self.area.raw:
            return self
        return type(self)(
            area=Outside(area_code), function=self.function, year=self.year, columns=self.columns, sort=self.sort,
            has=self.has, role=self.role, group=self.group, arcs=self.arcs, peers=self.peers, peers_as=self.peers_as,
            features=self.features, gap_function=self.gap_function,
        )  # fmt: skip
