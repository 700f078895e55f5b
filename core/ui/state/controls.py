"""Widgets that show fields of a page's state and change it.

A widget is set only where it shows something else than the state, or may do so in the browser (`session.afresh`); setting it at every
run would take away what is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, Literal, TypeVar, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.state import page_state
from core.state.fields import Choice, Number, Text
from core.state.page_state import PageState
from core.text.outside import Outside
from core.ui.state import gathered, long_list, redraw, session
from core.ui.state.long_list import Groups

S = TypeVar("S", bound=PageState)
Words = Callable[[Any], str]
_NOTHING = object()


class Controls(Generic[S]):
    """The state of a page in this run, as `value`, and the widgets of its fields.

    Every widget takes the name of a field and its label, and returns what the field then holds. `options` are needed where the state
    does not know them; `start` is shown where nothing was chosen. `place` is the column to draw in.
    """

    def __init__(self, kind: type[S]) -> None:
        self._kind = kind
        self.value: S = session.current(kind)

    def select(
        self,
        name: str,
        label: str,
        *,
        options: Sequence[Any] | None = None,
        start: Any = None,
        text: Words = str,
        help: str | None = None,  # noqa: A002
        resets: tuple[str, ...] = (),
        key: str | None = None,
        hidden: bool = False,
        width: int | Literal["stretch"] = "stretch",
        place: DeltaGenerator | None = None,
    ) -> Any:
        """A list to open, one entry chosen; another choice `resets` fields that belong to the one before."""
        offered = self._offered(name, options)
        key, value = key or self._key("select", name), self._one_of(name, offered, start)
        self._show(key, value)
        (place or st).selectbox(
            label, offered, key=key, format_func=text, help=help, label_visibility=_visible(hidden), width=width,
            on_change=self._taken, args=(name, key, resets),
        )  # fmt: skip
        return value

    def long_list(self, name: str, label: str, groups: Groups) -> str:
        """A list of many entries in groups, each a text and its words; the empty one is said first and chooses nothing."""
        held = [(heading, list(entries)) for heading, entries in groups]
        return cast(str, self._native(name, label, held, {value: value for _, entries in held for value, _ in entries}))

    def listed(self, name: str, label: str, *, text: Words = str, place: DeltaGenerator) -> Any:
        """A list to open like `select`, drawn by the browser itself: for the first view of a page, whose opening a select box of Streamlit's
        makes longer by the script that it brings."""
        known = {str(option): option for option in self._offered(name, None)}
        with place:
            return self._native(name, label, [("", [(k, text(option)) for k, option in known.items()])], known)

    def _native(self, name: str, label: str, groups: Groups, known: Mapping[str, Any]) -> Any:
        """The browser's own list; `known`: the option of each of its entries."""
        value = self._one_of(name, list(known.values()), None)

        def taken(chosen: Any) -> None:
            if chosen in known:
                self._took(name, known[chosen])

        long_list.draw(label, groups, str(value), self._key("list", name), taken)
        return value

    def _took(self, name: str, value: Any) -> None:
        """A component has been given another value: the state follows, then the part of the page around it."""
        session.change(self._kind, **{name: value})
        redraw.own_part()

    def segments(
        self,
        name: str,
        label: str,
        *,
        options: Sequence[Any] | None = None,
        start: Any = None,
        text: Words = str,
        help: str | None = None,  # noqa: A002
        hidden: bool = False,
        key: str | None = None,
        place: DeltaGenerator | None = None,
    ) -> Any:
        """A row of buttons, one always chosen; `hidden`: the label is only read aloud."""
        offered = self._offered(name, options)
        key, value = key or self._key("segments", name), self._one_of(name, offered, start)
        self._show(key, value)
        (place or st).segmented_control(
            label, offered, key=key, format_func=text, required=True, help=help, label_visibility=_visible(hidden),
            on_change=self._taken, args=(name, key),
        )  # fmt: skip
        return value

    def slider(
        self,
        name: str,
        label: str,
        *,
        options: Sequence[Any],
        start: Any,
        text: Words = str,
        place: DeltaGenerator | None = None,
    ) -> Any:
        """A slider over the options in their order; `start` where the field has none of them."""
        key, value = self._key("slider", name), self._one_of(name, options, start)
        self._show(key, value)
        (place or st).select_slider(label, options, key=key, format_func=text, on_change=self._taken, args=(name, key))
        return value

    def pills(
        self,
        name: str,
        label: str,
        *,
        options: Sequence[Any] | None = None,
        text: Words = str,
        help: str | None = None,  # noqa: A002
        hidden: bool = False,
        key: str | None = None,
        place: DeltaGenerator | None = None,
    ) -> tuple[Any, ...]:
        """A row of buttons, none to all chosen."""
        offered = self._offered(name, options)
        key, value = key or self._key("pills", name), tuple(o for o in getattr(self.value, name) if o in offered)
        self._show(key, list(value))
        (place or st).pills(
            label, offered, key=key, selection_mode="multi", format_func=text, help=help,
            label_visibility=_visible(hidden), on_change=self._taken, args=(name, key),
        )  # fmt: skip
        return value

    def gathered(
        self,
        name: str,
        label: str,
        *,
        key: str,
        entries: Sequence[tuple[str, str]],
        value: tuple[str, ...],
        limit: int,
        placeholder: str = "",
    ) -> tuple[str, ...]:
        """A box that gathers entries, each a text and its words, in the order in which they were chosen; `value`: those of the field that
        are among them."""
        taken = partial(self._took, name)
        gathered.draw(label, entries, value, key, taken, limit=limit, placeholder=placeholder)
        return value

    def number(
        self,
        name: str,
        label: str,
        *,
        widget: str,
        step: float | int,
        start: float | int | None = None,
        format: str | None = None,  # noqa: A002
        placeholder: str | None = None,
        beside: Mapping[str, Any] | None = None,
    ) -> Any:
        """A box for a number. `widget` is its key; emptied, it returns to `start`.

        `beside`: fields that a change settles too, so that the link says what the number was typed for.
        """
        spec = cast(Number, page_state.specs(self._kind)[name])
        value = getattr(self.value, name)
        value = start if value is None else value
        self._show(widget, value)
        high = None if spec.high == float("inf") else spec.kind(spec.high)
        st.number_input(
            label, min_value=spec.kind(spec.low), max_value=high, value=None, step=step, format=format,
            placeholder=placeholder, key=widget, on_change=self._taken, args=(name, widget), kwargs={"beside": beside},
        )  # fmt: skip
        return value

    def text(self, name: str, label: str, *, placeholder: str = "", place: DeltaGenerator | None = None) -> Outside:
        """A box for words; they stay text from outside wherever they are shown."""
        key, value = self._key("text", name), cast(Outside, getattr(self.value, name))
        shown = st.session_state.get(key)
        if (
            session.afresh(key) or not isinstance(shown, str) or self._read(name, shown) != value
        ):  # a space at its end is left to who types
            st.session_state[key] = value.raw
        (place or st).text_input(label, key=key, placeholder=placeholder, on_change=self._taken, args=(name, key))
        return value

    def toggle(
        self,
        name: str,
        label: str,
        *,
        start: bool = False,
        key: str | None = None,
        help: str | None = None,  # noqa: A002
    ) -> bool:
        """A switch."""
        key, value = key or self._key("toggle", name), getattr(self.value, name)
        value = start if value is None else value
        self._show(key, value)
        st.toggle(label, key=key, help=help, on_change=self._taken, args=(name, key))
        return cast(bool, value)

    def change(self, /, **values: Any) -> None:
        """Other values that the page itself has found (a name resolved to its code)."""
        self.value = session.change(self._kind, **values)

    def _key(self, kind: str, name: str) -> str:
        return f"{kind}_{page_state.specs(self._kind)[name].key}"

    def _offered(self, name: str, options: Sequence[Any] | None) -> Sequence[Any]:
        spec = page_state.specs(self._kind)[name]
        if options is None and isinstance(spec, Choice):
            values = {n: getattr(self.value, n) for n in page_state.specs(self._kind)}
            return list(spec.offered(values))
        return list(options or ())

    def _one_of(self, name: str, offered: Sequence[Any], start: Any) -> Any:
        value = getattr(self.value, name)
        value = value.raw if isinstance(value, Outside) else value
        return value if value in offered else start if start in offered else offered[0]

    @staticmethod
    def _show(key: str, value: Any) -> None:
        unknown = value not in (None, "") and session.lost(key)
        if session.afresh(key) or unknown or st.session_state.get(key, _NOTHING) != value:
            session.setting(key, value)

    def _read(self, name: str, shown: Any) -> Any:
        """What a widget's value means for its field."""
        if isinstance(shown, list):
            return tuple(shown)
        spec = page_state.specs(self._kind)[name]
        return spec.read(shown, {}) if isinstance(shown, str) and not isinstance(spec, Choice) else shown

    def _taken(
        self, name: str, key: str, resets: tuple[str, ...] = (), beside: Mapping[str, Any] | None = None
    ) -> None:
        """A widget has been changed: the state follows, then the address, then the part of the page around the widget."""
        if not isinstance(
            page_state.specs(self._kind)[name], Number | Text
        ):  # what is being typed is left to who types
            session.taken(key)
        values = {other: page_state.default(self._kind, other) for other in resets} | dict(beside or {})
        session.change(self._kind, **values, **{name: self._read(name, st.session_state[key])})
        redraw.own_part()


def _visible(hidden: bool) -> Literal["visible", "collapsed"]:
    return "collapsed" if hidden else "visible"
