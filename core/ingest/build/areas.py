"""area: one row per 構想区域, from the newest 別添4③ and demand book, with the geometry build's points."""

from __future__ import annotations

from core.data.schema import POPULATION_LATER, POPULATIONS, PopulationYears, year_of
from core.errors import UserError
from core.ingest.build.model import Built
from core.ingest.discover import Inputs, reiwa
from core.ingest.forms.bed_blocks import BedBook


def build_areas(
    inputs: Inputs, built: Built, population: dict[str, dict[int, int]], points: dict[str, tuple[float, float]]
) -> dict[str, str]:
    """Fill `area`; returns area_code → area_name."""
    newest = inputs.beds[max(inputs.beds)]
    years = _years_of_people(inputs, newest)
    built.named = dict(zip(POPULATIONS, years.columns(), strict=True))
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
                people.get(years.now),
                people.get(years.later),
                lon,
                lat,
            )
        )
    _check_same_areas(inputs, set(names), newest.file)
    built.report["areas"] = {
        "count": len(rows),
        "prefectures": len({r[2] for r in rows}),
        f"with_population_{years.now}": sum(r[6] is not None for r in rows),
        f"with_population_{years.later}": sum(r[7] is not None for r in rows),
        "with_point": sum(r[8] is not None for r in rows),
        "names_that_differ": _other_names(inputs, names),
    }
    return names


def _years_of_people(inputs: Inputs, newest: BedBook) -> PopulationYears:
    """The years that the books give the three figures of people: census, the demand book's own year, its projection."""
    demand = inputs.demands[max(inputs.demands)]
    stated = sorted({year for row in demand.rows for year in row.population})
    later = year_of(POPULATION_LATER)
    years = PopulationYears(newest.census_year, stated[0] if stated else demand.base_year, later)
    if later not in stated or not years.census < years.now < years.later:
        raise UserError(
            f"ファイル「{demand.file}」の人口の年({'、'.join(map(str, stated))})と、"
            f"ファイル「{newest.file}」の国勢調査の年({years.census})の並びが違います。",
            f"国勢調査、需要推計表の年度、{later}年の推計の順になる3つの年が要ります。見出し「人口(〜年)」を確かめてください。",
        )
    return years


def _check_same_areas(inputs: Inputs, codes: set[str], file: str) -> None:
    """Every book speaks of the areas of its publication's 別添4③; one whose 別添4③ is not at hand, of those of the newest."""
    books: list[tuple[int, str, set[str]]] = []
    books += [(y, b.file, {a.area_code for a in b.areas}) for y, b in inputs.details.items()]
    books += [(y, b.file, {x.area_code for x in b.blocks}) for y, b in inputs.flows.items()]
    books += [(y, b.file, {x.area_code for x in b.rows}) for y, b in inputs.demands.items()]
    for year, other, found in books:
        own = {a.area_code for a in inputs.beds[year].areas} if year in inputs.beds else codes
        odd = sorted(found ^ own)
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
