"""What a new edition changes against the one that is shown, as tables for a person who decides on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pandas as pd

from core.data.bed_names import bed_names
from core.data.headings import HEADINGS
from core.data.schema import TABLES
from core.ingest.held import Edition, newest_year
from core.ingest.screens import screens
from core.ingest.selection import selection
from core.views.sources import Sources
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.vocabulary import labels
from core.vocabulary.measure_names import MEASURES
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

#: Columns that say where a row is from, not what it states; `beds` of 病床利用率 is the denominator, told with it.
_ORIGIN: Final = frozenset({"source_id", "published_fy", "facility_id"})
_LARGEST: Final = 10
_EXAMPLES: Final = 3
_HOSPITAL: Final = ["area_code", "facility_name"]
_TEXT = {"name": Column(name="name", label="区域")}


def tables(before: Edition, after: Edition) -> tuple[Table, ...]:
    """Everything in the order in which a person asks: screens, figures, areas, hospitals, largest changes, defects, counts."""
    books = (after[name]["source_id"] for name in ("beds", "area_measure", "flow", "demand"))
    sources = Sources(tuple(sorted({i for ids in books for i in ids})))
    paired = {name: _paired(before, after, name) for name in TABLES}
    differ = {name: _differ(pairs, name) for name, pairs in paired.items()}
    return (
        screens(before, after, sources),
        selection(before, after, sources),
        _revised_beds(differ["beds"], _names(before, after), sources),
        _revised_others(differ, _place_names(before, after), sources),
        _areas(before, after, sources),
        _hospitals(before, after, sources),
        _largest(before, after, sources),
        _defects(before, after, sources),
        _counts(before, after, {n: (len(paired[n]), len(differ[n])) for n in TABLES}, sources),
    )


def _counted(
    key: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], sources: Sources, order: str = ""
) -> Table:
    return table(key, f"{title}({len(rows):,}件)", columns, rows, sources, note=order if rows else "ない。")


def _paired(before: Edition, after: Edition, name: str) -> pd.DataFrame:
    """Rows of a table that both editions have, by its key: each column twice, with `_old` and `_new`."""
    key = list(TABLES[name].key)
    left, right = before[name].copy(), after[name].copy()
    for frame in (left, right):
        for column in key:  # what a row leaves open is the same as what another does
            if frame[column].isna().any():
                frame[column] = frame[column].fillna("")
    return left.merge(right, on=key, suffixes=("_old", "_new"))


def _differ(pairs: pd.DataFrame, name: str) -> pd.DataFrame:
    """The pairs of which a column that states something differs; what is missing on both sides is the same."""
    stated = _stated_columns(name)
    changed = pd.Series(False, index=pairs.index)
    for column in stated:
        old, new = pairs[f"{column}_old"], pairs[f"{column}_new"]
        changed |= ~((old == new).fillna(False).astype(bool) | (old.isna() & new.isna()))
    return pairs[changed]


def _stated_columns(name: str) -> list[str]:
    return [c.name for c in TABLES[name].columns if c.name not in TABLES[name].key and c.name not in _ORIGIN]


def _names(*editions: Edition) -> dict[str, str]:
    return {
        code: name for e in editions for code, name in zip(e["area"]["area_code"], e["area"]["area_name"], strict=True)
    }


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples. `Any`: what a column holds is said by the contract, where no type checker looks."""
    return frame.itertuples(index=False)


def _stated(value: Any, status: Any) -> Cell:
    return Status(labels.VALUE_STATUS.get(str(status), labels.NO_DATA)) if pd.isna(value) else float(value)


def _revised_beds(found: pd.DataFrame, names: dict[str, str], sources: Sources) -> Table:
    found = found.assign(size=(found["beds_new"] - found["beds_old"]).abs().astype("Float64").fillna(float("inf")))
    rows = [
        (
            r.area_code,
            names[r.area_code],
            labels.SERIES[r.series],
            int(r.year),
            bed_names(int(r.year))[BedFunction(r.bed_function)],
            _stated(r.beds_old, r.value_status_old),
            _stated(r.beds_new, r.value_status_new),
            None if pd.isna(r.beds_old) or pd.isna(r.beds_new) else float(r.beds_new - r.beds_old),
        )
        for r in found.sort_values(["size", "area_code", "year"], ascending=[False, True, True]).pipe(_rows)
    ]
    columns = (
        Column(name="code", label="コード"),
        _TEXT["name"],
        Column(name="series", label="種類"),
        Column(name="year", label="年", kind=Kind.PLAIN_NUMBER),
        Column(name="function", label="機能"),
        Column(name="old", label="いまの版", unit="床", kind=Kind.NUMBER),
        Column(name="new", label="新しい版", unit="床", kind=Kind.NUMBER),
        Column(name="change", label="差", unit="床", kind=Kind.SIGNED, missing=labels.NOT_COMPUTABLE),
    )
    return _counted("revised", "改まった病床数", columns, rows, sources, "差の大きい順。")


