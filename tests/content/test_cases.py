"""The four 好事例 hold every field of Gunma's paper, and wrong files are named without breaking the rest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from PIL import Image

from core.content import cases, load_cases, load_tactics
from core.content.cases import CASES_DIR, CaseKind
from core.errors import UserError
from core.reading.files import load

#: Typed by hand from the prefecture's paper (as of 2024-05-31).
FACTS = {
    "fuse-clinic": {
        "kind": CaseKind.CLINIC,
        "name": "布施医院",
        "person": ("院長", "布施正博"),
        "readers": (1, "受付横"),
        "postal_code": "",
        "address": "吾妻郡草津町草津462-58",
        "municipality": "草津町",
        "area_code": "1007",
        "website": "https://fuseclinic.jp/",
        "headline": "マイナ保険証の導入により患者の費用負担軽減を",
        "photos": ("受付での案内", "周知広報物の掲示"),
        "tactics": {"benefit", "leader", "posting", "placement", "website"},
        "says": (
            "院長",
            "ポスター",
            "説明書き",
            "ホームページ",
            "特定健診",
            "お薬",
            "限度額",
            "負担額が安く",
            "号令",
            "粘り強く",
        ),
    },
    "sutoh-hospital": {
        "kind": CaseKind.HOSPITAL,
        "name": "須藤病院",
        "person": ("院長", "須藤雄仁"),
        "readers": (3, "総合案内の前(3台すべて)"),
        "postal_code": "",
        "address": "安中市安中3532-5",
        "municipality": "安中市",
        "area_code": "1004",
        "website": "https://med.wind.ne.jp/sutoh-hp/",
        "headline": "日々の声かけと、操作補助により積極的な利用を促す",
        "photos": ("総合案内前に設置",),
        "tactics": {"voice", "hands_on", "placement"},
        "says": ("高齢", "抵抗", "苦手", "入力誤り", "他院の処方", "感染", "時間短縮", "利用率"),
    },
    "ik-pharmacy-nakai": {
        "kind": CaseKind.PHARMACY,
        "name": "アイケイ薬局 中居店",
        "person": ("開設者", "株式会社 サンアイエム企画"),
        "readers": (1, "処方箋の受付・認証機の窓口"),
        "postal_code": "370-0852",
        "address": "群馬県高崎市中居町4-17-12",
        "municipality": "高崎市",
        "area_code": "1004",
        "website": "https://ikph.jp/",
        "headline": "処方箋受取り窓口までの導線を利用し広報物を掲示",
        "photos": (),
        "tactics": {"posting", "flow_line"},
        "says": ("デジタルサイネージ", "総合案内", "認証機", "必ず通る", "納得", "理解"),
    },
    "pharcross-haneo": {
        "kind": CaseKind.PHARMACY,
        "name": "ファークロス薬局 羽根尾",
        "person": ("開設者", "株式会社ユニスマイル"),
        "readers": (1, "受付・認証機の窓口"),
        "postal_code": "377-1307",
        "address": "群馬県吾妻郡長野原町大字羽根尾暮坪713-4",
        "municipality": "長野原町",
        "area_code": "1007",
        "website": "https://unismile.co.jp/",
        "headline": "積極的な声掛けで利用を促す",
        "photos": ("周知広報物の掲示（独自）", "利用者への声かけ"),
        "tactics": {"voice", "premise", "posting", "own_material"},
        "says": (
            "マイナンバーカードをお持ちですか？",
            "マイナンバーカードで保険証確認できるようになりました。顔認証又は暗証番号をご利用いただけます。ぜひご活用を！",
            "受付・認証機の前",
            "既存の周知広報物",
            "納得",
        ),
    },
}


def test_shipped_cases_are_the_four_and_none_is_skipped():
    shelf = load_cases()
    assert [c.id for c in shelf.cases] == list(FACTS)
    assert shelf.problems == ()


@pytest.mark.parametrize("case_id", FACTS)
def test_every_field_of_the_paper_is_there(case_id):
    case, fact = load_cases().get(case_id), FACTS[case_id]
    assert (case.kind, case.name, case.address, case.municipality) == (
        fact["kind"],
        fact["name"],
        fact["address"],
        fact["municipality"],
    )
    assert (case.person.role, case.person.name) == fact["person"]
    assert (case.card_readers.count, case.card_readers.placement) == fact["readers"]
    assert (case.postal_code, case.area_code, case.website) == (fact["postal_code"], fact["area_code"], fact["website"])
    assert case.headline == fact["headline"]
    assert tuple(p.caption for p in case.photos) == fact["photos"]
    assert set(case.tactics) == fact["tactics"]
    assert (str(case.as_of), case.publisher, case.source_id) == (
        "2024-05-31",
        "群馬県健康福祉部",
        "gunma_2024_mynahoken",
    )
    whole = (CASES_DIR / f"{case_id}.yaml").read_text(encoding="utf-8")
    assert [word for word in fact["says"] if word not in whole] == []
    assert case.point
    assert case.talk.how
    assert case.effects


def test_points_say_whether_they_are_the_address_or_only_the_municipality():
    basis = {c.id: c.location.basis for c in load_cases().cases}
    assert basis == {
        "fuse-clinic": "municipality",
        "sutoh-hospital": "address",
        "ik-pharmacy-nakai": "municipality",
        "pharcross-haneo": "municipality",
    }


def test_tactics_named_in_the_design_exist_and_have_steps_to_try():
    labels = {t.label for t in load_tactics()}
    assert {"声かけ", "操作補助", "掲示・サイネージ", "動線", "ホームページ", "院長主導", "独自広報物"} <= labels
    assert all(t.checklist for t in load_tactics())


def test_template_becomes_a_valid_case_once_copied(tmp_path):
    shutil.copy(CASES_DIR / "_template.yaml", tmp_path / "yamada-clinic.yaml")
    shelf = load_cases(tmp_path)
    assert shelf.problems == ()
    assert shelf.cases[0].id == "yamada-clinic"


def test_template_and_tactics_files_are_no_cases():
    assert not {"yamada-clinic"} & {c.id for c in load_cases().cases}


def good() -> dict:
    """Plain data of a valid case."""
    return yaml.safe_load((CASES_DIR / "fuse-clinic.yaml").read_text(encoding="utf-8")) | {"id": "new-case"}


def problem(directory: Path, change: dict | None = None, *, drop: str = "", text: str = "") -> UserError:
    """The error of a case made from a good one by a change, beside a good file that must stay."""
    data = good() | (change or {})
    if drop:
        del data[drop]
    body = text or yaml.safe_dump(data, allow_unicode=True)
    (directory / "new-case.yaml").write_text(body, encoding="utf-8")
    (directory / "good-case.yaml").write_text(
        yaml.safe_dump(good() | {"id": "good-case"}, allow_unicode=True), encoding="utf-8"
    )
    shelf = load_cases(directory)
    assert [c.id for c in shelf.cases] == ["good-case"], "a bad file must not take the good ones with it"
    assert [p.file for p in shelf.problems] == ["new-case.yaml"]
    return shelf.problems[0].error


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "dentist"}, ("kind", "clinic", "hospital", "pharmacy", "dentist")),
        ({"area_code": 1007}, ("area_code", "引用符")),
        ({"area_code": "107"}, ("area_code", r"^\d{4}$")),
        ({"as_of": "昨日"}, ("as_of", "2024-05-31")),
        ({"name": ""}, ("name", "空")),
        ({"websites": "https://example.jp"}, ("websites", "という項目はありません", "website")),
        ({"website": "javascript:alert(1)"}, ("website", "https?")),
        ({"card_readers": {"count": 0, "placement_stated": False}}, ("card_readers.count", "1 以上")),
        ({"card_readers": {"count": 1, "placement": "受付", "placement_stated": False}}, ("placement_stated",)),
        ({"card_readers": {"count": "多数", "placement_stated": False}}, ("card_readers.count", "数で")),
        ({"person": {"role": "事務長", "name": "甲"}}, ("person.role", "院長", "開設者")),
        ({"measures": []}, ("measures", "1 件以上")),
        (
            {"measures": [{"heading": "あ", "details": ["い"], "tactics": ["magic"]}]},
            ("measures[1].tactics", "magic", "voice(声かけ)"),
        ),
        (
            {"measures": [{"heading": "あ", "details": ["い"], "tactics": ["voice"], "detail": "う"}]},
            ("measures[1].detail", "details"),
        ),
        (
            {"measures": [{"heading": "あ", "details": ["い"], "tactics": ["voice"]}]},
            ("measures[1].words", "voice", "声かけ", "資料の語"),
        ),
        ({"measures": [{"heading": "あ", "details": ["い"]}]}, ("measures[1]", "tactics を1つ以上", "is_result")),
        (
            {"measures": [{"heading": "あ", "details": ["い"], "tactics": ["voice"], "is_result": True}]},
            ("measures[1]", "is_result"),
        ),
        ({"location": {"lon": 36.6, "lat": 138.5, "basis": "address", "note": "n"}}, ("location.lon", "122")),
        (
            {"location": {"lon": 138.5, "lat": 36.6, "basis": "guess", "note": "n"}},
            ("location.basis", "address", "municipality"),
        ),
        ({"photos": [{"caption": "あ", "file": "no-such.jpg"}]}, ("photos[1].file", "no-such.jpg", "photos")),
        ({"photos": [{"caption": "あ", "file": "../../app.py"}]}, ("photos[1].file",)),
        ({"id": "other-name"}, ("id", "other-name", "new-case")),
    ],
)
def test_wrong_field_is_named_with_what_is_allowed(tmp_path, change, words):
    said = str(problem(tmp_path, change))
    assert "new-case.yaml" in said
    assert [w for w in words if w not in said] == []


@pytest.mark.parametrize("harmed", [b"", b"no picture", "half"])
def test_a_photo_that_is_no_picture_takes_its_case_alone_and_is_named(tmp_path, monkeypatch, harmed):
    """The page of the case fell with it, while it was drawn."""
    monkeypatch.setattr(cases, "PHOTOS_DIR", tmp_path)
    photo, change = tmp_path / "p.png", {"photos": [{"caption": "あ", "file": "p.png", "consent": "院長 2026-01-01"}]}
    Image.effect_noise((64, 64), 50).save(photo)
    whole = photo.read_bytes()
    photo.write_bytes(whole[: len(whole) // 2] if harmed == "half" else harmed)
    said = problem(tmp_path, change)
    assert "「p.png」を画像として読めません" in said.message
    photo.write_bytes(whole)
    assert load_cases(tmp_path).problems == ()


def test_missing_field_is_named(tmp_path):
    assert "「point」 がありません。必須の項目です。" in str(problem(tmp_path, drop="point"))


def test_every_wrong_field_is_listed_at_once(tmp_path):
    said = problem(tmp_path, {"kind": "x", "name": ""}).message
    assert "「kind」" in said
    assert "「name」" in said


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("id: [", "行"),
        ("just a sentence", "項目: 値"),
        ("id: new-case\nid: new-case\n", "2回"),
        ("a: !!python/object/apply:os.system ['true']", "行"),
        ("", "項目: 値"),
    ],
    ids=["not closed", "no mapping", "key twice", "python tag", "empty"],
)
def test_file_that_is_no_case_at_all_says_where(tmp_path, text, word):
    assert word in str(problem(tmp_path, text=text or "\n"))


def test_file_in_another_encoding_says_so(tmp_path):
    (tmp_path / "new-case.yaml").write_bytes("name: 布施医院\n".encode("cp932"))
    assert "UTF-8" in str(load_cases(tmp_path).problems[0].error)


def test_case_is_read_again_when_its_file_changes(tmp_path):
    path = tmp_path / "new-case.yaml"
    path.write_text(yaml.safe_dump(good(), allow_unicode=True), encoding="utf-8")
    assert load_cases(tmp_path).cases[0].name == "布施医院"
    path.write_text(yaml.safe_dump(good() | {"name": "改称医院"}, allow_unicode=True), encoding="utf-8")
    import os

    os.utime(path, ns=(1, 1))
    assert load_cases(tmp_path).cases[0].name == "改称医院"


def test_missing_content_file_is_an_error_for_people(tmp_path):
    from core.content.survey import Survey

    with pytest.raises(UserError, match="ファイルがありません"):
        load(Survey, tmp_path / "survey.yaml")
