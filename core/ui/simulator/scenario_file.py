"""A scenario that a user brings as a file, for opening it and for comparing with it."""

from __future__ import annotations

from core.errors import UserError
from core.rules import scenario_json
from core.rules.scenario import Scenario
from core.ui import draw
from core.ui.simulator import runs
from core.ui.state import own_part
from core.ui.uploader import uploader


def chosen(label: str, key: str) -> Scenario | None:
    """The uploader and the scenario it holds; None without a file, or after telling why it cannot be used."""
    file = uploader(label, ["json"], key=key, on_change=own_part)
    if file is None:
        return None
    try:
        scenario = scenario_json.loads(file.getvalue())
        runs.result(scenario)  # it may name a year or an area that this data does not have
    except UserError as error:
        draw.problem(error)
        return None
    return scenario
