"""What the page of an area shows, as its sections take it: for the room, for documents."""

from __future__ import annotations

from functools import partial

from core.area import peers
from core.ui import cached, worksheets
from core.ui.area.state import AreaState
from core.views.area import chapters, comparison
from core.views.area.chapters import Shown
from core.views.area.council import Inputs
from core.views.area.hospitals import Chosen
from core.views.area.place import Area
from core.vocabulary.terms import BedFunction, PatientGroup


def of_page(area: Area, now: AreaState) -> Shown:
    """The choices of the state for an area; what takes a query is asked only when its section is made."""
    return Shown(
        function=BedFunction(now.function),
        year=now.year,
        group=PatientGroup(now.group),
        arcs=PatientGroup(now.arcs),
        institutions=Chosen(now.columns, now.sort, now.has, now.role, now.hospital),
        form_year=now.form_year,
        form_plan=now.form_plan,
        council=partial(_council, area, now),
        peers=partial(_peers, area, now),
        worksheet=worksheets.worksheet_of(area.area_code),
        gap_function=BedFunction(now.gap_function),
    )


def _council(area: Area, now: AreaState) -> Inputs:
    """The numbers of the link, else those that the calculation begins with."""
    return chapters.started(cached.query, area, now.inflow, (now.beds_used, now.inflow_share, now.standard_beds))


def _peers(area: Area, now: AreaState) -> comparison.Choice:
    if now.peers == "pref":
        return comparison.of_prefecture(cached.query, area)
    if now.peers == "pick":
        others = [c for c in cached.area_list()["area_code"] if c != area.area_code]
        return comparison.by_hand(peers.picked(now.picked, others, area.area_code))
    return comparison.similar(cached.query, area, now.features)
