"""推薦調書: the prefecture's answer to the ministry, filled in from a scenario for one area, in the words of the printed form."""

from __future__ import annotations

from typing import Final

from core.rules import evidence, wording
from core.rules.engine import Result
from core.rules.model import CRITERIA, MARK, OFFICIAL, VERDICTS, Criterion
from core.text.outside import Outside
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.sources import Sources
from core.views.table import Cell, Column, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import Verdict

NAME: Final = "推薦調書"
#: The form that Gunma answered in 2024; no other print of it is at hand.
SOURCE: Final = "gunma_2024_fujioka"
#: Criteria as the form prints them: ① says 総病床数 where the notice says 合計病床数.
PRINTED: Final = {
    criterion: OFFICIAL[criterion].replace("合計病床数", "総病床数")
    if criterion is Criterion.TOTAL_GAP
    else OFFICIAL[criterion]
    for criterion in CRITERIA
}
_BLANK: Final = Status("未記入")
_COLUMNS: Final = (Column(name="item", label="項目", wide=True), Column(name="entry", label="記載", wide=True))
_NOTE: Final = (
    "①〜④の文言は群馬県の回答様式に印刷されたもの。書き込む文はシミュレーターの「推薦調書」「固定・推薦・取込」「区域の理由」で入れた推薦・要望の理由で、"
    "試算が書き加えることはない。①②の「要確認」は公表値だけの判定で、差異分析を終えるまで理由には数えない。"
)


def section(result: Result, area_code: str) -> Section:
    """Both halves of the form and what could be cited. Raises UserError for an unknown code."""
    i = result.row(area_code)
    name = str(result.facts.areas["area_name"].iloc[i])
    label = labels.area(name, str(result.facts.areas["pref_name"].iloc[i]))
    named = Sources((SOURCE, *origins(result, "beds", "utilization").ids))
    return Section(
        anchor="form",
        title=f"{NAME}: {label}",
        lead=_lead(result, area_code),
        tables=(
            _suishin(result, i, area_code, name, named),
            _model(result, area_code, name, named),
            _offered(result, area_code, label),
        ),
        notes=(_NOTE,),
    )


def _lead(result: Result, area_code: str) -> Words:
    missing = [
        word
        for word, there in (
            ("④の具体的な理由", _nomination(result, area_code) is not None),
            ("モデル推進区域の理由", _request(result, area_code) is not None or area_code not in result.model_codes()),
        )
        if not there
    ]
    if not missing:
        return say("書き込む理由は", strong("そろっています"), "。")
    return say("まだ書いていないもの: ", strong("、".join(missing)), "。")


def _nomination(result: Result, area_code: str) -> str | None:
    return next((n.reason for n in result.scenario.nominations if n.area_code == area_code), None)


def _request(result: Result, area_code: str) -> str | None:
    return next((r.reason for r in result.scenario.model_requests if r.area_code == area_code), None)


def _suishin(result: Result, i: int, area_code: str, name: str, sources: Sources) -> Table:
    reason = _nomination(result, area_code)
    verdicts = {c: VERDICTS[result.verdicts.of(c)[i]] for c in CRITERIA}
    chosen = "".join(MARK[c] for c in CRITERIA if verdicts[c] == Verdict.MET)
    rows: list[tuple[Cell, ...]] = [
        ("1 検討されている推進区域（仮称）", f"{name}構想区域"),
        ("2 推進区域（仮称）を選定する理由", chosen or _BLANK),
        *(
            (f"{MARK[c]}{PRINTED[c]}", wording.verdicts(result, c)[i])
            for c in CRITERIA
        ),
        ("3 上記④の具体的な理由", Outside(reason) if reason else _BLANK),
    ]  # fmt: skip
    return table("suishin", f"推進区域（仮称）: {name}", _COLUMNS, rows, sources)


def _model(result: Result, area_code: str, name: str, sources: Sources) -> Table:
    reason = _request(result, area_code)
    named = reason is not None or area_code in result.model_codes()
    rows: list[tuple[Cell, ...]] = [
        ("1 検討されているモデル推進区域（仮称）", f"{name}構想区域" if named else Status("検討なし")),
        ("2 区域を選定する理由", Outside(reason) if reason else _BLANK if named else Status("検討なし")),
    ]
    return table("model", f"モデル推進区域（仮称）: {name}", _COLUMNS, rows, sources)


def _offered(result: Result, area_code: str, label: str) -> Table:
    """Evidence that the reason under ④ can cite, with what the nomination already cites marked."""
    cited = {e for n in result.scenario.nominations if n.area_code == area_code for e in n.evidence}
    found = [f for f in evidence.assess(result.facts, area_code) if f.verdict is Verdict.MET]
    rows = []
    for f in found:
        named = evidence.evidence_label(f.criterion)
        rows.append((named, f.sentence.removeprefix(f"{named}: "), "引用済み" if f.criterion in cited else "引用なし"))
    columns = (
        Column(name="label", label="根拠", wide=True),
        Column(name="sentence", label="値と目安", wide=True),
        Column(name="cited", label="引用"),
    )
    ids = tuple(dict.fromkeys(i for f in found for i in f.source_ids)) or (SOURCE,)
    return table("offered", f"④の理由に書ける根拠: {label}", columns, rows, Sources(ids))
