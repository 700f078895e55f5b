"""Query of a link ↔ state of a page.

A state is a frozen dataclass whose fields are declared with `core.state.fields`; `route` is the page's route. Reading never fails.
Writing leaves out every default, in the order of the fields, so that plain links stay short and equal states give equal links.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, Self, TypeVar

from core.state.fields import Field, choice, spec_of, text, word
from core.text.outside import Outside

#: A link with more than this in one value is refused by some mail programs and proxies.
LINK_LIMIT: Final = 1800
MEETING: Final = "meeting"


@dataclasses.dataclass(frozen=True, slots=True)
class PageState:
    """Base of all states: what every page can be asked for.

    `mode`: the ordinary page, or 会議モード (`MEETING`); there `at` says which section is on screen, and `agenda` which sections of which
    pages follow each other, where not simply those of the page. A bare visit shows the ordinary page again.
    """

    route: ClassVar[str]

    mode: str = choice("mode", ("", MEETING), "", kept=False)
    at: str | None = word("at", kept=False)
    agenda: Outside = text("set", limit=LINK_LIMIT, kept=False)

    def followed(self, before: Self) -> Self:
        """What is shown when a link with this state is followed from `before`; a page that keeps its work across links says so here."""
        del before
        return self


S = TypeVar("S", bound=PageState)


def specs(kind: type[PageState]) -> Mapping[str, Field]:
    """URL field by name of the dataclass field, in their order."""
    return _by_kind(kind)[0]


def keys(kind: type[PageState]) -> tuple[str, ...]:
    """All URL keys of a page."""
    return tuple(spec.key for spec in specs(kind).values())


def default(kind: type[PageState], name: str) -> Any:
    """What a field holds where a link says nothing."""
    declared = _by_kind(kind)[1][name]
    return declared.default if declared.default_factory is dataclasses.MISSING else declared.default_factory()


def _by_kind(kind: type[PageState]) -> _Declared:
    """What a page declares, by name; looked up once, since a run asks some two hundred times."""
    if kind not in _known:
        fields = {f.name: f for f in dataclasses.fields(kind)}
        _known[kind] = MappingProxyType({name: spec_of(f) for name, f in fields.items()}), fields
    return _known[kind]


_Declared = tuple[Mapping[str, Field], Mapping[str, dataclasses.Field[Any]]]
_known: Final[dict[type[PageState], _Declared]] = {}


def parse(kind: type[S], query: Mapping[str, str]) -> tuple[S, frozenset[str]]:
    """The state that a link names, and the fields that it names in a way they know; the others have their defaults."""
    values: dict[str, Any] = {}
    named = set()
    for name, spec in specs(kind).items():
        raw = query.get(spec.key)
        value = None if raw is None else spec.read(raw, values)
        if value is not None:
            named.add(name)
        values[name] = default(kind, name) if value is None else value
    return kind(**values), frozenset(named)


def query(state: PageState) -> dict[str, str]:
    """The link of a state: URL key → text, without defaults."""
    kind = type(state)
    return {
        spec.key: spec.write(value)
        for name, spec in specs(kind).items()
        if (value := getattr(state, name)) != default(kind, name) and value is not None
    }


def settled(state: S) -> S:
    """The state as a bare visit finds it: without what lasts only as long as its link is shown."""
    kind = type(state)
    return changed(state, **{name: default(kind, name) for name, spec in specs(kind).items() if not spec.kept})


def link(state: PageState) -> dict[str, str]:
    """As `query`, but never empty: a link without parameters would be a bare visit, which brings back what was there."""
    plain = query(state)
    if plain:
        return plain
    values = ((spec, getattr(state, name)) for name, spec in specs(type(state)).items())
    written = ((spec.key, spec.write(value)) for spec, value in values if value is not None)
    return dict([next((key, text) for key, text in written if text)])


def changed(state: S, /, **values: Any) -> S:
    """The state with other values; a field that no longer fits (a column of another group) returns to its default.

    Raises ValueError for a value that its field cannot have: that is a mistake of the program, not of a link.
    """
    kind = type(state)
    unknown = set(values) - set(specs(kind))
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    made: dict[str, Any] = {}
    for name, spec in specs(kind).items():
        value = values.get(name, getattr(state, name))
        if value != default(kind, name) and not spec.holds(value, made):
            if name in values:
                raise ValueError(f"{kind.__name__}.{name} cannot be {value!r}")
            value = default(kind, name)
        made[name] = value
    return kind(**made)
