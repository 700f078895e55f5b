"""The table for typing by itself: what a hand does to it, what is told and when, and that nothing that comes from outside takes a cell back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from core.reading.entries import Column
from core.ui.entry_table import CSS, HTML, JS, Field, Tab, told
from tests.browser.test_reach import found_by_axe

FIELDS = (
    Field(Column("機能", "choice", ("急性期", "回復期", "包括期")), "機能", 6, offered=("急性期", "回復期")),
    Field(Column("床数", "whole", least=-100_000, most=100_000), "床数(床)", 5, unit="床", help="説明できる床数"),
    Field(Column("率", "number", least=0, most=1000), "率(%)", 5, unit="%"),
    Field(Column("根拠", "text"), "根拠", 8),
)
LABELS = [field.label for field in FIELDS]
#: Mounts the table as the platform does: `mount(data)` again is what a redraw with other data does; `told` is what the server hears.
MOUNT = """async ([html, css, js, data]) => {
  const { default: draw } = await import(URL.createObjectURL(new Blob([js], { type: "text/javascript" })));
  document.body.innerHTML = '<button id="elsewhere">外</button><div id="place"></div>';
  window.told = [];
  window.entryTables?.clear();
  window.again = (data) => {
    const place = document.createElement("div");
    document.querySelector("#place").replaceChildren(place);
    const root = place.attachShadow({ mode: "open" });
    root.innerHTML = html + `<style>${css}</style>`;
    window.mount = (data) => draw({ data, parentElement: root, setStateValue: (name, value) => told.push(structuredClone(value)) });
    window.shut = mount(data);
  };
  again(data);
}"""
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const root = document.querySelector("#place > div").shadowRoot;
  return root.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
}"""


def data(rows: list[list[Any]] | None = None, start: str = "s", **other: Any) -> dict[str, Any]:
    return told("差異", FIELDS, tuple(map(tuple, rows or [])), start, most=other.pop("most", 20), **other)


class Table:
    def __init__(self, page: Page, shown: dict[str, Any]) -> None:
        self.page = page
        page.evaluate(MOUNT, [HTML, CSS, JS, shown])

    def cell(self, row: int | str, label: str) -> Locator:
        name = f"{row}行目 {label}" if isinstance(row, int) else f"{row} {label}"
        return self.page.get_by_label(name, exact=True)

    def rows(self) -> list[list[Any]]:
        """What the server heard last."""
        found: list[list[Any]] = self.page.evaluate("told.at(-1)?.rows ?? null")
        return found

    def focused(self) -> str | None:
        found: str | None = self.page.evaluate(
            "document.querySelector('#place > div').shadowRoot.activeElement?.ariaLabel ?? null"
        )
        return found

    def paste(self, text: str) -> bool:
        """Whether the browser was left to it."""
        found: bool = self.page.evaluate(PASTE, text)
        return found

    @property
    def says(self) -> Locator:
        return self.page.get_by_role("status")

    def hears(self, rows: list[list[Any]]) -> None:
        self.page.wait_for_function("(rows) => JSON.stringify(told.at(-1)?.rows) === JSON.stringify(rows)", arg=rows)


@pytest.fixture
def bare(page: Page, app_url: str) -> Page:
    """A page of the app's address without the app."""
    page.goto(f"{app_url}/_stcore/health")
    return page


@pytest.fixture
def table(bare: Page) -> Table:
    return Table(bare, data())


def test_numbers_are_read_as_people_write_them_and_what_is_none_is_told_and_stays(table: Table) -> None:
    beds, rate = table.cell(1, "床数(床)"), table.cell(1, "率(%)")
    for text, value, shown in (
        ("80", 80, "80"),
        ("▲1,200", -1200, "-1,200"),
        ("△5", -5, "-5"),
        ("−80床", -80, "-80"),
        ("\uff11\uff12\uff13\uff14\uff15", 12345, "12,345"),  # full-width
        ("+7", 7, "7"),
        ("8.0", 8, "8"),
    ):
        beds.fill(text)
        beds.blur()
        table.hears([[None, value, None, None]])
        expect(beds).to_have_value(shown)
    for text, words in (
        ("abc", "数として読めません"),
        ("1,23", "数として読めません"),
        ("1.5", "整数ではありません"),
        ("100001", "100,000より大きい数です"),
    ):
        beds.fill("")
        beds.fill(text)
        expect(beds).not_to_have_attribute("aria-invalid", "true")  # still being typed
        beds.blur()
        expect(beds).to_have_attribute("aria-invalid", "true")
        expect(beds).to_have_value(text)
        expect(table.says).to_have_text(f"1行目 床数(床)「{text}」は{words}。数えていません。")
        assert table.rows() in ([], [[None, None, None, None]])
    beds.fill("")
    rate.fill("75.5%")
    rate.blur()
    table.hears([[None, None, 75.5, None]])
    expect(table.says).to_have_text("")
    rate.fill("-1")
    rate.blur()
    expect(table.says).to_contain_text("0以上の数ではありません")


