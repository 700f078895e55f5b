"""Lists of our own while the server has not answered yet: what was chosen a moment ago stays, and the next choice builds on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from core.ui.state import gathered, long_list

#: The server's side: `answer(changes)` draws the component with other data, `said` are the choices it has been told.
_PAGE = """<body><main>%s</main><script type="module">%s
window.said = [];
let data = null;
window.answer = (changes) => {
  data = { ...data, ...changes };
  draw({ data, parentElement: document.querySelector("main"), setTriggerValue: (_, choice) => said.push(choice) });
};
</script></body>"""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    tab = browser.new_page()
    yield tab
    tab.close()


def _drawn(tab: Page, html: str, script: str, data: dict[str, Any]) -> None:
    tab.set_content(_PAGE % (html, script.replace("export default function", "const draw = function")))
    tab.wait_for_function("'answer' in window")
    _answer(tab, session="1", heard=0, **data)


def _answer(tab: Page, **data: Any) -> None:
    tab.evaluate("answer", data)


def test_an_answer_to_an_earlier_choice_takes_no_later_one_back(tab: Page) -> None:
    """Failed before: who goes through a list with the arrows was put back to where the last answer stood."""
    years = [["", [[year, f"{year}年"] for year in ("2024", "2023", "2022", "2021")]]]
    _drawn(tab, long_list._HTML, long_list._JS, {"label": "年", "groups": years, "value": "2024"})
    box = tab.get_by_label("年")
    box.select_option("2023")
    box.select_option("2022")
    _answer(tab, heard=1, value="2023")
    expect(box).to_have_value("2022")
    box.focus()
    tab.keyboard.press("ArrowDown")
    expect(box).to_have_value("2021")
    _answer(tab, heard=3, value="2024")
    expect(box).to_have_value("2024")  # the server has heard it, and says otherwise
    box.select_option("2023")
    _answer(tab, session="2", heard=0, value="2022")
    expect(box).to_have_value("2022")  # a server that started anew knows what it knows
    assert [choice["value"] for choice in tab.evaluate("said")] == ["2023", "2022", "2021", "2023"]


def test_what_was_gathered_a_moment_ago_is_part_of_the_next_choice(tab: Page) -> None:
    """Failed before: two entries in quick succession, and the first was gone; one put away came back with the next."""
    entries = [[code, f"{name} {code}"] for code, name in (("1001", "前橋"), ("1005", "藤岡"), ("1207", "安房"))]
    data = {"label": "区域", "entries": entries, "values": [], "limit": 2, "placeholder": "区域を足す"}
    _drawn(tab, gathered._HTML, gathered._JS, data)
    box = tab.get_by_role("combobox", name="区域に加える")
    for name in ("前橋", "藤岡"):
        box.fill(name)
        box.press("Enter")
    assert tab.evaluate("said.at(-1).values") == ["1001", "1005"]
    expect(box).to_be_disabled()
    _answer(tab, heard=1, values=["1001"])
    expect(tab.get_by_role("listitem")).to_have_count(2)
    tab.get_by_role("button", name="前橋を外す").click()
    box.fill("安房")
    box.press("Enter")
    assert tab.evaluate("said.at(-1).values") == ["1005", "1207"]
    _answer(tab, heard=4, values=["1207"])
    expect(tab.get_by_role("listitem")).to_have_count(1)
    _answer(tab, session="2", heard=0, values=[])
    expect(tab.get_by_role("listitem")).to_have_count(0)
