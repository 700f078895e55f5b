"""Figures of the committed data that were computed independently before the engine was written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.data.queries import rules as queries
from core.rules import backtest, engine, evidence
from core.rules.choices import COLUMN, Signal
from core.rules.content import load_presets, preset_scenario
from core.rules.findings import findings
from core.rules.model import UNKNOWN
from core.rules.picks import picks
from core.rules.scenario import Scenario
from core.rules.trail import trail
from core.subsidy.bands import load_rules
from core.vocabulary.terms import Noise, Verdict
from tests.measures.test_noise import WARD_2022
from tests.rules.editions import FIRST


@pytest.mark.parametrize(("signal", "tau", "beyond"), [(Signal.TOTAL, 0.154, 24), (Signal.ACUTE, 0.286, 40)])
def test_spread_between_areas_and_areas_beyond_the_95_percent_limit_in_2022(real_facts, signal, tau, beyond):
    table = engine.run(real_facts, Scenario(noise=Noise.BED)).signals
    assert np.sqrt(table.spreads[COLUMN[signal]].tau2) == pytest.approx(tau, abs=5e-4)
    assert int((np.abs(table.column("z", signal)) >= 1.96).sum()) == beyond


@pytest.mark.parametrize(
    ("year", "signal", "auc", "hit"),
    [
        (2022, "z_acute_combined", 0.704, 0.643),
        (2022, "z_acute", 0.698, 0.571),
        (2022, "z_total", 0.639, 0.571),
        (2022, "gap_total", 0.643, 0.607),
        (2022, "z_recovery", 0.472, 0.250),
        (2023, "z_acute_combined", 0.704, 0.607),
        (2023, "z_acute", 0.693, 0.536),
        (2023, "z_total", 0.637, 0.607),
        (2023, "gap_total", 0.631, 0.536),
    ],
)
def test_back_test_of_single_signals(real_facts, year, signal, auc, hit):
    table = backtest.run(engine.run(real_facts, Scenario(year=year, noise=Noise.BED))).signals.set_index("signal")
    assert table.loc[signal, "auc"] == pytest.approx(auc, abs=5e-4)
    assert table.loc[signal, "hit_rate"] == pytest.approx(hit, abs=5e-4)


def test_what_is_scored_and_the_random_baseline(real_facts):
    test = backtest.run(engine.run(real_facts, Scenario()))
    assert (test.scored_prefectures, test.scored_areas, test.scored_designated) == (28, 202, 33)
    assert test.random_rate == pytest.approx(0.351, abs=5e-4)


def test_the_first_edition_s_default_beats_the_single_signals(real_facts):
    test = backtest.run(engine.run(real_facts, FIRST))
    assert test.hit_rate == pytest.approx(0.750, abs=5e-4)
    assert test.auc == pytest.approx(0.723, abs=5e-4)
    assert test.selection_hit_rate >= 0.643


def test_the_first_edition_s_default_on_the_next_year_whose_figures_chose_nothing(real_facts):
    test = backtest.run(engine.run(real_facts, replace(FIRST, year=2023)))
    assert test.hit_rate == pytest.approx(0.714, abs=5e-4)
    assert test.auc == pytest.approx(0.697, abs=5e-4)


def test_no_model_area_is_chosen_without_the_2015_occupancy_and_many_wait_for_it(real_facts):
    """42 in the first edition, which left 高度急性期 out; 藤岡's prefecture says that none of its areas qualify."""
    models = engine.run(real_facts, FIRST).models
    assert int(models.to_settle.sum()) == 47
    assert not models.selected.any()
    assert (models.candidate == UNKNOWN).all()


def test_fitted_weights_hold_on_the_prefecture_left_out(real_facts):
    fitted = backtest.fit(engine.run(real_facts, FIRST))
    assert fitted.hit_left_out == pytest.approx(0.750, abs=5e-4)
    assert fitted.auc_left_out == pytest.approx(0.702, abs=5e-4)
    assert sum(fitted.weights.values()) == pytest.approx(1)


def test_all_areas_prefectures_and_incomplete_lists_are_not_scored(real_facts):
    table = backtest.run(engine.run(real_facts, Scenario())).prefectures.set_index("pref_name")
    assert table.loc["東京都", "status"] == "all"
    assert table.loc["島根県", "status"] == "all"
    assert table.loc["和歌山県", "status"] == "partial"
    assert table.loc["兵庫県", "status"] == "none"
    assert table.loc[["東京都", "和歌山県", "兵庫県"], "hit"].isna().all()
    assert (table["status"] == "scored").sum() == 28


def test_the_gunma_preset_puts_fujioka_in_under_item_4_and_leaves_maebashi_out(real_facts):
    preset = next(p for p in load_presets() if p.id == "gunma")
    result = engine.run(real_facts, preset_scenario(preset))
    assert "1005" in result.model_codes()
    assert "1001" not in result.selected_codes()
    assert [f.verdict for f in findings(result, "1005")] == [
        Verdict.NOT_MET,
        Verdict.TO_CONFIRM,
        Verdict.UNKNOWN,
        Verdict.MET,
    ]
    assert "固定" in trail(result, "1005").answer
    assert "26.4%" in trail(result, "1005").steps[0].sentences[3]
    maebashi = trail(result, "1001")
    assert maebashi.question == "なぜ前橋は推進区域に入らないのか"
    assert "10区域中" in maebashi.answer