def test_no_answer_takes_a_cell_back_or_moves_the_caret_while_cells_are_typed_without_a_pause(table: Table) -> None:
    """The server's answers hold what the table began with, and come at any time."""
    page = table.page
    page.evaluate(
        """(data) => { window.answers = setInterval(() => mount({ ...data, columns: data.columns.map((c) => ({ ...c, help: String(Math.random()) })) }), 7); }""",
        data(),
    )
    table.cell(1, "床数(床)").focus()
    element = page.evaluate_handle("document.querySelector('#place > div').shadowRoot.activeElement")
    wanted = []
    for row in range(1, 13):
        for text in (str(row * 11), f"{row}.5", f"資料{row}"):
            page.keyboard.insert_text(text) if "資料" in text else page.keyboard.type(text)
            page.keyboard.press("Tab")
        page.keyboard.press("Tab")  # the button that takes the row away
        page.keyboard.press("Tab")  # the list
        wanted.append([None, row * 11, row + 0.5, f"資料{row}"])
    page.evaluate("clearInterval(answers)")
    table.hears(wanted)
    assert element.evaluate("e => e.isConnected && e.value") == "11"
    text = table.cell(12, "根拠")
    text.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    before = text.evaluate("e => [e.selectionStart, e.selectionEnd]")
    page.evaluate("(data) => mount({ ...data, title: '別の名' })", data())
    assert text.evaluate("e => [e.selectionStart, e.selectionEnd]") == before
    assert table.focused() == "12行目 根拠"


def test_keys_go_between_rows_as_in_a_spreadsheet_and_lists_keep_their_arrows(table: Table) -> None:
    page = table.page
    page.evaluate("addEventListener('keydown', () => { window.reached = true; })")  # the platform's own keys: r, c
    table.cell(1, "床数(床)").focus()
    for key, at in (
        ("Enter", "2行目 床数(床)"),
        ("ArrowDown", "3行目 床数(床)"),
        ("ArrowUp", "2行目 床数(床)"),
        ("Shift+Enter", "1行目 床数(床)"),
        ("ArrowUp", "1行目 床数(床)"),
        ("Tab", "1行目 率(%)"),
        ("Tab", "1行目 根拠"),
        ("Enter", "2行目 根拠"),
    ):
        page.keyboard.press(key)
        assert table.focused() == at, key
    page.keyboard.type("甲")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("乙")
    table.cell(1, "機能").focus()
    page.keyboard.press("ArrowDown")
    assert table.focused() == "1行目 機能"
    table.hears([["急性期", None, None, None], [None, None, None, "甲\n乙"]])
    page.keyboard.press("Enter")
    assert table.focused() == "2行目 機能"
    assert page.evaluate("window.reached") is None


def test_there_is_always_an_empty_row_below_until_the_table_is_full(bare: Page) -> None:
    table = Table(bare, data([["急性期", 1, None, None]] * 4, most=6))
    expect(bare.locator("tbody tr")).to_have_count(5)
    for row, count in ((5, 6), (6, 6)):
        table.cell(row, "床数(床)").fill("5")
        expect(bare.locator("tbody tr")).to_have_count(count)


def test_a_row_is_taken_away_and_brought_back_to_its_place_beside_what_was_typed_since(bare: Page) -> None:
    table = Table(bare, data([["急性期", 1, None, "a"], ["回復期", 2, None, "b"], [None, 3, None, "c"]]))
    bare.get_by_role("button", name="2行目を消す").click()
    table.hears([["急性期", 1, None, "a"], [None, 3, None, "c"]])
    expect(table.says).to_have_text("2行目を消しました。")
    assert table.focused() == "2行目を消す"
    table.cell(1, "床数(床)").fill("11")
    bare.get_by_role("button", name="元に戻す").click()
    table.hears([["急性期", 11, None, "a"], ["回復期", 2, None, "b"], [None, 3, None, "c"]])
    assert table.focused() == "2行目 機能"
    expect(bare.get_by_role("button", name="元に戻す")).to_be_hidden()
    expect(bare.get_by_role("button", name="4行目を消す")).to_be_hidden()  # nothing stands in it


