"""好事例ギャラリー in Streamlit's harness: cards, filters, detail, views, a bad file."""

from __future__ import annotations

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from core.content import cases as cases_module
from core.content import load_cases
from core.ui import navigation
from tests.pages.opening import assert_clean, open_page, tables, texts

IDS = {c.name: c.id for c in load_cases().cases}


def gallery(**query: str) -> AppTest:
    return open_page(navigation.GALLERY, **query)


def shown(at: AppTest) -> list[str]:
    """Ids of the cards on the page, in order."""
    return [IDS[s.value] for s in at.header if s.value in IDS]


def test_first_view_shows_all_four_cases_with_their_source():
    at = gallery()
    assert_clean(at)
    assert shown(at) == list(IDS.values())
    words = texts(at)
    assert "マイナ保険証の利用を進めた4事例" in words
    assert "4/4事例を表示" in words
    assert "出典" in words
    for case in load_cases().cases:
        assert f"「{case.headline}」" in words
        assert all(photo.caption in words for photo in case.photos)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "pharmacy"}, ["ik-pharmacy-nakai", "pharcross-haneo"]),
        ({"kind": "clinic,hospital"}, ["fuse-clinic", "sutoh-hospital"]),
        ({"place": "area:1007"}, ["fuse-clinic", "pharcross-haneo"]),
        ({"place": "muni:安中市"}, ["sutoh-hospital"]),
        ({"tactic": "voice"}, ["sutoh-hospital", "pharcross-haneo"]),
        ({"q": "サイネージ"}, ["fuse-clinic", "ik-pharmacy-nakai", "pharcross-haneo"]),
        ({"q": "高齢"}, ["sutoh-hospital"]),
        ({"kind": "no-such", "place": "nowhere", "tactic": "magic"}, list(IDS.values())),
    ],
)
def test_a_link_opens_the_gallery_with_its_filters(query, expected):
    at = gallery(**query)
    assert_clean(at)
    assert shown(at) == expected


def test_filters_narrow_the_cards_and_go_into_the_link():
    at = gallery()
    at.text_input(key="text_q").set_value("納得").run()
    assert shown(at) == ["ik-pharmacy-nakai", "pharcross-haneo"]
    at.button_group(key="pills_tactic").set_value(["own_material"]).run()
    assert shown(at) == ["pharcross-haneo"]
    assert at.query_params["q"] == "納得"
    assert at.query_params["tactic"] == "own_material"
    at.button_group(key="pills_tactic").set_value([]).run()
    at.text_input(key="text_q").set_value("").run()
    assert shown(at) == list(IDS.values())
    assert "tactic" not in at.query_params


def test_nothing_found_says_so_and_what_to_do():
    at = gallery(q="ありえない言葉")
    assert_clean(at)
    assert "条件に合う事例はありません" in texts(at)


@pytest.mark.parametrize("case", load_cases().cases, ids=lambda c: c.id)
def test_detail_shows_every_field(case):
    at = gallery(case=case.id)
    assert_clean(at)
    words = texts(at)
    table = tables(at)[0].to_string()
    expected = [case.headline, case.point, case.talk.how, case.website, "2024年5月31日時点"]
    expected += [d for m in case.measures for d in (m.heading, *m.details)]
    expected += [x for p in case.postings for x in (p.what, p.where, p.wording)]
    expected += [e.text for e in case.effects] + [p.caption for p in case.photos]
    assert [x for x in expected if x not in words] == []
    assert case.person.name in table
    assert case.person.role in table
    assert case.address in table
    assert f"{case.card_readers.count}台" in table
    if not case.card_readers.placement_stated:
        assert "設置場所の記載なし" in table
    if case.location.basis == "municipality":
        assert "市区町村の代表点" in words


def test_unknown_case_leads_back_to_the_list():
    at = gallery(case="no-such-case")
    assert not at.exception
    assert "見つかりません" in at.warning[0].value
    assert shown(at) == list(IDS.values())


@pytest.mark.parametrize("view", ["map", "matrix", "try"])
def test_views_open_by_link(view):
    at = gallery(view=view)
    assert_clean(at)
    assert "出典" in texts(at)


def test_map_table_says_which_points_are_the_address():
    points = tables(gallery(view="map"))[0].set_index("事例")["点の意味"]
    assert points["須藤病院"] == "所在地の位置"
    assert points["布施医院"] == "市区町村の代表点"


