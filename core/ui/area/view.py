"""The area that the page is about, as every section receives it."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from core.ui import cached
from core.views.area.place import Area, area_of


@dataclass(frozen=True, slots=True)
class AreaView(Area):
    """The area with the widget keys of its page."""

    def key(self, name: str) -> str:
        """Widget key that belongs to this area, so that nothing typed for one area shows up in another.

        What nobody types into, on the first screen, has the page's key: it stays in the browser when another area is chosen.
        """
        return f"area_{self.area_code}_{name}"


def area_view(area_code: str) -> AreaView:
    """The view of a known area."""
    return AreaView(*astuple(area_of(cached.query, area_code)))
