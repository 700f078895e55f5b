"""合わせて見る: what some areas are alone and what they would be as one. Nothing is proposed; the reader chooses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from core.area.flows import Interval
from core.charts.named import ROWS
from core.charts.review_share import share_chart, share_rows
from core.data.queries import areas
from core.data.queries import review as queries
from core.data.reader import Read
from core.data.sourced import rows_of
from core.maps.between import between_map, between_marks, between_rows
from core.maps.frames import attribution
from core.review import joined, own
from core.review.own import Shares
from core.review.size import people, size_of, words
from core.views.area.flow import ndb
from core.views.figure import Chart, Figure
from core.views.plot import Plot, PlotKind, Series
from core.views.review import facts
from core.views.review import join_tables as tables
from core.views.review.chosen import TOGETHER, Chosen, chosen, together
from core.views.section import Section
from core.views.sources import sources_of
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels, palette
from core.vocabulary.terms import PatientGroup

HEIGHT: Final = 420
_NOT_LISTED: Final = Status("非表示")
_WEIGHT_NOTE: Final = (
    "合わせた割合は、各区域の割合を{now}年の人口で重みづけた(区域ごとの患者数は公表されていないため)。"
    "合わせた区域の間の移動は自区域に含めた。公表資料に相手が載らない分は、合わせた区域への移動かもしれないので、幅で示す。"
)
_SPLIT_NOTE: Final = (
    "区域を分けた姿は示せない。流入・流出と需要の見通しは構想区域ごとにだけ公表され、市区町村ごとの値がないため。"
)


def partners(read: Read, codes: Sequence[str], group: PatientGroup, most: int = 8) -> Section:
    """With whom the areas of some codes exchange the most patients: those to look at next, by what flows and not by wish."""
    picked = chosen(read, codes)
    names = {row.area_code: row for row in read(facts.every)[0]}
    flows, short = read(facts.flows, group), facts.SHORT[group]
    pairs = [
        (home, names[code], there or None, back or None)
        for home in picked.rows
        for code, there, back in own.mutual(flows, home.area_code)
        if code not in picked.codes
    ]
    pairs.sort(
        key=lambda pair: -((pair[2] or 0.0) + (pair[3] or 0.0))
    )  # equal ones stay in the order of the areas chosen
    several = len(picked.rows) > 1
    name = "選んだ区域" if several else picked.title
    columns = (
        *((Column(name="home", label="選んだ区域"),) if several else ()),
        Column(name="area", label="相手の区域"),
        Column(name="there", label=f"{name}から", kind=Kind.PERCENT, digits=1, missing=_NOT_LISTED.word),
        Column(name="back", label=f"{name}へ", kind=Kind.PERCENT, digits=1, missing=_NOT_LISTED.word),
        Column(name="later", label=f"人口 {facts.LATER}", unit="人", kind=Kind.NUMBER),
        Column(name="area_code", label="コード"),
    )
    body = [
        (
            *((home.area_name,) if several else ()),
            labels.area(other.area_name, other.pref_name),
            there,
            back,
            other.later,
            other.area_code,
        )
        for home, other, there, back in pairs[:most]
    ]
    outside = "の外" if several else ""
    lead: Words = f"{name}{outside}と{short}の患者の行き来は、公表資料に載っていない。"
    if pairs:
        home, other, there, back = pairs[0]
        lead = say(
            f"{home.area_name if several else name}と{short}の患者の行き来が最も多いのは",
            strong(labels.area(other.area_name, other.pref_name)),
            f"(行く{_listed_text(there)}、来る{_listed_text(back)})。",
        )
    return Section(
        anchor="partners",
        title=f"{picked.title}と行き来の多い区域({short})",
        lead=lead,
        tables=(
            (table("partners", f"行き来の多い区域({short})", columns, body, sources_of(read(queries.own_shares))),)
            if pairs
            else ()
        ),
        notes=(
            (
                f"行く = {name}に住む入院患者のうち相手の区域に入院する割合。来る = 相手の区域に住む入院患者のうち"
                f"{name}に入院する割合。2つの合計の大きい順(非表示は、公表資料の表示基準に満たないもので、順では0とみなす)。"
            ),
        ),
    )


def _listed_text(share: float | None) -> str:
    return f"は{_NOT_LISTED.word}" if share is None else labels.percent(share)


def section(read: Read, codes: Sequence[str], group: PatientGroup, height: int = HEIGHT) -> Section:
    """Before and after: population, patients who stay, beds, institutions, demand, and the flows between the areas.

    `height`: of the map of flows, which is fitted to it (px).
    """
    return whole(brief(read, codes, group, height), more(read, codes))


def whole(short: Section, longer: tuple[Table, ...]) -> Section:
    """The section of its first part (`brief`) and its longer tables (`more`), in the order of a paper."""
    people, matrix = short.tables
    beds, institutions, demand = longer
    return replace(short, tables=(people, beds, institutions, matrix, demand))


def more(read: Read, codes: Sequence[str]) -> tuple[Table, ...]:
    """Beds, institutions and demand, before and after."""
    picked = chosen(read, codes)
    return tables.beds_table(read, picked), tables.institutions_table(picked), tables.demand_table(read, picked)


def brief(read: Read, codes: Sequence[str], group: PatientGroup, height: int = HEIGHT) -> Section:
    """What a change of the areas is looked at for: people, those who stay, and who moves where. `height`: as for `section`."""
    picked = chosen(read, codes)
    return Section(
        anchor="join",
        title=f"{picked.title}を合わせて見る",
        lead=_lead(read, picked, group),
        figures=(_stays(read, picked, group), _between(read, picked, group, height)),
        tables=(tables.people_table(read, picked), _matrix(read, picked, group)),
        notes=(
            _WEIGHT_NOTE.format_map(picked.rows[0].years._asdict()),
            facts.rules_note(),
            _SPLIT_NOTE,
            "合わせることがよいという意味ではない。交通、救急の体制、地元の協議は、この表では分からない。",
        ),
        cites=facts.rules(),
    )


def _lead(read: Read, picked: Chosen, group: PatientGroup) -> Words:
    _, now, later = joined.people(picked.rows)
    after = together(read, picked, group)
    alone = [r for r in picked.rows if group in r.stays]
    least = min(alone, key=lambda r: r.stays[group].own.low, default=None)
    return say(
        f"{len(picked.rows)}区域を合わせると、人口は{picked.rows[0].years.now}年に{people(now)}、{facts.LATER}に",
        strong(f"{people(later)}({words(size_of(later))})"),
        f"。{facts.SHORT[group]}の入院患者のうち、{TOGETHER}の中に入院する割合は",
        strong(facts.share_text(after)),
        f"(いま最も低い{least.area_name}は{facts.share_text(least.stays[group].own)})。" if least else "。",
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
    return Figure(
        key="stays",
        title=title,
        drawing=Chart(build=share_chart, data={ROWS: drawn}),
        alt=f"{title}。{said}。",
        twin=twin,
        plot=_bars(twin, shares),
    )


def _bars(twin: Table, shares: Sequence[tuple[str, Interval | None, bool]]) -> Plot:
    """Bars from 0 to 1: what is certain, then what it may be more."""
    certain, perhaps = "少なくとも", "公表資料からは分からない分"
    columns = (
        Column(name="who", label="区域"),
        Column(name="low", label=certain, kind=Kind.PERCENT, digits=1),
        Column(name="rest", label=perhaps, kind=Kind.PERCENT, digits=1, missing=""),
    )
    body = [
        (
            name,
            share.low if share else None,
            share.high - share.low if share and not share.exact else None,
        )
        for name, share, _ in shares
    ]
    return Plot(
        kind=PlotKind.STACKED,
        table=table("stays_bars", twin.title, columns, body, twin.sources),
        series=(
            Series(name=certain, at="low", colour=palette.KEY),
            Series(name=perhaps, at="rest", colour=palette.KEY_LIGHT),
        ),
        labels="who",
        axis="自区域に入院する割合",
        floor=0.0,
        top=1.0,
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


def _between(read: Read, picked: Chosen, group: PatientGroup, height: int) -> Figure:
    flows = read(facts.flows, group)
    names = {r.area_code: r.area_name for r in picked.rows}
    listed = read(areas.areas).frame
    places = {
        row.area_code: (row.area_name, float(row.lon), float(row.lat))
        for row in rows_of(listed[listed["area_code"].isin(picked.codes)])
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
    said = f"最も太いのは{drawn['text'].iloc[0]}。" if len(drawn) else "載っている行き来はない。"
    return Figure(
        key="between",
        title=title,
        drawing=Chart(build=between_map, options=(height,), data={ROWS: between_marks(drawn, places, height)}),
        alt=f"{title}の地図。{picked.title}の間の移動を、割合に比例した太さの矢印で示す。{said}",
        twin=table("between_rows", title, columns, body, sources_of(read(queries.own_shares))),
        note=f"矢印は住んでいる区域から入院先の区域へ。太さは割合に比例。{attribution()}。区域の境は概形。",
    )
