"""The choices of a scenario: presets in a row, the rest in a column beside the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from core import parameters
from core.errors import UserError
from core.measures import funnel
from core.parameters import Key
from core.rules import wording
from core.rules.choices import FUNCTION_SIGNALS, GapDirection, Signal
from core.rules.content import load_presets, preset_scenario
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.text.outside import Outside
from core.ui import cached, draw
from core.ui.simulator import runs, state
from core.ui.state import own_part
from core.views.simulator import required as required_view
from core.views.words import say
from core.vocabulary import labels

E = TypeVar("E", bound=StrEnum)

_WEIGHTS = {
    "total": ("合計の z", "事項①の差異"),
    "functions": ("機能別の最大の z", "事項②で見る機能のうち最も大きいもの"),
    "acute_combined": ("高度急性期+急性期の z", "急性期側の過剰"),
    "chronic": ("慢性期の z", "慢性期の過剰"),
}
_ADDED = {"revalidation": "③に該当したときの加点(z)", "nomination": "④に該当したときの加点(z)"}


def presets() -> None:
    """A row of presets; one click takes its scenario over. Drawn after the choices, so that it marks what they come to."""
    items = {p.id: p for p in load_presets()}
    names = {p.id: preset_scenario(p).name for p in items.values()}
    match = state.matching_preset(state.current())
    widget = state.key("preset")

    def chosen() -> None:
        picked = st.session_state[widget]
        if picked:
            state.take(preset_scenario(items[picked]))

    st.session_state[widget] = match.id if match else None
    left, right = st.columns([9, 4], vertical_alignment="bottom")
    left.segmented_control("見本から始める", list(items), format_func=names.__getitem__, key=widget, on_change=chosen)
    with right:
        changed = say("「", Outside(state.current().name), "」: 見本から条件を変えています。見本を押すと元に戻ります。")
        draw.caption(items[match.id].summary if match else changed)


def choose() -> UserError | None:
    """Take what the widgets describe into the scenario in hand; contradictory choices are returned and change nothing."""
    current = state.current()
    try:
        scenario = replace(
            current,
            **_basis(state.start()),
            thresholds=_thresholds(current.thresholds, wording.signals(state.start().year)),
            functions=_functions(state.start()),
            **_weights(current),
            **_bounds(current),
            model_bounds=_model_bounds(current.model_bounds),
        )
        if scenario != current:
            runs.check(scenario)  # another year may have no 報告率, or another gap than a worksheet explains
    except UserError as error:
        return error
    if scenario != current:
        state.change(scenario)
    return None


def _part(label: str, name: str) -> ExpanderContainer:
    """An expander whose widgets are made only while it is open (`.open`); closed, the scenario's values stand."""
    return st.expander(label, key=state.key(f"part_{name}"), on_change=own_part)


def _one_of(key: str, label: str, start: E, words: Mapping[str, str], help_text: str | None = None) -> E:
    """One member of the enumeration that `start` belongs to."""
    members = list(type(start))
    return st.selectbox(
        label,
        members,
        index=members.index(start),
        format_func=words.__getitem__,
        on_change=own_part,
        key=state.key(key),
        help=help_text,
    )


def _basis(start: Scenario) -> dict[str, Any]:
    years = cached.reported_years()[::-1]
    year = st.selectbox(
        "対象年(実績)",
        years,
        index=years.index(start.year) if start.year in years else 0,
        format_func=labels.wareki,
        on_change=own_part,
        key=state.key("year"),
        help=parameters.parameter(Key.DEFAULT_YEAR).note,
    )
    reference = _one_of(
        "reference",
        "比べる相手",
        start.reference,
        wording.REFERENCE,
        "見込まれる病床数 E = 必要量 × (相手の報告病床数の合計 ÷ 必要量の合計)",
    )
    noise = _one_of(
        "noise",
        "ばらつきの見方",
        start.noise,
        labels.NOISE,
        "病床は病棟ごとに増減するため、小さい区域は1病棟で大きく動きます。「床」は1床ずつ増減するとみなし、小さい区域ほど z が大きくなります。",
    )
    direction = _one_of("direction", "①②で見る方向", start.direction, wording.DIRECTION)
    correction = st.toggle(
        "報告率で補正する",
        start.report_rate_correction,
        on_change=own_part,
        key=state.key("correction"),
        help="報告病床数をその年の報告率で割ります。",
    )
    return {
        "year": year,
        "reference": reference,
        "noise": noise,
        "direction": direction,
        "report_rate_correction": correction,
    }