def test_a_block_of_a_spreadsheet_fills_from_the_cell_in_hand_and_what_does_not_fit_is_told(bare: Page) -> None:
    table = Table(bare, data([["急性期", 1, None, "前"]], most=6))
    table.cell(1, "機能").focus()
    block = '機能\t床数(床)\t率(%)\t根拠\r\n回復期\t▲80\t75%\t"県の""分析""\n2枚目"\r\n急性期\t1,200\t\t資料\r\n'
    assert not table.paste(block)
    table.hears([["回復期", -80, 75, '県の"分析"\n2枚目'], ["急性期", 1200, None, "資料"]])
    expect(table.says).to_have_text("2行を貼り付けました。")
    bare.get_by_role("button", name="元に戻す").click()
    table.hears([["急性期", 1, None, "前"]])

    table.cell(1, "床数(床)").focus()
    table.paste("\r\n".join(f"{n}\t{n}\t資料{n}\tはみ出す" for n in range(1, 9)))
    table.hears([["急性期" if n == 1 else None, n, n, f"資料{n}"] for n in range(1, 7)])
    expect(table.says).to_have_text("6行を貼り付けました。入れなかったもの: 表に入らない2行、右にはみ出した6か所。")
    table.cell(5, "機能").focus()
    table.paste("休棟\tx\r\n 回復期 \t7\r\n")
    told = "2行を貼り付けました。入れなかったもの: 5行目 機能「休棟」(一覧にありません)、5行目 床数(床)「x」(数として読めません)。"
    expect(table.says).to_have_text(told)
    assert table.rows()[4:] == [[None, 5, 5, "資料5"], ["回復期", 7, 6, "資料6"]]

    table.cell(2, "根拠").focus()
    assert table.paste("一つだけ"), "a single text is the browser's own"
    assert not table.paste("一つだけ\r\n")
    expect(table.cell(2, "根拠")).to_have_value("一つだけ")
    table.cell(2, "機能").focus()
    table.paste("急性期\r\n")
    expect(table.cell(2, "機能")).to_have_value("急性期")


def test_the_table_is_copied_with_its_headings_as_it_can_be_pasted_back(bare: Page) -> None:
    rows = [["急性期", 1200, 75.5, 'a"b\nc'], ["回復期", None, None, None]]
    table = Table(bare, data(rows))
    bare.evaluate("navigator.clipboard.writeText = async (text) => { window.written = text; }")
    bare.get_by_role("button", name="表をコピー").click()
    expect(table.says).to_have_text("2行を写しました。Excel に貼り付けられます。")
    written = bare.evaluate("written")
    assert written.split("\r\n")[0].split("\t") == LABELS
    other = Table(bare, data(start="t"))
    other.cell(1, "機能").focus()
    other.paste(written)
    other.hears(rows)


def test_nothing_is_told_or_moved_while_an_input_method_composes(table: Table) -> None:
    page = table.page
    keys = page.context.new_cdp_session(page)
    table.cell(1, "根拠").focus()
    keys.send("Input.imeSetComposition", {"text": "けんのぶ", "selectionStart": 4, "selectionEnd": 4})
    page.evaluate(
        """() => document.querySelector('#place > div').shadowRoot.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, composed: true }))"""
    )
    page.wait_for_timeout(400)  # longer than the pause
    assert page.evaluate("told.length") == 0
    assert table.focused() == "1行目 根拠"
    keys.send("Input.insertText", {"text": "県の分析"})
    table.hears([[None, None, None, "県の分析"]])
    expect(table.cell(1, "根拠")).to_have_value("県の分析")


def test_what_was_typed_is_told_before_a_press_elsewhere_reaches_its_target(table: Table) -> None:
    page = table.page
    page.evaluate(
        "document.querySelector('#elsewhere').addEventListener('pointerdown', () => { window.by_then = told.at(-1)?.rows; })"
    )
    table.cell(1, "床数(床)").focus()
    page.keyboard.type("42")
    page.locator("#elsewhere").click()
    assert page.evaluate("by_then") == [[None, 42, None, None]]


def test_the_tab_keeps_what_was_typed_also_when_the_page_is_left_at_once(bare: Page) -> None:
    bare.evaluate("""sessionStorage.setItem("kept", JSON.stringify({ 1001: { year: 2022, rows: [["x"]] } }))""")
    table = Table(bare, data(tab=Tab("kept", "1005", 2025)))
    bare.evaluate("dispatchEvent(new Event('pagehide'))")
    assert bare.evaluate("Object.keys(JSON.parse(sessionStorage.getItem('kept')))") == ["1001"], (
        "nothing has been typed"
    )
    table.cell(2, "床数(床)").focus()
    bare.keyboard.type("7")
    bare.evaluate("sessionStorage.setItem('kept', '{}')")  # an older answer of the server
    bare.evaluate("dispatchEvent(new Event('pagehide'))")
    assert bare.evaluate("JSON.parse(sessionStorage.getItem('kept'))") == {
        "1005": {"year": 2025, "rows": [[None, 7, None, None]]}
    }
    table.hears([[None, None, None, None], [None, 7, None, None]])
    table.cell(2, "床数(床)").fill("")
    bare.wait_for_function("sessionStorage.getItem('kept') === null")


