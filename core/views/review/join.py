"""合わせて見る: what some areas are alone and what they would be as one. Nothing is proposed; the reader chooses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.area.flows import Interval
from core.charts.named import ROWS
from core.charts.review_share import share_chart, share_rows
from core.data.queries import areas
from core.data.queries import beds as bed_queries
from core.data.queries import review as queries
from core.data.reader import Read
from core.data.sourced import rows_of
from core.maps.between import between_deck, between_rows
from core.maps.frames import area_feature, attribution
from core.review import joined, names, own
from core.review.check import ACTIVITIES, Activity, Checked
from core.review.names import function_name
from core.review.own import Shares
from core.review.size import people, size_of, words
from core.views.area.flow import ndb
from core.views.figure import GEOMETRY, Chart, Figure, Scene
from core.views.plot import Plot, PlotKind, Series
from core.views.review import facts
from core.views.section import Section
from core.views.sources import Sources, sources_of
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels, palette
from core.vocabulary.terms import Care, PatientGroup

#: Fewest and most areas that are taken together.
FEWEST, MOST = 2, 6
TOGETHER: Final = "合わせた区域"
HEIGHT: Final = 420
_NARROWEST: Final = 440
_GROUND: Final = f"{GEOMETRY}ground.json"
_NOT_LISTED: Final = Status("非表示")
_WEIGHT_NOTE: Final = (
    "合わせた割合は、各区域の割合を{now}年の人口で重みづけた(区域ごとの患者数は公表されていないため)。"
    "合わせた区域の間の移動は自区域に含めた。公表資料に相手が載らない分は、合わせた区域への移動かもしれないので、幅で示す。"
)
_SPLIT_NOTE: Final = (
    "区域を分けた姿は示せない。流入・流出と需要の見通しは構想区域ごとにだけ公表され、市区町村ごとの値がないため。"
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The areas taken together, in the order chosen, and all areas with their sources."""

    rows: tuple[Checked, ...]
    sources: Sources

    @property
    def codes(self) -> tuple[str, ...]:
        """Their codes."""
        return tuple(r.area_code for r in self.rows)

    @property
    def title(self) -> str:
        """`藤岡+高崎・安中`."""
        return "+".join(r.area_name for r in self.rows)

    @property
    def stem(self) -> str:
        """Start of the names of files: `1005+1004`."""
        return "+".join(self.codes)


def chosen(read: Read, codes: Sequence[str]) -> Chosen:
    """The areas of some codes, each once. Raises KeyError for an unknown code."""
    rows, named = read(facts.every)
    by_code = {row.area_code: row for row in rows}
    return Chosen(tuple(by_code[code] for code in dict.fromkeys(codes)), named)


def partners(read: Read, area_code: str, group: PatientGroup, most: int = 8) -> Section:
    """With whom an area exchanges the most patients: the areas to look at first, by what flows and not by wish."""
    every = {row.area_code: row for row in read(facts.every)[0]}
    found = own.mutual(read(facts.flows, group), area_code)[:most]
    home, short = every[area_code], facts.SHORT[group]
    columns = (
        Column(name="area", label="相手の区域"),
        Column(name="there", label=f"{home.area_name}から", kind=Kind.PERCENT, digits=1, missing="非表示"),
        Column(name="back", label=f"{home.area_name}へ", kind=Kind.PERCENT, digits=1, missing="非表示"),
        Column(name="later", label=f"人口 {facts.LATER}", unit="人", kind=Kind.NUMBER),
        Column(name="area_code", label="コード"),
    )
    body = [
        (
            labels.area(every[code].area_name, every[code].pref_name),
            there or None,
            back or None,
            every[code].later,
            code,
        )
        for code, there, back in found
    ]
    named = sources_of(read(queries.own_shares))
    lead: Words = f"{home.area_name}の{short}の患者の行き来は、公表資料に載っていない。"
    if found:
        code, there, back = found[0]
        lead = say(
            f"{home.area_name}と{short}の患者の行き来が最も多いのは",
            strong(labels.area(every[code].area_name, every[code].pref_name)),
            f"(行く{labels.percent(there)}、来る{labels.percent(back)})。",
        )
    return Section(
        anchor="partners",
        title=f"{home.area_name}と行き来の多い区域({short})",
        lead=lead,
        tables=(table("partners", f"行き来の多い区域({short})", columns, body, named),) if found else (),
        notes=(
            (
                f"行く = {home.area_name}に住む入院患者のうち相手の区域に入院する割合。来る = 相手の区域に住む入院患者のうち"
                f"{home.area_name}に入院する割合。2つの合計の大きい順。非表示は公表資料の表示基準に満たないもの。"
            ),
        ),
    )