def _thresholds(now: Thresholds, called: Mapping[str, str]) -> Thresholds:
    part = _part("しきい値(z)", "thresholds")
    if not part.open:
        return now
    with part:
        st.caption("①②の要確認・該当・非該当だけが変わります。選ばれる区域は、下の「重み」の順位で決まります。")
        outside = "、".join(f"{z:.2f}は約{funnel.share_within(z)}" for z in funnel.limits())
        st.caption(f"z = ln((報告+½)/(見込み+½)) ÷ √(φ/(見込み+½) + τ²)。{outside}の範囲の外。")
        values = {
            signal.value: st.number_input(
                f"{'①' if signal is Signal.TOTAL else '②'} {called[signal]}",
                0.0,
                20.0,
                now.of(signal),
                0.01,
                on_change=own_part,
                key=state.key(f"threshold_{signal.value}"),
            )
            for signal in Signal
        }
    return Thresholds(**values)


def _functions(start: Scenario) -> tuple[Signal, ...]:
    chosen = st.pills(
        "②で見る機能",
        list(FUNCTION_SIGNALS),
        selection_mode="multi",
        default=list(start.functions),
        format_func=wording.signals(start.year).__getitem__,
        on_change=own_part,
        key=state.key("functions"),
        wrap=True,
    )
    return tuple(s for s in FUNCTION_SIGNALS if s in chosen)


def _weights(current: Scenario) -> dict[str, Any]:
    now, part = current.weights, _part("重み(優先スコア)", "weights")
    if not part.open:
        return {"weights": now}
    with part:
        st.caption("スコア = z の加重平均 + ③・④の加点。判定不能の③・④は加点しません。")
        values = {
            name: st.number_input(
                label,
                0.0,
                10.0,
                getattr(now, name),
                0.1,
                on_change=own_part,
                key=state.key(f"weight_{name}"),
                help=text,
            )
            for name, (label, text) in _WEIGHTS.items()
        }
        values |= {
            name: st.number_input(
                label, 0.0, 10.0, getattr(now, name), 0.1, on_change=own_part, key=state.key(f"weight_{name}")
            )
            for name, label in _ADDED.items()
        }
        direction = st.selectbox(
            "順位で見る方向",
            list(GapDirection),
            index=list(GapDirection).index(current.ranking_direction),
            format_func=lambda d: wording.DIRECTION[d],
            on_change=own_part,
            key=state.key("ranking_direction"),
            help="①②の判定とは別に、スコアが z のどちら側を上位にするか。",
        )
    return {"weights": Weights(**values), "ranking_direction": direction}


def _bounds(current: Scenario) -> dict[str, Any]:
    now, part = current.bounds, _part("都道府県あたりの数", "bounds")
    if not part.open:
        return {"bounds": now}
    with part:
        low = st.number_input("下限(区域)", 0, 30, now.minimum, on_change=own_part, key=state.key("minimum"))
        high = st.number_input("上限(区域)", 0, 30, now.maximum, on_change=own_part, key=state.key("maximum"))
        second = st.number_input(
            "下限を超える区域に必要なスコア",
            -20.0,
            20.0,
            now.second_score,
            0.1,
            on_change=own_part,
            key=state.key("second"),
            help="0 は、比べる相手の報告のされ方を上回ること。",
        )
        required = st.toggle(
            "①②が要確認か該当の区域だけを選ぶ",
            current.requires_verdict,
            on_change=own_part,
            key=state.key("requires_verdict"),
        )
        draw.caption(
            *required_view.warning(*(runs.picks(replace(current, requires_verdict=on)) for on in (True, False)))
        )
    return {"bounds": Bounds(minimum=low, maximum=high, second_score=second), "requires_verdict": required}


def _model_bounds(now: ModelBounds) -> ModelBounds:
    part = _part("モデル推進区域の数(全国)", "model_bounds")
    if not part.open:
        return now
    with part:
        low = st.number_input("下限(モデル)", 0, 339, now.minimum, on_change=own_part, key=state.key("model_minimum"))
        high = st.number_input("上限(モデル)", 0, 339, now.maximum, on_change=own_part, key=state.key("model_maximum"))
    return ModelBounds(minimum=low, maximum=high)
