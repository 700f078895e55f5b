"""The area that the page is about, as every section receives it."""

from __future__ import annotations

from dataclasses import dataclass

from core.data.sourced import row_at
from core.ui import cached
from core.vocabulary import labels


@dataclass(frozen=True, slots=True)
class AreaView:
    """One 構想区域 with its names; `designation` is suishin, model or None (none known)."""

    area_code: str
    area_name: str
    pref_code: str
    pref_name: str
    designation: str | None

    @property
    def label(self) -> str:
        """`藤岡(群馬県)`."""
        return labels.area(self.area_name, self.pref_name)

    def key(self, name: str) -> str:
        """Widget key that belongs to this area, so that nothing typed for one area shows up in another."""
        return f"area_{self.area_code}_{name}"


def area_view(area_code: str) -> AreaView:
    """The view of a known area."""
    row = row_at(cached.area_list().set_index("area_code"), area_code)
    designation = row["designation"]
    return AreaView(
        area_code,
        row["area_name"],
        row["pref_code"],
        row["pref_name"],
        designation if isinstance(designation, str) else None,
    )