def section(read: Read, codes: Sequence[str], group: PatientGroup) -> Section:
    """Before and after: population, patients who stay, beds, institutions, demand, and the flows between the areas."""
    picked = chosen(read, codes)
    return Section(
        anchor="join",
        title=f"{picked.title}を合わせて見る",
        lead=_lead(read, picked),
        figures=(_stays(read, picked, group), _between(read, picked, group)),
        tables=(
            _people(read, picked),
            _beds(read, picked),
            _institutions(picked),
            _matrix(read, picked, group),
            _demand(read, picked),
        ),
        notes=(
            _WEIGHT_NOTE.format_map(picked.rows[0].years._asdict()),
            facts.rules_note(),
            _SPLIT_NOTE,
            "合わせることがよいという意味ではない。交通、救急の体制、地元の協議は、この表では分からない。",
        ),
        cites=facts.rules(),
    )


def together(read: Read, picked: Chosen, group: PatientGroup) -> Interval | None:
    """The own share of the areas as one."""
    weights = {r.area_code: r.now or 0.0 for r in picked.rows}
    return own.joined_share(read(facts.flows, group), weights, picked.codes)


def _lead(read: Read, picked: Chosen) -> Words:
    _, now, later = joined.people(picked.rows)
    after = together(read, picked, PatientGroup.ACUTE)
    least = min(
        (r.stays[PatientGroup.ACUTE].own.low for r in picked.rows if PatientGroup.ACUTE in r.stays), default=None
    )
    return say(
        f"{len(picked.rows)}区域を合わせると、人口は{picked.rows[0].years.now}年に{people(now)}、{facts.LATER}に",
        strong(f"{people(later)}({words(size_of(later))})"),
        "。急性期の入院患者のうち、中に入院する割合は",
        strong(facts.share_text(after)),
        f"(いま最も低い区域は{labels.percent(least)})。" if least is not None else "。",
    )


def _stays(read: Read, picked: Chosen, group: PatientGroup) -> Figure:
    short = facts.SHORT[group]
    shares = [(r.area_name, r.stays[group].own if group in r.stays else None, False) for r in picked.rows]
    shares.append((TOGETHER, together(read, picked, group), True))
    drawn = share_rows(shares)
    columns = (
        Column(name="who", label="区域"),
        Column(name="low", label="自区域の割合(少なくとも)", kind=Kind.PERCENT, digits=1),
        Column(name="high", label="自区域の割合(多くとも)", kind=Kind.PERCENT, digits=1),
    )
    title = f"自区域に入院する割合({short}、{ndb(read).year})"
    twin = table(
        "stays_rows",
        title,
        columns,
        [(name, share.low if share else None, share.high if share else None) for name, share, _ in shares],
        sources_of(read(queries.own_shares)),
        sums=(len(shares) - 1,),
    )
    said = "、".join(f"{row.who} {row.text}" for row in drawn.itertuples())
    plot = Plot(
        kind=PlotKind.BAR,
        table=twin,
        series=(Series(name="自区域の割合(少なくとも)", at="low", colour=palette.KEY),),
        labels="who",
        axis="自区域に入院する割合",
    )
    return Figure(
        key="stays",
        title=title,
        drawing=Chart(build=share_chart, options=(len(shares),), data={ROWS: drawn}),
        alt=f"{title}。{said}。",
        twin=twin,
        plot=plot,
    )


