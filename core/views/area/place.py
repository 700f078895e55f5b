"""The area that the sections of its page are about."""

from __future__ import annotations

from dataclasses import dataclass

from core.data.queries import areas
from core.data.reader import Read
from core.vocabulary import labels
from core.vocabulary.terms import Designation


@dataclass(frozen=True, slots=True)
class Area:
    """One 構想区域 with its names; `designation` is suishin, model or None (none known)."""

    area_code: str
    area_name: str
    pref_code: str
    pref_name: str
    designation: Designation | None

    @property
    def label(self) -> str:
        """`藤岡(群馬県)`."""
        return labels.area(self.area_name, self.pref_name)

    @property
    def stem(self) -> str:
        """Start of the names of its files: `1005_藤岡`."""
        return f"{self.area_code}_{self.area_name}"


def area_of(read: Read, area_code: str) -> Area:
    """The area with its names. Raises KeyError for an unknown code."""
    rows = read(areas.areas).frame
    found = rows[rows["area_code"] == area_code]
    if found.empty:
        raise KeyError(area_code)
    row = found.iloc[0]
    designation = row["designation"]
    known = Designation(designation) if isinstance(designation, str) else None
    return Area(area_code, row["area_name"], row["pref_code"], row["pref_name"], known)
