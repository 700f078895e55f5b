"""Every widget has a callback, so that its change is followed by a run of its own part (docs/decisions/state.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import ROOT

#: Widget → the argument that takes its callback.
CALLBACK = {
    **dict.fromkeys(
        (
            "selectbox", "multiselect", "segmented_control", "pills", "radio", "checkbox", "toggle", "number_input", "text_input",
            "text_area", "slider", "select_slider", "date_input", "file_uploader",
        ),
        "on_change",
    ),
    "button": "on_click",
}  # fmt: skip
#: Owners whose functions of these names are ours: `Controls` and the print button.
OWN = {"page", "printing"}
FILES = [*sorted((ROOT / "core/ui").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]


def without_callback(source: str) -> Iterator[str]:
    """`line: widget` of widgets outside forms without a callback, and of parts that open and close with `on_change="rerun"`."""
    tree = ast.parse(source)
    in_forms = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.With) and any("st.form(" in ast.unparse(i.context_expr) for i in node.items)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)) or id(node) in in_forms:
            continue
        given = {k.arg: k.value for k in node.keywords}
        name, owner = node.func.attr, ast.unparse(node.func.value)
        if name in CALLBACK and owner not in OWN and "page(" not in owner and CALLBACK[name] not in given:
            yield f"{node.lineno}: {name}"
        for argument in ("on_change", "on_select"):
            value = given.get(argument)
            if isinstance(value, ast.Constant) and value.value == "rerun":
                yield f"{node.lineno}: {name} with {argument}='rerun'"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(Path(p).relative_to(ROOT)))
def test_every_widget_has_a_callback(path: Path) -> None:
    assert list(without_callback(path.read_text(encoding="utf-8"))) == []


def test_a_widget_without_a_callback_is_seen() -> None:
    source = """
st.selectbox("x", options, key="x")
column.toggle("x", on_change=f)
st.expander("x", on_change="rerun")
page.select("x", "y")
with st.form("f"):
    st.text_area("x")
"""
    assert list(without_callback(source)) == ["2: selectbox", "4: expander with on_change='rerun'"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(Path(p).relative_to(ROOT)))
def test_rows_are_typed_into_the_table_of_our_own(path: Path) -> None:
    """The platform's grid may lose a cell (docs/decisions/entry-table.md)."""
    assert "data_editor" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(Path(p).relative_to(ROOT)))
def test_a_part_that_is_redrawn_alone_asks_who_may_see_it(path: Path) -> None:
    """Failed before: the button of 会議モード was a bare fragment, and drew itself for who was off the list."""
    inside = {
        ROOT / "core/ui/faults.py",
        ROOT / "core/ui/lazy.py",
    }  # `part` itself, and a place that guards what it makes
    assert path in inside or "st.fragment" not in path.read_text(encoding="utf-8")
