"""The reconciliation: what was read, what agrees, what does not; as JSON values and as text for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from core.data.bed_names import bed_names
from core.data.schema import TABLES
from core.ingest.build.curated import read_files
from core.ingest.build.model import Built, Row
from core.ingest.discover import Inputs, reiwa
from core.vocabulary.labels import published_year
from core.vocabulary.measure_names import MEASURES
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, LocationBasis, Series

_FUNCTIONS = list(BedFunction)


def reconcile(inputs: Inputs, built: Built) -> dict[str, Any]:
    """All sections, in a fixed order and without times, so that the same input gives the same file."""
    return {
        "sources": _sources(inputs, built),
        "tables": {name: len(rows) for name, rows in sorted(built.rows.items())},
        "areas": built.report["areas"],
        "national_totals": _national(built),
        "function_sums": built.report["function_sums"],
        "derived_columns": built.report["derived_columns"],
        "overlap": built.report["overlap"],
        "report_rate_overlap": built.report["report_rate_overlap"],
        "area_beds_in_detail_book": built.report["area_beds_in_detail_book"],
        "facility_beds": built.report["facility_beds"],
        "facility_counts": built.report["facility_counts"],
        "facility_sums": built.report["facility_sums"],
        "facility_locations": built.report["facility_locations"],
        "flow": built.report["flow"],
        "utilization": built.report["utilization"],
        "unregistered_sources": built.report["unregistered_sources"],
        **({"reorganised": built.report["reorganised"]} if "reorganised" in built.report else {}),
        "defects": [
            {
                "defect_id": d.defect_id,
                "source_id": d.source_id,
                "location": d.location,
                "description": d.description,
                "handling": d.handling,
            }
            for d in sorted(built.defects, key=lambda d: d.defect_id)
        ],
    }


def _sources(inputs: Inputs, built: Built) -> list[dict[str, Any]]:
    """Rows that each file gave to each table, and what the file held."""
    held: dict[str, str] = {}
    for year, beds in inputs.beds.items():
        held[f"mhlw_{reiwa(year).lower()}_beds"] = f"{len(beds.areas)} 区域"
    for year, book in inputs.details.items():
        facilities = sum(len(a.facilities) for a in book.areas)
        held[f"mhlw_{reiwa(year).lower()}_area"] = f"{len(book.areas)} シート、{facilities:,} 医療機関"
    for year, flow in inputs.flows.items():
        held[f"mhlw_{reiwa(year).lower()}_flow"] = f"{len(flow.blocks)} 表"
    for year, demand in inputs.demands.items():
        held[f"mhlw_{reiwa(year).lower()}_demand"] = f"{len(demand.rows)} 行"
    if inputs.hospitals:
        missing = sum(h.lon is None for h in inputs.hospitals.hospitals)
        held["mhlw_hospital_list"] = f"{len(inputs.hospitals.hospitals):,} 病院(座標なし {missing})"
    given = {name: _rows_by_source(name, rows) for name, rows in sorted(built.rows.items()) if name != "source"}
    found: list[dict[str, Any]] = []
    for key, (file, sha256, title) in sorted(read_files(inputs).items()):
        rows = {table: counts[key] for table, counts in given.items() if counts[key]}
        found.append(
            {"source_id": key, "title": title, "file": file, "sha256": sha256, "held": held.get(key, ""), "rows": rows}
        )
    return found


def _rows_by_source(name: str, rows: list[Row]) -> Counter[object]:
    at = [c.name for c in TABLES[name].columns]
    return Counter(row[at.index("source_id")] for row in rows) if "source_id" in at else Counter()


def _national(built: Built) -> list[dict[str, Any]]:
    """National sums by series and year over the areas that state a value."""
    sums: dict[tuple[str, int], dict[str, int]] = {}
    for _, function, series, year, beds, *_ in built.rows["beds"]:
        if beds is not None:
            by_function = sums.setdefault((str(series), year), dict.fromkeys(map(str, _FUNCTIONS), 0))  # type: ignore[arg-type]
            by_function[str(function)] += beds  # type: ignore[operator]
    order = [str(s) for s in (Series.REPORTED, Series.PLANNED, Series.REQUIRED)]
    keys = sorted(sums, key=lambda k: (order.index(k[0]), k[1]))
    return [{"series": series, "year": year, **sums[series, year]} for series, year in keys]


SERIES_JA = {"reported": "実績", "planned": "見込量", "required": "必要量"}


def report_text(report: dict[str, Any]) -> str:
    """The reconciliation for the terminal, in Japanese."""
    lines: list[str] = ["", "照合結果", "", "■ 読んだ資料と、そこから作った行"]
    for s in report["sources"]:
        rows = "、".join(f"{t} {n:,}" for t, n in s["rows"].items()) or "なし(位置の照合だけに使用)"
        lines.append(f"  {s['source_id']}({s['file']}): {s['held']} → {rows}")
    areas = report["areas"]
    now, later = sorted(int(name[-4:]) for name in areas if name.startswith("with_population_"))
    lines.append(
        f"■ 構想区域 {areas['count']}、都道府県 {areas['prefectures']}、人口({now}年度)あり {areas[f'with_population_{now}']}、"
        f"人口({later}年)あり {areas[f'with_population_{later}']}、代表点あり {areas['with_point']}"
    )
    lines += [f"  名称の違い: {x}" for x in areas["names_that_differ"]]
    called = bed_names(*(n["year"] for n in report["national_totals"]))
    lines.append(f"■ 全国計(床)  {' / '.join(called[f] for f in _FUNCTIONS)}")
    for n in report["national_totals"]:
        figures = " / ".join(f"{n[str(f)]:,}" for f in _FUNCTIONS)
        lines.append(f"  {n['year']}年 {SERIES_JA[n['series']]}: {figures}")
    lines.append("■ 4機能の和と合計(区域ごと)")
    lines += list(_sum_lines(report["function_sums"]))
    for d in report["derived_columns"]:
        lines.append(
            f"■ {d['published_fy']} の列「{d['column']}」の再計算: "
            f"一致 {d['equal']:,}、不一致 {d['different']}、値なし {d['unstated']}"
        )
    lines.append("■ 公表年度どうしの重なり(区域×機能のセル)")
    for o in report["overlap"]:
        lines.append(
            f"  {o['year']}年 {SERIES_JA[o['series']]} {o['older']}/{o['newer']}: 一致 {o['equal']:,}、"
            f"不一致 {o['different']:,}、{o['older']}だけ {o['only_older']:,}、{o['newer']}だけ {o['only_newer']:,}"
        )
    for a in report["area_beds_in_detail_book"]:
        lines.append(
            f"■ {a['published_fy']} 別添5②と別添4③({a['areas']} 区域)の不一致: 病床数 {len(a['beds_differ'])}、"
            f"必要量 {len(a['required_differ'])}、報告率 {len(a['report_rate_differs'])}"
        )
    for f in report["facility_beds"]:
        e, called = f["equal_areas"], bed_names(published_year(f["published_fy"]))
        functions = "、".join(f"{called[x]} {e[str(x)]}" for x in FOUR_FUNCTIONS)
        lines.append(
            f"■ {f['published_fy']} 医療機関の和と区域の値(一致した区域 / {f['areas']}): ③−休棟中等と④計 {e['total']}、"
            f"休棟中等 {e['beds_closed']}、{functions}"
        )
        lines.append(
            f"  ③の和 {f['facility_beds_incl_closed']:,} − 休棟中等 {f['facility_closed']:,} "
            f"= {f['facility_beds_incl_closed'] - f['facility_closed']:,}(④の和 {f['area_beds']:,})。{f['explanation']}"
        )
    for c in report["facility_counts"]:
        lines.append(
            f"■ {c['published_fy']} ③医療機関数と表の行数: 未報告がなく一致 {c['areas_without_unreported']} 区域、"
            f"③＋未報告で一致 {c['areas_where_count_plus_unreported_is_rows']}、合わない {c['areas_that_do_not_add_up']}"
        )
    for x in report["facility_sums"]:
        shown = "、".join(
            f"{MEASURES[m].label} {n['equal']}/{n['area_larger_with_withheld']}/{n['other']}"
            for m, n in x.items()
            if m != "published_fy"
        )
        lines.append(f"■ {x['published_fy']} 医療機関の和と区域の値(一致/非公表の分だけ区域が大きい/その他): {shown}")
    lines.append("■ 医療機関の位置")
    for x in report["facility_locations"]:
        lines.append(
            f"  {x['published_fy']} {x['facilities']:,} 医療機関: 名称一致 {x['exact']:,}、正規化した名称の一致 {x['normalized']:,}、"
            f"医療情報ネットの登録と照合 {x[LocationBasis.REGISTERED]:,}、国土数値情報 {x[LocationBasis.P04]:,}、"
            f"市区町村の代表点 {x['municipality']:,}、不明 {x['none']:,}(うち2つの資料の位置が違うもの {x['conflict']:,})。"
            f"名称に「病院」「医療センター」を含むもの {x['named_as_hospital']:,} のうち位置が決まったもの {x['named_as_hospital_located']:,}"
        )
    lines.append("■ 病床利用率(試算)の全国値")
    for u in report["utilization"]:
        lines.append(
            f"  {u['fiscal_year']}年度 {bed_names(u['fiscal_year'])[u['bed_function']]}: {u['national']}({u['areas']} 区域、1を超える区域 {u['areas_above_1']})"
        )
    if report["unregistered_sources"]:
        lines.append(
            f"■ 登録簿にない資料: {'、'.join(report['unregistered_sources'])}(data/content/sources.yaml に加えてください)"
        )
    for c in report.get("confirmed", ()):
        lines.append(f"■ 人が確かめた点: {c['doubt']} → {c['reason']}")
    lines.append(f"■ 不具合と扱い({len(report['defects'])}件)")
    for d in report["defects"]:
        lines.append(f"  [{d['source_id']}] {d['location']}: {d['description']} → {d['handling']}")
    return "\n".join(lines)


def _sum_lines(sums: Iterable[dict[str, Any]]) -> Iterable[str]:
    for s in sums:
        if s["different"] or s["incomplete"]:
            names = f"({'、'.join(s['different_areas'][:10])})" if s["different_areas"] else ""
            yield (
                f"  {s['published_fy']} {s['year']}年 {SERIES_JA[s['series']]}: 一致 {s['equal']}、"
                f"不一致 {s['different']}{names}、欠測あり {s['incomplete']}"
            )
    alike = sum(not s["different"] and not s["incomplete"] for s in sums)
    yield f"  ほか {alike} 系列・年は全区域で一致"
