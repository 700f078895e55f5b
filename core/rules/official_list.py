"""The list of areas in the ministry's order and form: prefectures and areas in code order, 【】, ● for モデル推進区域."""

from __future__ import annotations

from core.rules.engine import Result

LEGEND = "●はモデル推進区域(推進区域でもある)"


def lines(result: Result) -> list[tuple[str, str]]:
    """(都道府県, 【区域、●区域】) for every prefecture in code order; a prefecture without any has 【―】."""
    rows: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    areas = result.facts.areas
    columns = (areas[c].tolist() for c in ("pref_code", "pref_name", "area_name"))
    flags = (result.selection.selected.tolist(), result.models.selected.tolist())
    for pref_code, pref_name, area_name, suishin, model in zip(*columns, *flags, strict=True):
        names[pref_code] = pref_name
        listed = rows.setdefault(pref_code, [])
        if suishin:
            listed.append(("●" if model else "") + area_name)
    return [(names[p], f"【{'、'.join(rows[p]) or '―'}】") for p in sorted(rows)]


def text(result: Result) -> str:
    """The whole list as text to copy, with its heading and counts."""
    suishin, model = len(result.selected_codes()), len(result.model_codes())
    head = f"{result.scenario.name}(試算): 推進区域 {suishin}区域、うちモデル推進区域 {model}区域\n{LEGEND}\n"
    return head + "\n".join(f"{pref}{areas}" for pref, areas in lines(result)) + "\n"
