"""Text from links and files stays text: on every page, in every key that `docs/links.md` lists, in every file that is read.

The `page` fixture fails a test whose page asks another host for anything.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from core.area.worksheet import Explanation
from core.content.checklist import COLUMNS, load_checklist
from core.rules import scenario_json
from core.rules.choices import Preparation
from core.rules.entries import Exclusion, Nomination, Pin, Preparing
from core.rules.scenario import Scenario
from core.ui.simulator.view_state import VIEWS
from tests.area.sheets import FUJIOKA_SHEET
from tests.browser.conftest import settled
from tests.browser.hostile import HOST
from tests.browser.test_area import go_to
from tests.browser.test_simulator import choose
from tests.docs.test_links import LINKS
from tests.docs.texts import rows

#: Short enough for the name of a scenario.
NAME = f"![x](//{HOST}/a) <img id=injected src=//{HOST}/b> :streamlit: :red[y] **b**"
#: Short enough for a box of words in a link.
TEXT = f"{NAME} [x](//{HOST}) http://{HOST} www.{HOST} $z$ `c` -> :smile: &lt;"
#: What none of it may become: a picture, a link, an element or a look of its own.
INJECTED = f"""() => [...document.querySelectorAll(
  '#injected, [src*="{HOST}"], [href*="{HOST}"], img[alt="Streamlit logo"], .katex, [class*=stMarkdownColored]'
)].map((e) => e.outerHTML)"""

KEYS = {route: [cells[0].strip("`") for cells in rows(part)] for route, part in LINKS.items()}
SCENARIO = Scenario(
    name=NAME,
    note=f"{TEXT} 説明",
    pins=(Pin(area_code="1001", reason=f"{TEXT} 固定の理由"),),
    exclusions=(Exclusion(area_code="1002", reason=f"{TEXT} 除外の理由"),),
    nominations=(Nomination(area_code="1001", reason=f"{TEXT} 推薦の理由", source=f"{TEXT} 推薦の出典"),),
    preparing=(Preparing(area_code="1001", kind=next(iter(Preparation)), reason=f"{TEXT} 取組の内容"),),
)


def open_link(page: Page, app_url: str, route: str, **query: str) -> None:
    page.goto(f"{app_url}{route}?{urlencode(query)}")
    settled(page)


def unharmed(page: Page, *shown: str) -> None:
    """Nothing came of the text, and each of `shown` stands on the page as it is."""
    for text in shown:
        expect(page.get_by_text(text).first).to_be_visible()
    settled(page)
    assert page.evaluate(INJECTED) == []


def refused(page: Page, words: str) -> None:
    """What is wrong with the file stands there, and nothing came of it."""
    expect(page.get_by_test_id("stAlert").filter(has_text=words).first).to_be_visible()
    unharmed(page)


@pytest.mark.parametrize("route", KEYS)
def test_every_key_of_a_link_may_hold_anything(page: Page, app_url: str, route: str) -> None:
    assert KEYS[route]
    harmless = {"area": "1005", "all": "1"}
    query = {key: harmless.get(key, TEXT) if route == "/area" else TEXT for key in KEYS[route]}
    open_link(page, app_url, route, **query, unknown=TEXT)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    unharmed(page)


@pytest.mark.parametrize(
    ("route", "query"),
    [
        ("/", {"q": TEXT}),
        ("/area", {"area": TEXT}),
        ("/gallery", {"case": TEXT}),
        ("/policy", {"q": TEXT}),
        ("/policy", {"q": TEXT, "tab": "glossary", "term": TEXT}),
    ],
    ids=["ranking", "no such area", "no such case", "nothing found", "glossary"],
)
def test_what_a_link_asked_for_is_quoted_as_it_is(page: Page, app_url: str, route: str, query: dict[str, str]) -> None:
    open_link(page, app_url, route, **query)
    if route == "/":  # the ranking is made when one comes to it
        page.get_by_text("この節を読み込んでいます…").first.scroll_into_view_if_needed()
    unharmed(page, TEXT)


def test_a_name_that_several_areas_share_is_quoted_as_it_is(page: Page, app_url: str) -> None:
    open_link(page, app_url, "/area", area=f"北部 {NAME}")
    unharmed(page, f"北部 {NAME}")


def test_what_a_scenario_says_is_shown_as_it_is(page: Page, app_url: str) -> None:
    text, _ = scenario_json.encode(SCENARIO)
    first, *others = VIEWS
    open_link(page, app_url, "/simulator", view=first, area="1001", s=text)
    unharmed(page, NAME)
    for view in others:
        choose(page, VIEWS[view])
        reasons = [f"{TEXT} 固定の理由", f"{TEXT} 推薦の理由"] if view == "why" else []
        unharmed(page, NAME, *reasons)


def file(name: str, content: str | bytes) -> dict[str, object]:
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def upload(page: Page, name: str, content: str | bytes, place: int = 0) -> None:
    page.locator('input[type="file"]').nth(place).set_input_files(file(name, content))  # type: ignore[arg-type]


def test_a_wrong_line_of_a_checklist_file_is_quoted_and_notes_of_a_right_one_come_back_as_they_are(
    page: Page, app_url: str
) -> None:
    step = load_checklist().steps[0]
    open_link(page, app_url, "/policy", tab="checklist")
    page.get_by_role("button", name="CSVから読み込む").click()

    def read(*line: str) -> None:
        upload(page, "list.csv", "\r\n".join([",".join(COLUMNS), ",".join(line)]))

    read(NAME, "", "", "未", "", "")
    unharmed(page, NAME)
    read(TEXT, "", "", "未", "", "")
    refused(page, "...")
    read(step.id, "", "", "済", TEXT, "")
    expect(page.get_by_text("読み込みました(1/")).to_be_visible()
    unharmed(page)
    boxes = page.locator("input[type=text], textarea").evaluate_all("all => all.map(e => e.value)")
    assert TEXT in boxes


def test_a_wrong_worksheet_file_is_quoted_and_the_notes_of_a_right_one_are_shown_as_they_are(
    page: Page, app_url: str
) -> None:
    sheet = json.loads(FUJIOKA_SHEET.to_json())
    line = Explanation(bed_function="acute", cause="ward", beds=80, basis=f"{TEXT} 根拠", note=f"{TEXT} メモ")
    open_link(page, app_url, "/area", area="1005")
    go_to(page, "worksheet")
    page.get_by_text("ファイルに保存・ファイルから読み込み").wait_for()
    upload(page, "another-area.json", json.dumps(sheet | {"area_name": TEXT, "area_code": "1001"}))
    refused(page, "のワークシートです")
    upload(page, "wrong-word.json", json.dumps(sheet | {"explanations": [sheet["explanations"][0] | {"cause": TEXT}]}))
    refused(page, "要因が正しくありません")
    upload(page, "sheet.json", json.dumps(sheet | {"explanations": [asdict(line)]}))
    expect(page.get_by_text("1行を読み込みました")).to_be_visible()
    unharmed(page)


def test_a_wrong_scenario_file_is_quoted_and_a_right_one_is_read_and_named_as_it_is(page: Page, app_url: str) -> None:
    scenario = scenario_json.to_dict(SCENARIO)
    open_link(page, app_url, "/simulator", view="share", area="1001")
    upload(page, "wrong-field.json", json.dumps(scenario | {TEXT: 1}))
    refused(page, "という項目はありません")
    upload(page, "wrong-value.json", json.dumps(scenario | {"year": TEXT}))
    refused(page, "この値が整数ではありません")
    upload(page, "scenario.json", scenario_json.dumps(SCENARIO))
    unharmed(page, NAME)


#: Browsers take no slash in the name of a file.
FILE = "![x](y) <b id=injected>z<b> :streamlit: :red[y] **b** $z$ w&lt;.csv"


def test_a_table_of_the_prefecture_is_named_and_quoted_as_it_is(page: Page, app_url: str) -> None:
    open_link(page, app_url, "/simulator", view="hand", area="1001")
    for state, said in ((TEXT, "誤りが1件あるため"), ("検証中", "1行")):
        upload(page, FILE, f"区域コード,対応状況,医療機関名\r\n1001,{state},{TEXT}\r\n")
        expect(page.get_by_test_id("stAlert").filter(has_text=said).first).to_contain_text(FILE)
        unharmed(page)
