"""Caches: the only place that keeps what was made of the data.

Everything is kept by edition of the data or by content, so a new ingest is seen without a restart and nothing has to be
invalidated by hand.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from typing import Any, Concatenate, Final, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.dataframe_util import convert_pandas_df_to_arrow_table
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.charts.scale import scaled
from core.content.cases import cases_at_hand
from core.content.readings import load_readings
from core.data.editions import Editions
from core.data.queries import areas, beds
from core.data.reader import Read
from core.data.store import Store
from core.errors import UserError
from core.ui.shared import Beside, frozen, own
from core.views.figure import Chart
from core.views.sources import SourceBook, case_sources
from core.views.sources import sources_by_id as registry

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


_SHOWN: Final = "edition_shown"


@st.cache_resource(show_spinner=False)
def editions() -> Editions:
    """The editions of the data, for the whole process."""
    return Editions()


def begin() -> Store | None:
    """At the start of a run of the whole page: show the newest edition. Gives the one shown before, where it is another.

    What is redrawn alone keeps to the edition of its page, so that no page ever shows two.
    """
    before: Store | None = st.session_state.pop(_SHOWN, None)
    with suppress(UserError):  # every part of the page says so in its place
        st.session_state[_SHOWN] = editions().newest()
        return before if before is not st.session_state[_SHOWN] else None
    return None


def store() -> Store:
    """The edition of the page that is being drawn; elsewhere the newest one."""
    return shown() or editions().newest()


def shown() -> Store | None:
    """The edition of the page that is being drawn; None elsewhere, and where no data could be opened."""
    return st.session_state.get(_SHOWN) if get_script_run_ctx(suppress_warning=True) else None


#: A frame of 339 × 5 rows is about 0.5 MB; so many results stay under 200 MB. A section is mostly text.
_MOST_RESULTS: Final = 400
_MOST_SECTIONS: Final = 300


class Results:
    """What was made of one edition, kept for all sessions; beyond `most` the one not asked for longest is given up.

    A page asks some eighty times: Streamlit's own cache takes a third of a millisecond to find what it has.
    """

    def __init__(self, most: int = _MOST_RESULTS) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def of(self, asked: Hashable, make: Callable[[], Any]) -> Any:
        """The result for what was asked, made when it is not there."""
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
        made = make()
        with self._lock:
            self._kept[asked] = made
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


#: Gone with the edition, as soon as no page shows it any more.
_results: WeakKeyDictionary[Store, Results] = WeakKeyDictionary()
_sections: WeakKeyDictionary[Store, Results] = WeakKeyDictionary()


def query(query: Callable[Concatenate[Store, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Result of a named query (`core.data.queries`) for hashable arguments, kept per edition of the data: a `Read` for views.

    What can be changed in it (frames, lists, dicts) is the caller's own; the rest is read-only (`core.ui.shared`).
    """
    opened = store()
    kept = _results.setdefault(opened, Results())
    result: T = kept.of((query, args, *sorted(kwargs.items())), lambda: frozen(query(opened, *args, **kwargs)))
    return own(result)


def made(make: Callable[Concatenate[Read, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """A section of public figures, made once per edition and choice: pages are opened again and again.

    `make`: builds the frozen value with `query` as its reader. Nothing that a person typed or brought may be among the arguments,
    since they are kept for the process.
    """
    kept = _sections.setdefault(store(), Results(_MOST_SECTIONS))
    result: T = kept.of((make, args, *sorted(kwargs.items())), lambda: make(query, *args, **kwargs))
    return result


def area_list() -> pd.DataFrame:
    """All 構想区域 (`queries.areas.areas`)."""
    return query(areas.areas).frame


def prefectures() -> pd.DataFrame:
    """All prefectures (`queries.areas.prefectures`)."""
    return query(areas.prefectures).frame


def reported_years() -> list[int]:
    """Years with reported beds, ascending."""
    return query(beds.reported_years)


def sources_by_id() -> SourceBook:
    """The registry of sources as drawers and documents need it, with the papers that cases bring along."""
    book, own = query(registry), case_sources(cases_at_hand())
    return SourceBook({**own, **book.entries}) if own else book


def readings() -> pd.Series:
    """Hiragana reading by area_code; none where the file cannot be read, which the search box says: an area is found by its name as well."""
    try:
        return load_readings()
    except UserError as error:
        log.warning("%s", error)
        return pd.Series(dtype="str")


#: Specs for the screen by what they are made of.
_specs: Final = Results(300)


def _chart_spec(chart: Chart) -> dict[str, Any]:
    spec = scaled(chart.spec())
    # The alt sentence and the table say what it shows; axes and marks one by one would be read aloud in English.
    return spec | {"config": {**spec.get("config", {}), "aria": False, "mark": {"aria": False}}}


#: Rows as they are sent: the frames of a kept section are shown to many.
_rows: Beside[pd.DataFrame, pa.Table] = Beside(convert_pandas_df_to_arrow_table)


def chart_spec(chart: Chart) -> dict[str, Any]:
    """Vega-Lite spec of a chart for the screen with its rows, built once per content (building costs more than drawing)."""
    # Streamlit puts rows into a spec that it is given, so each caller has a shallow copy of its own.
    built = chart.titled(dict(_specs.of(chart.key, lambda: _chart_spec(replace(chart, title="")))))
    return built | {"datasets": {name: _rows.of(frame) for name, frame in chart.data.items()}} if chart.data else built


# A drawing for the room is some 100 kB, a map of all areas 2 MB.
@st.cache_resource(max_entries=40, show_spinner=False)
def _picture(key: tuple[Hashable, ...], rows: tuple[Hashable, ...], text: float, _chart: Chart) -> str:
    from core.exports.picture import svg  # large, and asked for in the room only

    return svg(_chart, text=text)


def picture(chart: Chart, text: float) -> str:
    """A chart as SVG with its words `text` times as large, drawn once per content and rows."""
    return _picture((*chart.key, chart.title), chart.rows, text, chart)
