"""Results as tables that people read: Japanese headings, units in the heading, missing values as words.

One builder per table; the screen shows the same frames that the files hold.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from core import parameters
from core.parameters import rules_date
from core.rules import grounds, wording
from core.rules.choices import Signal
from core.rules.compare import CHANGE_LABEL
from core.rules.engine import Result
from core.rules.entries import OCCUPANCY
from core.rules.findings import criterion_finding
from core.rules.model import CRITERIA, VERDICTS, Criterion
from core.rules.scenario import Weights
from core.rules.signals import COLUMN
from core.vocabulary import labels
from core.vocabulary.terms import Verdict

IN_MODEL, IN_SUISHIN, IN_NONE = "モデル推進区域", "推進区域", "―"


def standing(result: Result) -> np.ndarray:
    """`モデル推進区域` / `推進区域` / `―` per area."""
    return np.where(result.models.selected, IN_MODEL, np.where(result.selection.selected, IN_SUISHIN, IN_NONE)).astype(
        object
    )


def criteria_table(result: Result) -> pd.DataFrame:
    """339 areas × ①②③④: one row per area in code order.

    Columns: 区域コード, 都道府県, 構想区域, ①–④ (該当 / 非該当 / 判定不能), 結果, z 合計, z 高度急性期+急性期, z 慢性期,
    スコア, 県内順位 (null without a score), 決め方, 実際の指定.
    """
    facts, verdicts, table = result.facts, result.verdicts, result.signals
    data: dict[str, object] = {
        "区域コード": facts.codes,
        "都道府県": facts.areas["pref_name"].to_numpy(),
        "構想区域": facts.areas["area_name"].to_numpy(),
    }
    words = np.array([labels.VERDICT["not_met"], labels.VERDICT["met"], labels.VERDICT["unknown"]], dtype=object)
    for i, criterion in enumerate(CRITERIA):
        data[wording.CRITERION[criterion]] = words[verdicts.by_criterion[:, i]]
    data |= {
        "結果": standing(result),
        "z 合計": table.z[:, COLUMN[Signal.TOTAL]],
        "z 高度急性期+急性期": table.z[:, COLUMN[Signal.ACUTE_COMBINED]],
        "z 慢性期": table.z[:, COLUMN[Signal.CHRONIC]],
        "スコア": result.selection.score.value,
        "県内順位": pd.array(np.where(result.selection.rank > 0, result.selection.rank, -1), dtype="Int64"),
        "決め方": [wording.BASIS[b] for b in result.selection.basis],
        "実際の指定": [labels.DESIGNATION.get(facts.designation.get(c, ""), "") for c in facts.codes],
    }
    frame = pd.DataFrame(data)
    frame["県内順位"] = frame["県内順位"].where(frame["県内順位"] > 0)
    return frame


def signal_rows(result: Result, area_code: str) -> pd.DataFrame:
    """What ① and ② look at in one area: one row per signal (the total, then those of ②).

    Columns: signal (`Signal`), label, reported, required, expected (床, NaN when missing), z, threshold, verdict (met / not_met / unknown).
    """
    i, table = result.row(area_code), result.signals
    rows = []
    for signal in (Signal.TOTAL, *result.scenario.functions):
        k = COLUMN[signal]
        figures = {name: float(getattr(table, name)[i, k]) for name in ("reported", "required", "expected", "z")}
        rows.append(
            {
                "signal": signal,
                "label": f"{'①' if signal is Signal.TOTAL else '②'} {wording.SIGNAL[signal]}",
                **figures,
                "threshold": result.scenario.thresholds.of(signal),
                "verdict": Verdict(VERDICTS[result.verdicts.by_signal[i, k]]),
            }
        )
    return pd.DataFrame(rows)


def explanations(result: Result, criterion: Criterion, rows: list[int] | None = None) -> pd.DataFrame:
    """One row per area for one criterion: 区域コード, 都道府県, 構想区域, 判定, 見たもの, 値, しきい値, 説明, 判定に必要なデータ."""
    records = []
    for i in range(len(result.facts.codes)) if rows is None else rows:
        finding = criterion_finding(result, i, criterion)
        area = result.facts.areas.iloc[i]
        records.append(
            (
                finding.area_code,
                area["pref_name"],
                area["area_name"],
                labels.VERDICT[finding.verdict],
                wording.SIGNAL.get(finding.subject, finding.subject),
                finding.observed,
                finding.threshold.value if finding.threshold else None,
                finding.sentence,
                finding.needed,
            )
        )
    columns = ["区域コード", "都道府県", "構想区域", "判定", "見たもの", "値", "しきい値", "説明", "判定に必要なデータ"]
    return pd.DataFrame(records, columns=columns).astype({"値": "float64", "しきい値": "float64"})


def all_explanations(result: Result) -> pd.DataFrame:
    """339 × 4 rows: `explanations` of every criterion with the column 事項 in front, areas in code order."""
    parts = []
    for order, criterion in enumerate(CRITERIA):
        part = explanations(result, criterion)
        part.insert(0, "事項", wording.CRITERION[criterion])
        parts.append(part.assign(order=order))
    frame = pd.concat(parts).sort_values(["区域コード", "order"], kind="stable", ignore_index=True)
    return frame.drop(columns="order")


def comparison_table(compared: pd.DataFrame) -> pd.DataFrame:
    """`core.rules.compare.compare` with Japanese headings: 区域コード, 都道府県, 構想区域, 推進区域, モデル推進区域, scores, ranks."""
    return pd.DataFrame(
        {
            "区域コード": compared["area_code"],
            "都道府県": compared["pref_name"],
            "構想区域": compared["area_name"],
            "推進区域": compared["change"].map(CHANGE_LABEL),
            "モデル推進区域": compared["model_change"].map(CHANGE_LABEL),
            "スコア(比較元)": compared["score_first"],
            "スコア(いま)": compared["score_second"],
            "県内順位(比較元)": compared["rank_first"],
            "県内順位(いま)": compared["rank_second"],
            "決め方(比較元)": compared["basis_first"].map(wording.BASIS),
            "決め方(いま)": compared["basis_second"].map(wording.BASIS),
        }
    )


def _weights(w: Weights) -> str:
    relative = (
        f"合計 {w.total:g}、機能別の最大 {w.functions:g}、高度急性期+急性期 {w.acute_combined:g}、慢性期 {w.chronic:g}"
    )
    return f"{relative}、③ +{w.revalidation:g}、④ +{w.nomination:g}"


def scenario_table(result: Result) -> pd.DataFrame:
    """The choices behind a result as 項目 / 値, and the laid-down values with their sources, so that a file explains itself."""
    s = result.scenario
    rows = [
        ("シナリオ", s.name),
        ("説明", s.note),
        ("対象年(実績)", labels.wareki(s.year)),
        ("比べる相手", wording.REFERENCE[s.reference]),
        ("方向", wording.DIRECTION[s.direction]),
        ("報告率による補正", "する" if s.report_rate_correction else "しない"),
        ("①のしきい値(z)", f"{s.thresholds.total:.2f}"),
        ("②で見る機能", "、".join(wording.SIGNAL[f] for f in s.functions)),
        ("②のしきい値(z)", "、".join(f"{wording.SIGNAL[f]} {s.thresholds.of(f):.2f}" for f in s.functions)),
        (
            "重み",
            _weights(s.weights),
        ),
        (
            "都道府県あたりの数",
            f"{s.bounds.minimum}〜{s.bounds.maximum}区域(下限を超える区域はスコア {s.bounds.second_score:.2f} 以上)",
        ),
        ("モデル推進区域の数", f"{s.model_bounds.minimum}〜{s.model_bounds.maximum}区域"),
    ]
    names = result.facts.areas["area_name"]
    rows += [("固定", f"{names[p.area_code]}({wording.LEVEL[p.level]}): {p.reason}") for p in s.pins]
    rows += [("除外", f"{names[e.area_code]}: {e.reason}") for e in s.exclusions]
    rows += [("④の推薦", f"{names[n.area_code]}: {n.reason}") for n in s.nominations]
    rows += [
        ("取り組もうとしている区域", f"{names[p.area_code]}({wording.PREPARATION[p.kind]}): {p.reason}")
        for p in s.preparing
    ]
    for label, entries in (
        ("③の表", s.revalidation),
        (parameters.words(OCCUPANCY), s.occupancy_2015),
        ("差異分析で説明できる床数", s.explained),
    ):
        rows.append((label, f"{len(entries)}行" if entries else "取り込みなし"))
    rows.append(("規則の基準日", rules_date().isoformat()))
    rows += [("規則の値と根拠", ground.sentence) for ground in grounds.of_scenario(s)]
    return pd.DataFrame(rows, columns=["項目", "値"])
