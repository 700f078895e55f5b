"""Printable one-page card (A4 portrait) of a 好事例: one self-contained HTML file, nothing fetched.

It draws the same section as the screen (`core.views.gallery.detail`).
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from core.content.cases import Case, Tactic
from core.content.changes import changes_of
from core.exports.html import render
from core.views.gallery import detail

#: Above this many lines the card is set smaller, and above the second smaller still; measured on the shipped cases with and
#: without photos.
_ROOMY_LINES, _DENSE_LINES = 20, 31

_MIME = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp"}


def card_html(
    cases: Iterable[Case], tactics: Iterable[Tactic], source: str, area_names: dict[str, str], made: date
) -> str:
    """HTML with one A4 page per case.

    `source` is the citation line of the cases' source, `area_names` the 構想区域 name by code, `made` the date printed on it.
    """
    known = tuple(tactics)
    chosen = tuple(cases)
    return render(
        "case_card.html.jinja",
        title=chosen[0].name if len(chosen) == 1 else f"好事例カード({len(chosen)}事例)",
        cards=[_card(case, known, area_names) for case in chosen],
        source=source,
        made=made,
    )


def file_name(cases: tuple[Case, ...], made: date) -> str:
    """`好事例カード_布施医院_2026-11-22.html`, safe on every file system."""
    name = cases[0].name if len(cases) == 1 else f"{len(cases)}事例"
    safe = "".join("_" if c in '\\/:*?"<>| ' else c for c in name)
    return f"好事例カード_{safe}_{made.isoformat()}.html"


def _card(case: Case, tactics: tuple[Tactic, ...], area_names: dict[str, str]) -> dict[str, Any]:
    """What the template needs of one case: its section, pictures, steps to try, and how densely it is set."""
    section = detail.section(case, tactics, area_names)
    by_id = {t.id: t for t in tactics}
    tries = [step for t in case.tactics for step in by_id[t].checklist]
    return {
        "case": case,
        "point": detail.point(case),
        "section": section,
        "measures": [t for t in section.topics if t.key.startswith("measure_")],
        "photos": [
            {"data": _data_uri(p.path), "caption": f"{p.caption}(掲載の許可: {p.consent})"}
            for p in case.photos
            if p.path
        ],
        "captions": [p.caption for p in case.photos if not p.path],
        "tries": tries,
        "setting": _setting(_lines(case, tries)),
    }


def _setting(lines: int) -> str:
    """Classes of the card: ordinary, dense or tight."""
    return "" if lines <= _ROOMY_LINES else "dense" if lines <= _DENSE_LINES else "dense tight"


def _lines(case: Case, tries: list[str]) -> int:
    """Rough number of printed lines, to choose the denser setting before a card would run onto a second page."""
    whole = [
        *(f"{c.before}{c.when}{c.now}" for c in changes_of(case)),
        *(d for m in case.measures for d in m.details),
        *(e.text for e in case.effects),
    ]
    half = [*(f"{p.what}{p.where}{p.wording}" for p in case.postings), *tries]
    lines = sum(1 + len(t) // 50 for t in whole) + len(case.measures) * 1.3
    lines += sum(1 + len(t) // 24 for t in half) * 0.6
    return round(lines + (7 if any(p.path for p in case.photos) else 0))


def _data_uri(path: Path) -> str:
    return f"data:image/{_MIME[path.suffix.lower()]};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
