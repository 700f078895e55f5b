"""area: one row per 構想区域, from the newest 別添4③ and demand book, with the geometry build's points."""

from __future__ import annotations

from core.errors import UserError
from core.ingest.build.model import Built
from core.ingest.discover import Inputs, reiwa


def build_areas(
    inputs: Inputs, built: Built, population: dict[str, dict[int, int]], points: dict[str, tuple[float, float]]
) -> dict[str, str]:
    """Fill `area`; returns area_code → area_name."""
    newest = inputs.beds[max(inputs.beds)]
    rows = built.rows["area"] = []
    names: dict[str, str] = {}
    for area in newest.areas:
        names[area.area_code] = area.area_name
        people = population.get(area.area_code, {})
        lon, lat = points.get(area.area_code, (None, None))
        rows.append(
            (
                area.area_code,
                area.area_name,
                area.area_code[:2],
                area.pref_name,
                area.population,
                area.area_km2,
                people.get(2024),
                people.get(2040),
                lon,
                lat,
            )
        )
    _check_same_areas(inputs, set(names), newest.file)
    built.report["areas"] = {
        "count": len(rows),
        "prefectures": len({r[2] for r in rows}),
        "with_population_2024": sum(r[6] is not None for r in rows),
        "with_population_2040": sum(r[7] is not None for r in rows),
        "with_point": sum(r[8] is not None for r in rows),
        "names_that_differ": _other_names(inputs, names),
    }
    return names


def _check_same_areas(inputs: Inputs, codes: set[str], file: str) -> None:
    """Every book speaks of the same areas."""
    books: list[tuple[str, set[str]]] = []
    books += [(b.file, {a.area_code for a in b.areas}) for b in inputs.beds.values()]
    books += [(b.file, {a.area_code for a in b.areas}) for b in inputs.details.values()]
    books += [(b.file, {x.area_code for x in b.blocks}) for b in inputs.flows.values()]
    books += [(b.file, {x.area_code for x in b.rows}) for b in inputs.demands.values()]
    for other, found in books:
        odd = sorted(found ^ codes)
        if odd:
            raise UserError(
                f"ファイル「{other}」と「{file}」で構想区域が違います({'、'.join(odd[:10])})。",
                "区域の再編があったときは、区域の対応を決めてから取り込んでください。",
            )


def _other_names(inputs: Inputs, names: dict[str, str]) -> list[str]:
    """Areas that another book calls by another name (kept: the newest 別添4③'s name)."""
    found: set[str] = set()
    for year, book in inputs.beds.items():
        found |= {
            f"{a.area_code} {reiwa(year)} 別添4③「{a.area_name}」(採用「{names[a.area_code]}」)"
            for a in book.areas
            if a.area_name != names[a.area_code]
        }
    for year, detail in inputs.details.items():
        found |= {
            f"{a.area_code} {reiwa(year)} 別添5②「{a.area_name}」(採用「{names[a.area_code]}」)"
            for a in detail.areas
            if a.area_name != names[a.area_code]
        }
    return sorted(found)