def _listed(flows: Mapping[str, Shares], home: str, other: str) -> Cell:
    """Share of one area's residents treated in another."""
    shares = flows.get(home, {})
    return shares[other] if other in shares else _NOT_LISTED if shares else Status(labels.NO_DATA)


def _matrix(read: Read, picked: Chosen, group: PatientGroup) -> Table:
    flows = read(facts.flows, group)
    columns = (
        Column(name="home", label="住んでいる区域"),
        *(
            Column(name=f"to_{r.area_code}", label=f"{r.area_name}に入院", kind=Kind.PERCENT, digits=1)
            for r in picked.rows
        ),
        Column(name="inside", label="合わせた区域に入院", kind=Kind.PERCENT, digits=1),
    )
    body = []
    for row in picked.rows:
        found = own.stays(flows.get(row.area_code, {}), picked.codes)
        inside = Interval(found.listed, min(1.0, found.listed + found.unlisted)) if found else None
        body.append(
            (
                row.area_name,
                *(_listed(flows, row.area_code, other) for other in picked.codes),
                inside.low if inside and inside.exact else Status(facts.share_text(inside)),
            )
        )
    return table(
        "matrix",
        f"区域どうしの行き来({facts.SHORT[group]}、{ndb(read).year})",
        columns,
        body,
        sources_of(read(queries.own_shares)),
        note="住んでいる区域の入院患者を100%とした割合。非表示は、公表資料の表示基準に満たない相手。",
    )


def _between(read: Read, picked: Chosen, group: PatientGroup) -> Figure:
    flows = read(facts.flows, group)
    names = {r.area_code: r.area_name for r in picked.rows}
    places = {
        row.area_code: (row.area_name, float(row.lon), float(row.lat))
        for row in rows_of(read(areas.areas).frame)
        if row.area_code in names
    }
    drawn = between_rows(flows, places)
    title = f"区域どうしの行き来({facts.SHORT[group]})"
    columns = (
        Column(name="home", label="住んでいる区域"),
        Column(name="other", label="入院先の区域"),
        Column(name="share", label="割合", kind=Kind.PERCENT, digits=1),
    )
    body = [
        (names[home], names[other], _listed(flows, home, other))
        for home in picked.codes
        for other in picked.codes
        if home != other
    ]
    largest = drawn.sort_values("share", ascending=False).head(1)
    said = (
        "最も太いのは" + str(largest["text"].iloc[0]).replace("\n", "、") + "。"
        if len(largest)
        else "載っている行き来はない。"
    )
    return Figure(
        key="between",
        title=title,
        drawing=Scene(
            build=between_deck,
            options=(drawn, [area_feature(c) for c in picked.codes], _GROUND, _NARROWEST, HEIGHT),
        ),
        alt=f"{title}の地図。{picked.title}の間の移動を、割合に比例した太さの弧で示す。{said}",
        twin=table("between_rows", title, columns, body, sources_of(read(queries.own_shares))),
        note=f"弧は薄い端が住んでいる区域、濃い端が入院先。太さは割合に比例。{attribution()}。区域の境は概形。",
    )


_PEOPLE: Final = (
    Column(name="area", label="区域"),
    Column(name="census", label="人口 {census}年", unit="人", kind=Kind.NUMBER),
    Column(name="now", label="人口 {now}年", unit="人", kind=Kind.NUMBER),
    Column(name="later", label=f"人口 {facts.LATER}", unit="人", kind=Kind.NUMBER),
    Column(name="size_now", label="大きさ {now}年"),
    Column(name="size_later", label=f"大きさ {facts.LATER}"),
    *(Column(name=f"own_{g}", label=f"{facts.SHORT[g]} 自区域", kind=Kind.PERCENT, digits=1) for g in PatientGroup),
)