def test_trial_list_counts_ticks_and_follows_the_chosen_tactics():
    at = gallery(view="try")
    at.checkbox(key="trial_voice-1").check().run()
    assert "1/" in next(m.value for m in at.markdown if "項目を記入済み" in m.value)
    at = gallery(view="try", tactic="website")
    assert [c.key for c in at.checkbox] == ["trial_website-1"]


def test_ticks_outlive_a_look_at_another_view():
    at = gallery(view="try")
    at.checkbox(key="trial_voice-1").check().run()
    at.button_group(key="segments_view").set_value("cards").run()
    at.button_group(key="segments_view").set_value("try").run()
    assert at.checkbox(key="trial_voice-1").value is True


def test_a_bad_file_is_named_on_the_page_and_the_good_ones_stay(tmp_path, monkeypatch):
    for path in cases_module.CASES_DIR.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = yaml.safe_load((tmp_path / "fuse-clinic.yaml").read_text(encoding="utf-8")) | {"kind": "dentist"}
    (tmp_path / "fuse-clinic.yaml").write_text(yaml.safe_dump(broken, allow_unicode=True), encoding="utf-8")
    monkeypatch.setattr(cases_module.load_cases, "__defaults__", (tmp_path,))
    at = gallery()
    assert not at.exception
    assert "読み込めない事例ファイルが1件" in at.warning[0].value
    said = " ".join(t.value for t in at.text)
    assert "fuse-clinic.yaml" in said
    assert "kind" in said
    assert "pharmacy" in said
    assert shown(at) == ["sutoh-hospital", "ik-pharmacy-nakai", "pharcross-haneo"]


def test_a_supplied_photo_takes_the_place_of_the_placeholder(tmp_path, monkeypatch):
    (tmp_path / "a.png").write_bytes(
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
        b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
    )
    data = yaml.safe_load((cases_module.CASES_DIR / "fuse-clinic.yaml").read_text(encoding="utf-8"))
    data["photos"] = [
        {"caption": "受付での案内", "file": "a.png", "consent": "院長(2026年11月20日)"},
        {"caption": "周知広報物の掲示"},
    ]
    data |= {"source_id": "paper_own", "paper": {"title": "自県の事例集"}, "publisher": "長野県"}
    (tmp_path / "fuse-clinic.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    monkeypatch.setattr(cases_module, "PHOTOS_DIR", tmp_path)
    monkeypatch.setattr(cases_module.load_cases, "__defaults__", (tmp_path,))
    at = gallery(case="fuse-clinic")
    assert_clean(at)
    assert [i.proto.imgs[0].caption for i in at.get("image")] == ["受付での案内(掲載の許可: 院長(2026年11月20日))"]
    words = texts(at)
    assert "写真の説明: 周知広報物の掲示(写真は未収載)" in words
    assert "長野県「自県の事例集」(2024年5月31日時点)" in words, (
        "a paper that the case brings along is cited as any other"
    )


def test_cards_say_the_date_of_the_paper():
    assert "2024年5月31日時点(群馬県健康福祉部)" in texts(gallery())
    assert "2024年5月31日時点(群馬県健康福祉部)" in texts(gallery(view="matrix"))


def test_kind_narrows_the_trial_list_to_what_these_institutions_do():
    """Failed before: 種別 had no effect on 自院で試す."""
    at = gallery(view="try", kind="hospital")
    assert_clean(at)
    tactics = {str(c.key).removeprefix("trial_").rsplit("-", 1)[0] for c in at.checkbox}
    assert tactics == set(load_cases().get("sutoh-hospital").tactics)


def test_a_plan_of_a_case_is_counted_and_outlives_the_list():
    at = gallery(case="sutoh-hospital")
    at.text_input(key="plan_sutoh-hospital_voice-1_who").set_value("受付").run()
    at.number_input(key="plan_sutoh-hospital_before").set_value(12.5).run()
    at.number_input(key="plan_sutoh-hospital_after").set_value(20.0).run()
    at.checkbox(key="trial_voice-1").check().run()
    assert_clean(at)
    assert "利用率 12.5% → 20.0%(+7.5ポイント)" in texts(at)
    at.query_params["case"] = ""
    at.run()
    at.query_params["case"] = "sutoh-hospital"
    at.run()
    assert at.text_input(key="plan_sutoh-hospital_voice-1_who").value == "受付"
    assert at.number_input(key="plan_sutoh-hospital_before").value == 12.5


def test_the_form_names_what_is_missing_and_makes_no_file():
    at = gallery(view="add")
    at.button(key="case_form_send").click().run()
    assert not at.exception
    said = " ".join(e.value for e in at.error)
    assert "「name」" in said
    assert "必須の項目です" in said
    assert not at.success