def test_evidence_of_fujioka(real_facts):
    found = {f.criterion: f for f in evidence.assess(real_facts, "1005")}
    assert found["inflow_acute"].observed == pytest.approx(0.277185, abs=1e-6)
    assert found["inflow_acute"].verdict is Verdict.MET
    assert found["population_faster_than_pref"].verdict is Verdict.MET
    assert found["inflow_chronic"].verdict is Verdict.UNKNOWN, "12.2% is listed, another 8.8% is not"
    assert "12.2%〜21.0%" in found["inflow_chronic"].sentence


def test_every_preset_runs_and_evidence_cites_known_sources(real_store, real_facts):
    known = set(real_store.frame("SELECT source_id FROM source")["source_id"])
    for preset in load_presets():
        engine.run(real_facts, preset_scenario(preset))
        assert set(preset.sources) <= known
    sources = real_facts.evidence_sources
    assert set(sources) == set(evidence.EVIDENCE)
    assert {s for named in sources.values() for s in named} <= known
    [inflow] = [f for f in evidence.assess(real_facts, "1005") if f.criterion == "inflow_acute"]
    assert inflow.source_ids == sources["inflow_other_pref_acute"] == ("mhlw_r7_flow",)
    assert sources["population_change"] == sources["home_care_growth"] == ("mhlw_r7_demand",)
    assert sources["doctors_per_100_beds"] == sources["utilization_acute"] == ("mhlw_r7_area",)
    assert {band.source_id for band in load_rules().bands if band.confirmed} <= known
    ids = {item.id for item in evidence.load_evidence().items}
    cited = {e for p in load_presets() for n in preset_scenario(p).nominations for e in n.evidence}
    assert cited <= ids


def test_inflow_from_other_prefectures_equals_a_loop_over_the_flow_table(real_store, real_facts):
    rows = real_store.frame("SELECT * FROM flow WHERE direction = 'inflow' AND patient_group = 'acute'")
    totals: dict[str, float] = {}
    for code, partner, share in zip(rows["area_code"], rows["partner_area_code"], rows["share"], strict=True):
        totals[code] = totals.get(code, 0.0) + (share if partner[:2] != code[:2] else 0.0)
    column = real_facts.evidence["inflow_other_pref_acute"].dropna()
    assert column.to_dict() == pytest.approx(totals)


def test_queries_state_their_sources(real_store):
    for query in (queries.rule_beds, queries.rule_report_rates, queries.rule_utilization, queries.evidence):
        assert query(real_store).source_ids


@pytest.mark.parametrize(
    ("required", "picked", "correct", "f1"), [(True, 23, 4, 8 / (23 + 33)), (False, 40, 16, 32 / (40 + 33))]
)
def test_picks_that_need_a_verdict_meet_the_real_designation_worse(real_facts, required, picked, correct, f1):
    found = picks(real_facts, Scenario(requires_verdict=required))
    assert (found.prefectures, found.picked, found.correct, found.real) == (28, picked, correct, 33)
    assert found.f1.value == pytest.approx(f1)
    assert found.f1.low < f1 < found.f1.high


def test_the_default_ranks_by_ward_noise_and_picks_70_areas(real_facts):
    result = engine.run(real_facts, Scenario())
    assert len(result.selected_codes()) == 70
    test = backtest.run(result)
    assert (test.hit_rate, test.auc) == (pytest.approx(0.643, abs=5e-4), pytest.approx(0.723, abs=5e-4))
    later = backtest.run(engine.run(real_facts, Scenario(year=2023)))
    assert (later.hit_rate, later.auc) == (pytest.approx(0.643, abs=5e-4), pytest.approx(0.721, abs=5e-4))


@pytest.mark.parametrize(("signal", "phi", "tau", "beyond"), WARD_2022)
def test_ward_noise_of_2022(real_facts, signal, phi, tau, beyond):
    table = engine.run(real_facts, Scenario()).signals
    spread = table.spreads[COLUMN[signal]]
    assert spread.phi == pytest.approx(phi, abs=0.5 if phi > 100 else 0.05)
    assert np.sqrt(spread.tau2) == pytest.approx(tau, abs=5e-4)
    assert int((np.abs(table.column("z", signal)) >= 1.96).sum()) == beyond


@pytest.mark.parametrize(("noise", "total", "functions"), [(Noise.BED, 24, 139), (Noise.WARD, 15, 69)])
def test_areas_to_confirm_in_2022_on_public_figures_alone(real_facts, noise, total, functions):
    frame = engine.run(real_facts, Scenario(noise=noise)).frame()
    assert frame["total_gap"].value_counts().to_dict() == {"not_met": 339 - total, "to_confirm": total}
    assert frame["function_gap"].value_counts().to_dict() == {"not_met": 339 - functions, "to_confirm": functions}