def test_a_new_element_of_the_same_start_shows_what_was_typed_and_tells_it_again_another_start_begins_anew(
    table: Table,
) -> None:
    page = table.page
    table.cell(1, "床数(床)").fill("7")
    table.hears([[None, 7, None, None]])
    page.evaluate("(data) => { shut(); told.length = 0; again(data); }", data())
    table.hears([[None, 7, None, None]])
    expect(table.cell(1, "床数(床)")).to_have_value("7")
    table.cell(1, "床数(床)").focus()
    page.evaluate("(data) => { told.length = 0; mount(data); }", data([["急性期", 9, None, None]], start="t"))
    expect(table.cell(1, "機能")).to_have_value("急性期")
    table.cell(1, "床数(床)").blur()
    expect(table.cell(1, "床数(床)")).to_have_value("9")
    assert page.evaluate("told") == []


def test_a_word_that_is_offered_no_more_stays_where_it_stands(bare: Page) -> None:
    table = Table(bare, data([["包括期", 1, None, None]]))
    expect(table.cell(1, "機能")).to_have_value("包括期")
    assert table.cell(1, "機能").locator("option").all_inner_texts() == ["未入力", "急性期", "回復期", "包括期"]
    assert table.cell(2, "機能").locator("option").all_inner_texts() == ["未入力", "急性期", "回復期"]


def test_rows_that_are_given_are_named_and_neither_added_nor_taken_away(bare: Page) -> None:
    table = Table(bare, data([[None, 1, None, None]] * 2, heads=["甲病院", "乙病院"], head=("医療機関", 8)))
    expect(bare.locator("tbody tr")).to_have_count(2)
    expect(bare.get_by_role("rowheader")).to_have_text(["甲病院", "乙病院"])
    expect(bare.get_by_role("button", name=re.compile("を消す"))).to_have_count(0)
    table.cell("乙病院", "床数(床)").focus()
    table.paste("5\r\n6\r\n")
    expect(table.says).to_have_text("1行を貼り付けました。入れなかったもの: 表に入らない1行。")
    table.cell("乙病院", "床数(床)").fill("")
    table.cell("乙病院", "床数(床)").blur()
    table.hears([[None, 1, None, None], [None, None, None, None]])


def test_nothing_is_typed_before_the_tab_has_answered_but_no_answer_shuts_the_table_for_long(bare: Page) -> None:
    Table(bare, data(waiting=True))
    entry = bare.locator(".entry-table")
    assert entry.evaluate("e => e.inert")
    bare.wait_for_function("!document.querySelector('#place > div').shadowRoot.querySelector('.entry-table').inert")
    bare.evaluate("(data) => mount(data)", data(waiting=True))
    bare.evaluate("(data) => mount(data)", data())
    assert not entry.evaluate("e => e.inert")


def test_paper_shows_the_values_and_no_controls(bare: Page) -> None:
    Table(bare, data([["急性期", -1200, None, "県の分析"]]))
    bare.emulate_media(media="print")
    expect(bare.locator(".entry-table :is(input, select, textarea, button)").filter(visible=True)).to_have_count(0)
    shown = bare.locator("tbody tr").filter(visible=True).all_inner_texts()
    assert [row.split() for row in shown] == [["1", "急性期", "-1,200", "県の分析"]]
    bare.emulate_media(media="screen")


@pytest.mark.parametrize("heads", [None, ["甲病院", "乙病院"]], ids=["growing", "given"])
def test_axe_finds_nothing_in_a_table_with_values_empty_cells_and_what_is_no_number(
    bare: Page, heads: list[str] | None
) -> None:
    table = Table(bare, data([["急性期", 1, None, "a"], [None, None, 5.5, None]], heads=heads))
    named = heads[0] if heads else 1
    table.cell(named, "床数(床)").fill("x")
    if not heads:
        bare.get_by_role("button", name="2行目を消す").click()
    bare.locator("#elsewhere").focus()
    expect(table.says).to_contain_text("数として読めません")
    assert found_by_axe(bare, "#place") == []
    expect(table.cell(named, "床数(床)")).to_have_accessible_description("説明できる床数")
    assert bare.get_by_role("columnheader").all_inner_texts() == ["行", *LABELS]
    assert bare.get_by_role("rowheader").first.inner_text() == str(named)
