"""Fields of a page's state: the URL key, which values exist, and how a value is written.

A link is text from outside. A field reads it into a value that it knows, or into nothing; what it does not know counts for nothing
and is no error, since links outlive the words and years they were made with.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.text.outside import Outside

#: Values of the fields declared before, for options that depend on them.
Earlier = Mapping[str, Any]
#: What a choice offers: fixed, or asked for anew (years, prefectures, columns of the chosen group).
Options = Sequence[Any] | Callable[[Earlier], Sequence[Any]]

_SPEC: Final = "url_field"
#: No value of a link is longer than this; the scenario text has a limit of its own (`core.rules.scenario_json`).
TEXT_LIMIT: Final = 200
#: The largest whole number that a browser holds exactly, so that a field for numbers can show it.
LARGEST: Final = 2**53 - 1
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_WORD: Final = re.compile(r"[\w:.-]{1,80}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `key` in the URL, and `shared`, the name under which pages hand its value on (an area, a prefecture).

    `kept`: whether a bare visit of the page brings the value back; one that is not lasts as long as its link is shown.
    """

    key: str
    shared: str | None = None
    kept: bool = dataclasses.field(default=True, kw_only=True)

    def read(self, raw: str, earlier: Earlier) -> Any:
        """The value that a link's text names, or None."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text for the link."""
        return str(value)

    def holds(self, value: Any, earlier: Earlier) -> bool:
        """Whether `value` is one that this field can have beside the earlier ones."""
        return value is None or self.read(self.write(value), earlier) == value


@dataclass(frozen=True, slots=True)
class Choice(Field):
    """One of the options, named by its text."""

    options: Options = ()

    def offered(self, earlier: Earlier) -> Sequence[Any]:
        """The options beside the earlier values."""
        return self.options(earlier) if callable(self.options) else self.options

    def read(self, raw: str, earlier: Earlier) -> Any:
        return next((o for o in self.offered(earlier) if str(o) == raw), None)

    def holds(self, value: Any, earlier: Earlier) -> bool:
        return value is None or value in self.offered(earlier)


@dataclass(frozen=True, slots=True)
class Several(Choice):
    """Some of the options (a tuple), in the order of the options or, `as_picked`, as they were chosen; comma-separated."""

    as_picked: bool = False

    def read(self, raw: str, earlier: Earlier) -> tuple[Any, ...]:
        named = list(dict.fromkeys(raw.split(",")))
        offered = {str(o): o for o in self.offered(earlier)}
        if self.as_picked:
            return tuple(offered[n] for n in named if n in offered)
        return tuple(o for text, o in offered.items() if text in named)

    def write(self, value: Any) -> str:
        return ",".join(map(str, value))

    def holds(self, value: Any, earlier: Earlier) -> bool:
        return isinstance(value, tuple) and set(value) <= set(self.offered(earlier))


@dataclass(frozen=True, slots=True)
class Number(Field):
    """A number from `low` to `high`."""

    kind: type[int] | type[float] = int
    low: float = 0
    high: float = LARGEST

    def read(self, raw: str, earlier: Earlier) -> int | float | None:
        try:
            value = self.kind(raw)
        except ValueError:
            return None
        return value if self.low <= value <= self.high else None


@dataclass(frozen=True, slots=True)
class Text(Field):
    """Words that a person typed: one line without control characters. They stay `Outside` until a drawer escapes them."""

    limit: int = TEXT_LIMIT

    def read(self, raw: str, earlier: Earlier) -> Outside:
        return Outside(_CONTROL.sub(" ", raw).strip()[: self.limit].strip())

    def write(self, value: Any) -> str:
        return str(value.raw)


@dataclass(frozen=True, slots=True)
class Word(Field):
    """A short name (letters, digits, `_:.-`) of something that only the place where it is drawn knows."""

    limit: int = 80

    def read(self, raw: str, earlier: Earlier) -> str | None:
        return raw if len(raw) <= self.limit and _WORD.fullmatch(raw[:80]) else None


@dataclass(frozen=True, slots=True)
class Flag(Field):
    """On (`1`) or off (`0`)."""

    def read(self, raw: str, earlier: Earlier) -> bool | None:
        return {"1": True, "0": False}.get(raw)

    def write(self, value: Any) -> str:
        return "1" if value else "0"


def _declared(spec: Field, default: Any, factory: Callable[[], Any] | None) -> Any:
    if factory is not None:
        return dataclasses.field(default_factory=factory, metadata={_SPEC: spec})
    return dataclasses.field(default=default, metadata={_SPEC: spec})


def choice(
    key: str,
    options: Options,
    default: Any = None,
    *,
    factory: Callable[[], Any] | None = None,
    shared: str | None = None,
    kept: bool = True,
) -> Any:
    """One of the options. `factory` gives a default that depends on the data; None means nothing was chosen."""
    return _declared(Choice(key, shared, options, kept=kept), default, factory)


def several(key: str, options: Options, default: tuple[Any, ...] = (), *, as_picked: bool = False) -> Any:
    """None to all of the options, as a tuple."""
    return _declared(Several(key, None, options, as_picked), default, None)


def number(key: str, kind: type[int] | type[float] = int, *, low: float = 0, high: float = LARGEST) -> Any:
    """A number, or None where nothing was typed: the place where it is drawn then says what it starts from."""
    return _declared(Number(key, None, kind, low, high), None, None)


def text(key: str, *, limit: int = TEXT_LIMIT, shared: str | None = None, kept: bool = True) -> Any:
    """A line of words (`Outside`); empty where nothing was typed."""
    return _declared(Text(key, shared, limit, kept=kept), Outside(""), None)


def word(key: str, default: str | None = None, *, kept: bool = True) -> Any:
    """A short name that is checked where it is drawn."""
    return _declared(Word(key, kept=kept), default, None)


def flag(key: str, default: bool | None = False) -> Any:
    """On or off; None as the default leaves it to the place where it is drawn."""
    return _declared(Flag(key), default, None)


def spec_of(declared: dataclasses.Field[Any]) -> Field:
    """The URL field that a dataclass field declares."""
    spec: Field = declared.metadata[_SPEC]
    return spec
