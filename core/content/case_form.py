"""A prefecture's own case as the text of a case file, from the words typed into a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import yaml

from core.content.cases import CaseKind

NO_PLACE: Final = "資料に場所の記載なし"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDraft:
    """One measure as typed: lines of details, tactics, and the paper's words that bear out each of them."""

    heading: str
    details: str
    tactics: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft:
    """Everything of the form; empty text (None for a number) where nothing was typed. `as_of`: text where it is no day. `point`: lon, lat of the municipality, None where unknown.

    `source_id`: of a registered paper; any other is named by `paper_title`. `postings`: one line each, `what / where`.
    """

    id: str
    kind: CaseKind
    name: str
    role: str
    person: str
    readers: int | None
    placement: str
    address: str
    municipality: str
    area_code: str
    point: tuple[float, float] | None
    headline: str
    summary: str
    tomorrow: str
    measures: tuple[MeasureDraft, ...]
    talk: str
    effects: str
    aims: str
    as_of: date | str
    publisher: str
    source_id: str
    source_note: str
    paper_title: str = ""
    paper_url: str = ""
    postings: str = ""
    photo: Mapping[str, str] = field(default_factory=dict)


def case_text(draft: CaseDraft) -> str:
    """The text of `data/content/cases/<id>.yaml`; what was left empty is left out, so that the reader names it where it must be there."""
    effects = [
        {"text": x, "basis": b} for b, text in (("stated", draft.effects), ("aim", draft.aims)) for x in _lines(text)
    ]
    measures = [
        {
            "heading": m.heading.strip(),
            "details": _lines(m.details),
            "tactics": list(m.tactics),
            "words": dict.fromkeys(m.tactics, m.words.strip()) if m.words.strip() else {},
        }
        for m in draft.measures
        if m.heading.strip() or m.details.strip()
    ]
    data: dict[str, Any] = {
        "id": draft.id.strip(),
        "kind": str(draft.kind),
        "name": draft.name.strip(),
        "person": {"role": draft.role, "name": draft.person.strip()},
        "card_readers": ({} if draft.readers is None else {"count": draft.readers})
        | {"placement_stated": bool(draft.placement.strip())}
        | ({"placement": draft.placement.strip()} if draft.placement.strip() else {}),
        "address": draft.address.strip(),
        "municipality": draft.municipality,
        "area_code": draft.area_code,
        "location": _location(draft),
        "headline": draft.headline.strip(),
        "point": draft.summary.strip(),
        "tomorrow": draft.tomorrow.strip(),
        "measures": measures,
        "postings": [_posting(line) for line in _lines(draft.postings)],
        "talk": {"how": draft.talk.strip()},
        "effects": effects,
        "photos": [dict(draft.photo)] if draft.photo.get("caption") else [],
        "as_of": draft.as_of,
        "publisher": draft.publisher.strip(),
        "source_id": draft.source_id.strip() or (f"paper_{draft.id.strip()}" if draft.paper_title.strip() else ""),
        "paper": _paper(draft),
        "source_note": draft.source_note.strip(),
    }
    given = {k: v for k, v in data.items() if v not in ("", None)}
    return yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=1000)


def _location(draft: CaseDraft) -> dict[str, Any] | None:
    if draft.point is None:
        return None
    lon, lat = draft.point
    note = f"{draft.municipality}の代表点。施設の位置ではない"
    return {"lon": lon, "lat": lat, "basis": "municipality", "note": note}


def _paper(draft: CaseDraft) -> dict[str, str] | None:
    if draft.source_id.strip() or not draft.paper_title.strip():
        return None
    url = draft.paper_url.strip()
    return {"title": draft.paper_title.strip()} | ({"url": url} if url else {})


def _posting(line: str) -> dict[str, str]:
    """`ポスター / 受付周り`; a line without a place says that the paper names none."""
    what, _, where = line.replace("／", "/").partition("/")
    return {"what": what.strip(), "where": where.strip() or NO_PLACE}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
