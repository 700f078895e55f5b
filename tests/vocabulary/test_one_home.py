"""Colours stand in the palette and words of terms in the labels; everywhere else both are named, never written again."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ImageColor

from core.vocabulary import labels, palette
from tests import literals

ROOT = Path(__file__).resolve().parents[2]
PALETTE = ROOT / "core" / "vocabulary" / "palette.py"
LABELS = ROOT / "core" / "vocabulary" / "labels.py"
FILES = sorted([*ROOT.glob("core/**/*.py"), *ROOT.glob("core/**/*.jinja"), *ROOT.glob("pages/*.py"), ROOT / "app.py"])

_NAMES = "|".join(ImageColor.colormap)
_HEX = re.compile(r"(?<![&\w])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])", re.IGNORECASE)
_FUNCTION = re.compile(r"\b(?:rgba?|hsla?|hwb|(?:ok)?lab|(?:ok)?lch)\(\s*[\d.]", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?:colou?r|background|border|outline|fill|stroke|shadow)[\w-]*[\"']?\s*[:=]\s*[^;{{}}<>]*?(?<![\w-])(?:{_NAMES})(?![\w\[-])",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"(?:{_NAMES})", re.IGNORECASE)


def colours(text: str) -> list[str]:
    """Every colour written in a text: #rgb, #rrggbb (with alpha too), rgb() and its kin, names of CSS in a style or alone."""
    found = [m.group() for pattern in (_HEX, _FUNCTION, _NAMED) for m in pattern.finditer(text)]
    return found + ([text] if _WHOLE.fullmatch(text.strip()) else [])


def channels(source: str) -> Iterator[tuple[int, str]]:
    """Colours as three or four numbers: the value of a keyword or key whose name speaks of colour."""
    for node in ast.walk(ast.parse(source)):
        named = [(node.arg, node.value)] if isinstance(node, ast.keyword) else []
        if isinstance(node, ast.Dict):
            named = [(k.value, v) for k, v in zip(node.keys, node.values, strict=True) if isinstance(k, ast.Constant)]
        for name, value in named:
            if "color" in str(name) or "colour" in str(name):
                numbers = value.elts if isinstance(value, ast.List | ast.Tuple) else []
                if len(numbers) in (3, 4) and all(isinstance(n, ast.Constant) for n in numbers):
                    yield value.lineno, ast.unparse(value)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_colour_is_written_outside_the_palette(path: Path) -> None:
    if path == PALETTE:
        return
    written = [f"{line}: {found}" for line, text in literals.of(path) for found in colours(text)]
    if path.suffix == ".py":
        written += [f"{line}: {found}" for line, found in channels(path.read_text(encoding="utf-8"))]
    assert written == []


def test_the_theme_of_streamlit_takes_its_colours_from_the_palette() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    named = {v for v in vars(palette).values() if isinstance(v, str)}
    assert {v for key, v in theme.items() if key.endswith("Color")} <= named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#fff", 1),
        ("color: #666666;", 1),
        ("border:1px solid #0017C1AA", 1),
        ("rgb(0, 23, 193)", 1),
        ("rgba(0,0,0,.5)", 1),
        ("hsl(120 50% 50%)", 1),
        ("border-bottom:1px solid lightgray;padding:0", 1),
        (".sum{background:whitesmoke}", 1),
        ('<rect fill="white"/>', 1),
        ("Gray", 1),
        ("white-space:nowrap;color:inherit", 0),
        ("border-collapse:collapse;white-space:nowrap", 0),
        ("/area?area=1005#flow", 0),
        ("&#123;", 0),
        (":gray-badge[済]", 0),
        ("No. #12345", 0),
        ("rgba({r}, {g})", 0),
    ],
)
def test_a_colour_is_seen_in_every_spelling(text: str, expected: int) -> None:
    assert len(colours(text)) == expected


def test_a_colour_is_seen_as_numbers_too() -> None:
    assert len(list(channels('Layer(get_fill_color=[1, 2, 3], position=[1, 2, 3])\nx = {"colour": (1, 2, 3, 4)}'))) == 2
    assert list(channels("Layer(get_fill_color=rgba(palette.KEY), box=[1, 2, 3])")) == []


#: Words that mean something else as well and may be written: 合計 is also the sum of anything.
PLAIN_WORDS = {"合計"}
#: Values of every table of labels, and its single words.
LABEL_WORDS = {
    word
    for value in vars(labels).values()
    for word in (value.values() if isinstance(value, dict) else [value])
    if isinstance(word, str) and re.search(r"[\u3040-\u9fff]", word) and "\n" not in word
} - PLAIN_WORDS
#: Ingest reads the words of the ministry's own books, which do not change with ours.
WORDED = [p for p in FILES if p != LABELS and "ingest" not in p.relative_to(ROOT).parts]


def test_labels_that_may_not_be_written_again_are_those_of_the_vocabulary() -> None:
    assert {
        "急性期",
        "判定不能",
        "推進区域",
        "必要量",
        "非公表",
        "データなし",
        "流入",
        "包括期",
        "市区町村の代表点",
    } <= LABEL_WORDS
    assert "合計" not in LABEL_WORDS


@pytest.mark.parametrize("path", WORDED, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_label_of_the_vocabulary_is_written_again(path: Path) -> None:
    assert [f"{line}: {text}" for line, text in literals.of(path) if text in LABEL_WORDS] == []