def _share_cell(share: Interval | None) -> Cell:
    return share.low if share and share.exact else Status(facts.share_text(share))


def _people(read: Read, picked: Chosen) -> Table:
    body: list[tuple[Cell, ...]] = [
        (
            labels.area(r.area_name, r.pref_name),
            r.census,
            r.now,
            r.later,
            words(r.size_now),
            words(r.size_later),
            *(_share_cell(r.stays[g].own if g in r.stays else None) for g in PatientGroup),
        )
        for r in picked.rows
    ]
    census, now, later = joined.people(picked.rows)
    shares = (_share_cell(together(read, picked, g)) for g in PatientGroup)
    body.append((TOGETHER, census, now, later, words(size_of(now)), words(size_of(later)), *shares))
    return table(
        "people",
        "人口と、自区域に入院する割合",
        facts.dated(_PEOPLE, picked.rows[0].years),
        body,
        picked.sources | facts.rules(),
        sums=(len(body) - 1,),
    )


def _beds(read: Read, picked: Chosen) -> Table:
    year = read(bed_queries.reported_years)[-1]
    found = read(bed_queries.comparison, year)
    alone = {r.area_code: joined.beds(found.frame, [r.area_code]) for r in picked.rows}
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
            function_name(one.function, year),
            *(alone[code][number].gap for code in picked.codes),
            one.reported,
            one.required,
            one.gap,
            one.gap_rate,
        )
        for number, one in enumerate(joined.beds(found.frame, picked.codes))
    ]
    return table(
        "beds",
        "病床数と必要量(合わせる前と後)",
        columns,
        body,
        sources_of(found),
        sums=(0,),
        note=f"乖離 = 報告病床数 − 必要量。区域の1つでも値がない機能は、合わせた値も出さない。{names.note()}",
    )


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


def _institutions(picked: Chosen) -> Table:
    columns = (
        Column(name="item", label="項目"),
        *(Column(name=r.area_code, label=r.area_name, kind=Kind.NUMBER) for r in picked.rows),
        Column(name="together", label=TOGETHER, kind=Kind.NUMBER),
        Column(name="share", label="最大の医療機関の割合", kind=Kind.PERCENT, missing=""),
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


def _demand(read: Read, picked: Chosen) -> Table:
    columns = (
        Column(name="area", label="区域"),
        *(
            column
            for care in Care
            for column in (
                Column(name=f"{care}_first", label=f"{labels.CARE[care]} 最初", unit="件/月", kind=Kind.NUMBER),
                Column(name=f"{care}_last", label=f"{labels.CARE[care]} 最後", unit="件/月", kind=Kind.NUMBER),
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
    ends = {care: read(queries.demand_ends, care) for care in Care}
    by_area = {
        care: {
            code: (float(first), float(last))
            for code, first, last in found.frame[["area_code", "first", "last"]].itertuples(index=False)
        }
        for care, found in ends.items()
    }
    years = ends[Care.HOME_CARE].frame
    span = f"{years['first_year'].iloc[0]}→{years['last_year'].iloc[0]}年度" if len(years) else ""

    def cells(name: str, codes: Sequence[str]) -> tuple[Cell, ...]:
        row: list[Cell] = [name]
        for care in Care:
            known = [by_area[care].get(code) for code in codes]
            first = joined.total(k[0] if k else None for k in known)
            last = joined.total(k[1] if k else None for k in known)
            row += [first, last, last / first - 1 if first and last is not None else None]
        return tuple(row)

    body = [cells(r.area_name, [r.area_code]) for r in picked.rows]
    body.append(cells(TOGETHER, picked.codes))
    return table(
        "demand",
        f"在宅・外来の需要の見通し({span})",
        columns,
        body,
        sources_of(*ends.values()),
        sums=(len(body) - 1,),
        note="件数はレセプトの件数(件/月)で、患者数ではない。最初の年度は実績、以降は現状投影。",
    )
