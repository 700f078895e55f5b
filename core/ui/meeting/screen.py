"""One screen of 会議モード: title, what it says, one part of its section, source and link, two large buttons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import streamlit as st
from markupsafe import Markup

from core.exports import html
from core.exports.qr import qr_svg
from core.state import page_state
from core.state.page_state import PageState
from core.text.outside import Outside
from core.ui import cached, deck, draw, geometry, navigation, state
from core.ui.meeting import decks, keys
from core.ui.meeting.sequence import Meeting, Stop, last_screen, moved, sequence
from core.views.deck import CLOSING, Part, place_of, screens
from core.views.figure import Chart, Figure
from core.views.section import Section
from core.views.table import Cards, Table
from core.views.words import Words, raw_text
from core.vocabulary.routes import PAGE_TITLE

_GOING: Final = "meeting_going"
#: Columns from which on a table is written smaller.
_WIDE, _WIDEST = 5, 9
#: Numbers of rows that fit one screen when they stand closer; fewer have room, and one walks down more.
_DENSE: Final = range(5, 16)
#: Letters of the sources that are named on a screen beside the link; the last screen names all.
_NAMED: Final = 90
#: How much larger than beside them on the page the words of a picture are.
_TEXT: Final = 1.2
#: A picture higher than this part of its width is not fitted into the screen, where nobody could read it: one walks down it.
_TALL: Final = 0.8
#: Letters of notes that stand below a picture; more stand beside it, where they are not behind the edge.
_BELOW: Final = 130
#: A link longer than this is not read from a screen.
_READABLE: Final = 110


def show(route: str) -> None:
    """The screen that the link names."""
    st.html(f"<style>{html.render('meeting.css.jinja')}</style>")
    kind = decks.KINDS[route]
    going: PageState | None = st.session_state.pop(_GOING, None)
    if going is not None:
        navigation.go(going)
    shown = state.current(kind)
    meeting = sequence(shown)
    if meeting is None:
        draw.info(
            f"{PAGE_TITLE[f'/{route}']}には、まだ表示するものがありません。会議モードを終了し、区域などを選んでください。"  # type: ignore[index]
        )
        _leave(shown)
        return
    place = place_of(shown.at)
    number = meeting.number(place.name)
    stop = meeting.stops[number]
    section = stop.make()
    parts = screens(section)
    screen = min(place.screen, len(parts))
    choices = decks.CHOICES.get((route, stop.anchor))
    if choices is not None and not shown.agenda.raw:
        with st.container(key="meeting_own", horizontal=True):
            choices(state.page(kind))
    where = f"{number + 1} / {len(meeting.stops)}" + (f"({screen}/{len(parts)})" if len(parts) > 1 else "")
    _body(stop.about, section, parts[screen - 1], screen, where)
    _foot(section, shown)
    _ways(shown, meeting, number, screen, len(parts))
    keys.listen(f"{raw_text(section.title)} {where}")


def _body(about: Words, section: Section, part: Part | None, screen: int, where: str) -> None:
    first = screen == 1
    given: dict[str, Any] = {
        "about": about,
        "title": section.title,
        "place": where,
        "lead": section.lead,
        "sentences": section.sentences if first and (part is None or section.anchor == CLOSING) else (),
        "heading": "",
        "picture": "",
        "tall": False,
        "beside": False,
        "scene": False,
        "alt": "",
        "legend": "",
        "cards": "",
        "table": "",
        "wide": "",
        "topics": (),
        "notes": [n for n in section.notes if raw_text(n)],
        "cautions": section.cautions,
    }
    match part:
        case Cards():
            given["cards"] = Markup(html.cards_html(part, section.title, "across"))
        case Table():
            given["heading"] = part.title if len(screens(section)) > 1 else ""
            given["table"] = Markup(html.table_html(part))
            given["wide"] = "widest" if len(part.columns) >= _WIDEST else "wide" if len(part.columns) >= _WIDE else ""
            given["wide"] += " dense" if len(part.rows) in _DENSE else ""
            given["notes"] = [n for n in (part.note, *given["notes"]) if raw_text(n)]
        case Figure():
            given["heading"] = part.title if len(section.figures) > 1 else ""
            given["alt"] = part.alt
            given["notes"] = [n for n in (part.note, *given["notes"]) if raw_text(n)]
            if isinstance(part.drawing, Chart):
                drawn = cached.picture(part.drawing, _TEXT)
                width, height = map(float, drawn.split('viewBox="')[1].split('"')[0].split()[2:])
                given |= {"picture": html.svg_address(drawn), "tall": height > _TALL * width}
                given["legend"] = Markup(html.legend_html("", part.legend)) if part.legend else ""
                small = sum(len(raw_text(n)) for n in (*given["notes"], *given["cautions"]))
                given["beside"] = small > _BELOW and not given["tall"] and not part.legend
            else:
                key = Markup(html.legend_html("", part.legend, across=True)) if part.legend else ""
                given |= {"scene": True, "legend": key, "notes": (), "cautions": ()}
        case tuple():
            given["topics"] = part
    st.html(html.render("meeting.html.jinja", **given))
    if isinstance(part, Figure) and not isinstance(part.drawing, Chart):
        with st.container(key="meeting_scene"):
            view = part.drawing.deck(geometry.url)
            view.initial_view_state.zoom -= 1  # drawn for twice the height that a screen of 会議モード has for it
            deck.show(view, f"meeting_{section.anchor}_{part.key}", 400, part.alt)


def _foot(section: Section, shown: PageState) -> None:
    """Source, link and code: always in sight."""
    found = cached.sources_by_id().of(section.sources) if section.sources else ()
    named = fitting([s.short for s in found])
    link = address(shown)
    code = qr_svg(link) if link else ""
    short = link.removeprefix("https://").removeprefix("http://")
    st.html(
        html.render(
            "meeting_foot.html.jinja",
            sources=found[:named],
            more=len(found) - named,
            link=short if len(short) <= _READABLE else "",
            only_here=urlsplit(link).hostname in ("localhost", "127.0.0.1"),
            code=html.svg_address(code) if code else "",
        )
    )


def fitting(names: Sequence[str]) -> int:
    """How many sources can be named without pushing the link out of sight: the first in any case."""
    ends = accumulate(len(name) for name in names)
    return max(sum(end <= _NAMED for end in ends), min(len(names), 1))


def address(shown: PageState) -> str:
    """The whole link of the view, without the agenda around it; empty where the browser has not said where it is."""
    base = (st.context.url or "").split("?")[0]
    place = shown.at
    if shown.agenda.raw:
        meeting = sequence(shown)
        stop = None if meeting is None else meeting.stops[meeting.number(place_of(place).name)]
        place = stop.anchor if stop else None
    query = page_state.query(page_state.changed(shown, agenda=Outside(""), at=place))
    # Commas as they are: six codes of areas would take a third line.
    return f"{base}?{urlencode(query, safe=',')}" if base else ""


def _ways(shown: PageState, meeting: Meeting, number: int, screen: int, of: int) -> None:
    last = len(meeting.stops) - 1
    with st.container(key="meeting_ways", horizontal=True, wrap=False):
        before, after = "◀ 前へ", "次へ ▶"
        _way("previous", before, screen == 1 and number == 0, lambda: _back(shown, meeting, number, screen))
        _way("next", after, screen == of and number == last, lambda: _on(shown, meeting, number, screen, of))
        _leave(shown)
        with st.container(key="meeting_ends"):  # for the keys Home and End
            _way("first", "最初へ", False, lambda: _go(shown, meeting.stops[0], 1))
            _way("last", "最後へ", False, lambda: _go(shown, meeting.stops[last], 1))


def _way(name: str, label: str, disabled: bool, act: Any) -> None:
    st.button(label, key=f"meeting_{name}", disabled=disabled, on_click=act)


def _on(shown: PageState, meeting: Meeting, number: int, screen: int, of: int) -> None:
    if screen < of:
        _go(shown, meeting.stops[number], screen + 1)
    else:
        _go(shown, meeting.stops[number + 1], 1)


def _back(shown: PageState, meeting: Meeting, number: int, screen: int) -> None:
    if screen > 1:
        _go(shown, meeting.stops[number], screen - 1)
    else:
        before = meeting.stops[number - 1]
        _go(shown, before, last_screen(before))


def _go(shown: PageState, stop: Stop, screen: int) -> None:
    """Another screen; one on another page is left to the run that follows, since a callback cannot leave the page."""
    wanted = moved(shown, stop, screen)
    if wanted.route == shown.route:
        state.show(wanted)
    else:
        st.session_state[_GOING] = wanted


def _leave(shown: PageState) -> None:
    st.button("終了", key="meeting_leave", on_click=lambda: state.show(page_state.settled(shown)))
