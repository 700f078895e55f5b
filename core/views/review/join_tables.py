"""Tables of 合わせて見る: each area alone, then all as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core import parameters
from core.data.bed_names import bed_names
from core.data.queries import beds as bed_queries
from core.data.queries import review as queries
from core.data.reader import Read
from core.parameters import Key
from core.review import joined, names
from core.review.check import ACTIVITIES, Activity
from core.review.size import size_of, words
from core.views import cells
from core.views.review import facts
from core.views.review.chosen import TOGETHER, Chosen, together
from core.views.sources import sources_of
from core.views.stated import Beds, Parts
from core.views.table import Cell, Column, Kind, Table, table
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, Care, PatientGroup, Series

_PEOPLE: Final = (
    Column(name="area", label="区域"),
    Column(name="census", label="人口 {census}年", unit="人", kind=Kind.NUMBER),
    Column(name="now", label="人口 {now}年", unit="人", kind=Kind.NUMBER),
    Column(name="later", label=f"人口 {facts.LATER}", unit="人", kind=Kind.NUMBER),
    Column(name="size_now", label="大きさ {now}年"),
    Column(name="size_later", label=f"大きさ {facts.LATER}"),
    *(Column(name=f"own_{g}", label=f"{facts.SHORT[g]} 自区域", kind=Kind.PERCENT, digits=1) for g in PatientGroup),
)


def people_table(read: Read, picked: Chosen) -> Table:
    """One row an area and one for all: people, sizes, shares of patients who stay."""
    body: list[tuple[Cell, ...]] = [
        (
            labels.area(r.area_name, r.pref_name),
            r.census,
            r.now,
            r.later,
            words(r.size_now),
            words(r.size_later),
            *(facts.share_cell(r.stays[g].own if g in r.stays else None) for g in PatientGroup),
        )
        for r in picked.rows
    ]
    census, now, later = joined.people(picked.rows)
    shares = (facts.share_cell(together(read, picked, g)) for g in PatientGroup)
    body.append((TOGETHER, census, now, later, words(size_of(now)), words(size_of(later)), *shares))
    return table(
        "people",
        "人口と、自区域に入院する割合",
        facts.dated(_PEOPLE, picked.rows),
        body,
        picked.sources | facts.rules(),
        sums=(len(body) - 1,),
    )


def beds_table(read: Read, picked: Chosen) -> Table:
    """One row a bed function: the gap of each area, then beds and gap of all, of the newest year (床)."""
    year = read(bed_queries.reported_years)[-1]
    found = read(bed_queries.comparison, year)
    called = bed_names(parameters.whole(Key.REQUIRED_YEAR), year)  # what is required may have the older name
    stated = joined.stated(found.frame, picked.codes)
    alone = {code: joined.beds(stated, [code]) for code in picked.codes}
    columns = (
        Column(name="function", label="病床機能"),
        *(
            Column(name=f"gap_{r.area_code}", label=f"{r.area_name} 乖離", unit="床", kind=Kind.SIGNED)
            for r in picked.rows
        ),
        Column(name="reported", label=f"合わせた報告({year}年)", unit="床", kind=Kind.NUMBER),
        Column(name="required", label=f"合わせた{labels.SERIES['required']}", unit="床", kind=Kind.NUMBER),
        Column(name="gap", label="合わせた乖離", unit="床", kind=Kind.SIGNED),
        Column(name="rate", label="合わせた乖離率", kind=Kind.SIGNED_PERCENT, digits=1, missing=labels.NOT_COMPUTABLE),
    )
    body = [
        (
            called[one.function],
            *(alone[code][number].gap for code in picked.codes),
            one.reported,
            one.required,
            one.gap,
            one.gap_rate,
        )
        for number, one in enumerate(joined.beds(stated, picked.codes))
    ]
    made = table(
        "beds",
        "病床数と必要量(合わせる前と後)",
        columns,
        body,
        sources_of(found),
        sums=(0,),
        note=f"乖離 = 報告病床数 − 必要量。区域の1つでも値がない機能は、合わせた値も出さない。{names.note(year)}",
    )
    return cells.found(read, _stating(made, picked.codes, year))


def _stating(made: Table, codes: Sequence[str], year: int) -> Table:
    """`beds_table` with what its figures state: the two of each gap, of a sum that of each area, of the gap of all both sums."""
    both = cells.reported_and_required(year)

    def of(name: str, parts: Sequence[tuple[str, tuple[Series, int]]]) -> list[Parts]:
        """Nothing where there is no figure."""
        stated = zip(made.column(name), BedFunction, strict=True)
        return [() if figure is None else tuple(Beds(code, f, *key) for code, key in parts) for figure, f in stated]

    sums = {name: of(name, [(code, key) for code in codes]) for name, key in both.items()}
    gaps = {f"gap_{code}": of(f"gap_{code}", [(code, key) for key in both.values()]) for code in codes}
    gaps["gap"] = of("gap", [(code, key) for key in both.values() for code in codes])
    return cells.stating(cells.stating(made, sums), gaps, sign="−")


#: Counts of institutions with a role (`area_measure`), in the order of the table.
_ROLES: Final = {
    "hospitals": "病院",
    "clinics": "有床診療所",
    "tertiary_emergency": "三次救急",
    "secondary_emergency": "二次救急",
    "special_function": "特定機能病院",
    "regional_support": "地域医療支援病院",
    "home_care_support": "在宅療養支援病院・診療所",
}


def institutions_table(picked: Chosen) -> Table:
    """One row a role or figure of activity: each area, all, and the share of the largest institution."""
    columns = (
        Column(name="item", label="項目"),
        *(Column(name=r.area_code, label=r.area_name, kind=Kind.NUMBER) for r in picked.rows),
        Column(name="together", label=TOGETHER, kind=Kind.NUMBER),
        Column(name="share", label="合わせた区域で最大の医療機関の割合", kind=Kind.PERCENT, missing=""),
    )
    body: list[tuple[Cell, ...]] = [_counted(picked, measure, name) for measure, name in _ROLES.items()]
    doctors = [r.doctors for r in picked.rows]
    body.append(("医師 常勤(人)", *doctors, joined.total(doctors), None))
    for measure, name in ACTIVITIES.items():
        body += _active(picked, measure, name)
    return table(
        "institutions",
        "医療機関と診療実績(合わせる前と後)",
        columns,
        body,
        picked.sources,
        note="件数は1年の区域の合計(少数のため医療機関ごとには非公表のものを含む)。実績のある医療機関は件数が公表されているもの。",
    )


def _counted(picked: Chosen, measure: str, name: str) -> tuple[Cell, ...]:
    counts = [r.counts.get(measure) for r in picked.rows]
    return (f"{name}(施設)", *counts, joined.total(counts), None)


def _active(picked: Chosen, measure: str, name: str) -> list[tuple[Cell, ...]]:
    alone: list[Activity | None] = [r.activities.get(measure) for r in picked.rows]
    after = joined.activity(alone)
    return [
        (f"{name}(件/年)", *(a.total if a else None for a in alone), after.total if after else None, after.share if after else None),
        (f"{name}の実績がある医療機関", *(a.institutions if a else None for a in alone), after.institutions if after else None, None),
    ]  # fmt: skip


def demand_table(read: Read, picked: Chosen) -> Table:
    """One row an area and one for all: claims a month at both ends of the projection, and the change."""
    ends = {care: read(queries.demand_ends, care) for care in Care}
    years = ends[Care.HOME_CARE].frame
    first, last = (f"{years[c].iloc[0]}年度" if len(years) else "" for c in ("first_year", "last_year"))
    columns = (
        Column(name="area", label="区域"),
        *(
            column
            for care in Care
            for column in (
                Column(name=f"{care}_first", label=f"{labels.CARE[care]} {first}", unit="件/月", kind=Kind.NUMBER),
                Column(name=f"{care}_last", label=f"{labels.CARE[care]} {last}", unit="件/月", kind=Kind.NUMBER),
                Column(
                    name=f"{care}_change",
                    label=f"{labels.CARE[care]} 変化",
                    kind=Kind.SIGNED_PERCENT,
                    digits=1,
                    missing=labels.NOT_COMPUTABLE,
                ),
            )
        ),
    )
    by_area = {
        care: {
            code: (float(first), float(last))
            for code, first, last in found.frame.loc[
                found.frame["area_code"].isin(picked.codes), ["area_code", "first", "last"]
            ].itertuples(index=False)
        }
        for care, found in ends.items()
    }

    def cells(name: str, codes: Sequence[str]) -> tuple[Cell, ...]:
        row: list[Cell] = [name]
        for care in Care:
            known = [by_area[care].get(code) for code in codes]
            begins, ends_at = (joined.total(k[n] if k else None for k in known) for n in (0, 1))
            row += [begins, ends_at, ends_at / begins - 1 if begins and ends_at is not None else None]
        return tuple(row)

    body = [cells(r.area_name, [r.area_code]) for r in picked.rows]
    body.append(cells(TOGETHER, picked.codes))
    return table(
        "demand",
        f"在宅・外来の需要の見通し({first.removesuffix('年度')}→{last})",
        columns,
        body,
        sources_of(*ends.values()),
        sums=(len(body) - 1,),
        note="件数はレセプトの件数(件/月)で、患者数ではない。最初の年度は実績、以降は現状投影。",
    )