def _revised_others(differ: dict[str, pd.DataFrame], named: dict[str, dict[str, str]], sources: Sources) -> Table:
    """Figures of the other tables that the same area (or institution) and year had, by table and measure, with some as they were
    and are."""
    rows: list[tuple[Cell, ...]] = []
    for name, contract in TABLES.items():
        if name in ("beds", "source", "defect"):
            continue
        found = differ[name]
        if not len(found):
            continue
        by = found["measure"].map(lambda m: MEASURES[m].label if m in MEASURES else m) if "measure" in found else "―"
        for measure, part in found.assign(of=by).groupby("of", sort=True):
            rows.append((contract.title, str(measure), len(part), _examples(part, name, named)))
    columns = (
        Column(name="table", label="表"),
        Column(name="measure", label="指標"),
        Column(name="count", label="改まった値", unit="件", kind=Kind.NUMBER),
        Column(name="examples", label="例(いまの版→新しい版)", wide=True),
    )
    return table("others", "改まったその他の数値", columns, rows, sources, note="" if rows else "ない。")


def _examples(part: pd.DataFrame, name: str, named: dict[str, dict[str, str]]) -> str:
    """`藤岡 2024年度 12.3→13`: the first rows, each by its place and the first of its figures that is another."""
    stated = _stated_columns(name)
    told = []
    for row in part.head(_EXAMPLES).to_dict("records"):
        of = [named[c].get(str(row[c]), str(row[c])) for c in named if c in row]
        of += (
            [str(row["year"]) + "年"]
            if "year" in row
            else [f"{row['fiscal_year']}年度"]
            if "fiscal_year" in row
            else []
        )
        for column in stated:
            old, new = row[f"{column}_old"], row[f"{column}_new"]
            if not _same(old, new):
                heading = "" if column == "value" else f"{HEADINGS[column]} " if column in HEADINGS else "人口 "
                told.append(f"{' '.join(of)} {heading}{_from_to_text(old, new)}")
                break
    return "、".join(told) + (" ほか" if len(part) > _EXAMPLES else "")


def _from_to_text(old: Any, new: Any) -> str:
    """To four places, or to all where the two would be written alike."""
    short, full = ([_plain(v, places) for v in (old, new)] for places in (4, 10))
    return "→".join(short if short[0] != short[1] else full)


def _plain(value: Any, places: int) -> str:
    if pd.isna(value):
        return labels.NO_DATA
    return str(value) if isinstance(value, bool | str) else f"{round(float(value), places):,.12g}"


def _same(old: Any, new: Any) -> bool:
    return bool(pd.isna(old) and pd.isna(new)) or (not pd.isna(old) and not pd.isna(new) and bool(old == new))


def _place_names(*editions: Edition) -> dict[str, dict[str, str]]:
    """What a person calls the places of a row, by column of codes."""
    areas = _names(*editions)
    facilities = {
        str(i): f"{areas.get(code, code)} {name}"
        for e in editions
        for i, code, name in zip(
            e["facility"]["facility_id"], e["facility"]["area_code"], e["facility"]["facility_name"], strict=True
        )
    }
    return {"area_code": areas, "facility_id": facilities}


def _areas(before: Edition, after: Edition, sources: Sources) -> Table:
    old, new = (dict(zip(e["area"]["area_code"], e["area"]["area_name"], strict=True)) for e in (before, after))
    rows: list[tuple[Cell, ...]] = [("なくなる", code, old[code], "") for code in sorted(set(old) - set(new))]
    rows += [("新しい", code, "", new[code]) for code in sorted(set(new) - set(old))]
    rows += [("名称が変わる", c, old[c], new[c]) for c in sorted(set(old) & set(new)) if old[c] != new[c]]
    return _counted("areas", "構想区域", _from_to("code", "コード"), rows, sources)


def _from_to(key: str, label: str) -> tuple[Column, ...]:
    return (
        Column(name="what", label="変わること"),
        Column(name=key, label=label),
        Column(name="old", label="いまの版"),
        Column(name="new", label="新しい版"),
    )


def _hospitals(before: Edition, after: Edition, sources: Sources) -> Table:
    """The newest list of each edition. An institution has no number of its own: one gone and one new of an area with the same beds
    by function count as another name."""
    names = _names(before, after)
    old, new = (_institutions(e) for e in (before, after))
    gone, come = old.index.difference(new.index), new.index.difference(old.index)
    renamed: list[tuple[Any, Any]] = []
    for place in gone:
        same = [p for p in come if p[0] == place[0] and old[place] and new[p] == old[place]]
        if len(same) == 1 and same[0] not in {p for _, p in renamed}:
            renamed.append((place, same[0]))
    known = {place for pair in renamed for place in pair}
    rows: list[tuple[Cell, ...]] = [("名称が変わったとみられる", names[a[0]], a[1], b[1]) for a, b in renamed]
    rows += [("載らなくなる", names[p[0]], p[1], "") for p in gone if p not in known]
    rows += [("新しく載る", names[p[0]], "", p[1]) for p in come if p not in known]
    return _counted("hospitals", "医療機関(最新の公表分の一覧)", _from_to("area", "区域"), rows, sources)


