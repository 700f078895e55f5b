"""Scenarios of the first edition (`suishin-scenario/1`): read with the values that were the defaults then.

Links of that edition carry only what differed from its defaults, and no name of the format; files may leave fields out too. So
what is missing is filled from `data/content/scenario_first_edition.yaml`, not from the defaults of today, and what the first
edition did without a choice (noise by the bed, ranking by the direction) is written out as a choice of now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from core.errors import UserError
from core.reading.base import CONTENT_DIR, Content, Text
from core.reading.files import load
from core.reading.refusals import refusals, told
from core.rules.choices import GapDirection
from core.rules.scenario import Scenario
from core.vocabulary.terms import Noise

SCHEMA: Final = "suishin-scenario/1"
DEFAULTS_FILE: Final = CONTENT_DIR / "scenario_first_edition.yaml"
_READER: TypeAdapter[Scenario] = TypeAdapter(Scenario)


class FirstEdition(Content):
    """The whole of scenario_first_edition.yaml: fields with their defaults, and names that are not used any more."""

    fields: dict[str, Any]
    renamed: dict[str, Text]


def _known() -> FirstEdition:
    """The file, once it is sure that a scenario can be filled from it. Raises UserError that names it, not the scenario."""
    known = load(FirstEdition, DEFAULTS_FILE)
    of, hint = f"{DEFAULTS_FILE.name}: fields", "プログラムと一緒に配られたファイルです。取得し直してください。"
    if lacking := [name for name in ("name", "direction") if name not in known.fields]:
        raise UserError(f"{of} に {'、'.join(lacking)} がありません。", hint)
    try:
        _READER.validate_python(known.fields)
    except ValidationError as error:
        raise UserError(told(refusal.line(of) for refusal in refusals(Scenario, error))[0], hint) from error
    return known


def renewed(data: Mapping[str, Any], schema: str) -> dict[str, Any]:
    """Plain values of the first edition as those of today, to be checked by the reader of today.

    Raises UserError for a field that the first edition did not have. `schema`: the format of today, for its advice.
    """
    known = _known()
    later = [f.name for f in fields(Scenario) if f.name in data and f.name not in known.fields]
    if later:
        raise UserError(
            "\n".join(f"シナリオの {name}: 形式 {SCHEMA} にない項目です。" for name in later),
            f'新しい項目を使うときは、"schema": "{schema}" と書いてください(schema がないものは {SCHEMA} として読みます)。',
        )
    filled = {**known.fields, **{name: _filled(known.fields.get(name), value) for name, value in data.items()}}
    if filled["direction"] in list(GapDirection):
        filled["ranking_direction"] = filled["direction"]
    if isinstance(filled["name"], str):
        filled["name"] = known.renamed.get(filled["name"], filled["name"])
    return filled | {"noise": Noise.BED.value, "converted_from": SCHEMA}


def _filled(default: Any, value: Any) -> Any:
    """A group with its missing items; all else as it is, for the reader to judge."""
    return {**default, **value} if isinstance(default, dict) and isinstance(value, dict) else value


def changes(scenario: Scenario) -> tuple[str, ...]:
    """What a reader of an old link or file must know; nothing for a scenario of today."""
    if scenario.converted_from != SCHEMA:
        return ()
    told = [
        (
            f"このシナリオは第1版の形式({SCHEMA})から開きました。年、重み、2か所目の基準、見る方向、ばらつきの見方(床)は"
            "第1版のときのままなので、条件を変えなければ、スコアと県内の順位、選ばれる推進区域は第1版と同じです。"
        ),
    ]
    told.append(
        "①②は、z がしきい値に達しても「該当」ではなく「要確認」です。差異分析ワークシートの説明できない残りがしきい値に達すると「該当」、"
        "達しないと「非該当」になります。"
    )
    if scenario.nominations:
        told.append(
            "④は、推薦した県のほかの区域を非該当とせず、判定不能とします。「この県の④の推薦はこれで全部」と確認すると非該当になります。"
        )
    if scenario.revalidation:
        told.append(
            "③は、書かれた医療機関がすべて検証済の区域を非該当とせず、判定不能とします。「この県の③の表はこれで全部」と確認すると非該当になります。"
        )
    told.append(
        "モデル推進区域は、高度急性期を除かずに判定不能として数え、県の要望(経路C)を加え、群馬県の資料の「県内に該当なし」を入れました。"
        + ("報告率による補正は、比べる両側に使います。" if scenario.report_rate_correction else "")
    )
    if scenario.name in load(FirstEdition, DEFAULTS_FILE).renamed.values():
        told.append("第1版で既定だった名前は国の方針のように読めるため、名前を改めました。")
    return tuple(told)