def _institutions(edition: Edition) -> pd.Series[Any]:
    """(area_code, name) → beds of the functions, as one value; empty where it states none."""
    listed = edition["facility"]
    listed = listed[listed["published_fy"] == listed["published_fy"].max()]
    measures = edition["facility_measure"]
    beds = measures[(measures["measure"] == "beds") & measures["value"].notna()]
    by_id: dict[str, set[tuple[str, float]]] = {}
    for facility, function, value in zip(beds["facility_id"], beds["bed_function"], beds["value"], strict=True):
        by_id.setdefault(facility, set()).add((function, value))
    found = listed.assign(beds=[frozenset(by_id.get(i, ())) for i in listed["facility_id"]]).drop_duplicates(_HOSPITAL)
    by_place: pd.Series[Any] = found.set_index(_HOSPITAL)["beds"]
    return by_place


def _largest(before: Edition, after: Edition, sources: Sources) -> Table:
    """Of each function the areas whose newest actual figure moves most."""
    names, first, second = _names(before, after), newest_year(before), newest_year(after)
    called = bed_names(first, second)
    rows: list[tuple[Cell, ...]] = []
    for function in (BedFunction.TOTAL, *FOUR_FUNCTIONS):
        old, new = _by_area(before, first, function), _by_area(after, second, function)
        change = (new - old).dropna()
        order = change.abs().sort_values(ascending=False, kind="stable").index
        for code in [c for c in order if change[c]][:_LARGEST]:
            rows.append((called[function], names[str(code)], old[code], new[code], change[code]))
    columns = (
        Column(name="function", label="機能"),
        _TEXT["name"],
        Column(name="old", label=f"いまの版 {first}年", unit="床", kind=Kind.NUMBER),
        Column(name="new", label=f"新しい版 {second}年", unit="床", kind=Kind.NUMBER),
        Column(name="change", label="差", unit="床", kind=Kind.SIGNED),
    )
    return table("largest", "機能ごとの大きな増減(最新の実績)", columns, rows, sources, note="" if rows else "ない。")


def _by_area(edition: Edition, year: int, function: str) -> pd.Series[float]:
    beds = edition["beds"]
    rows = beds[(beds["series"] == "reported") & (beds["year"] == year) & (beds["bed_function"] == function)]
    return rows.sort_values("area_code").set_index("area_code")["beds"].astype("float64")


def _defects(before: Edition, after: Edition, sources: Sources) -> Table:
    old, new = (e["defect"].set_index("defect_id") for e in (before, after))
    rows: list[tuple[Cell, ...]] = [
        ("新しい", d, new.loc[d, "location"], new.loc[d, "description"], new.loc[d, "handling"])
        for d in new.index.difference(old.index)
    ]
    rows += [
        ("なくなる", d, old.loc[d, "location"], old.loc[d, "description"], old.loc[d, "handling"])
        for d in old.index.difference(new.index)
    ]
    columns = (
        Column(name="what", label="変わること"),
        Column(name="id", label="番号"),
        Column(name="place", label="場所", wide=True),
        Column(name="text", label="内容", wide=True),
        Column(name="handling", label="扱い", wide=True),
    )
    return _counted("defects", "公表資料の不具合", columns, rows, sources)


def _counts(before: Edition, after: Edition, found: dict[str, tuple[int, int]], sources: Sources) -> Table:
    """`found`: by table how many rows both editions have, and how many of these state something else."""
    rows: list[tuple[Cell, ...]] = []
    for name, contract in TABLES.items():
        both, changed = found[name]
        rows.append(
            (
                contract.title,
                len(before[name]),
                len(after[name]),
                len(after[name]) - both,
                len(before[name]) - both,
                changed,
            )
        )
    columns = (
        Column(name="table", label="表"),
        Column(name="old", label="いまの版", unit="行", kind=Kind.NUMBER),
        Column(name="new", label="新しい版", unit="行", kind=Kind.NUMBER),
        Column(name="come", label="新しい行", unit="行", kind=Kind.NUMBER),
        Column(name="gone", label="なくなる行", unit="行", kind=Kind.NUMBER),
        Column(name="changed", label="値が変わる行", unit="行", kind=Kind.NUMBER),
    )
    return table("counts", "表ごとの行の数", columns, rows, sources)
