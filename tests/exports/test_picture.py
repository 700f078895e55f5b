"""Pictures for documents have Japanese letters on any machine: drawn with the face that travels with the project."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageColor

from core.data.store import DATA_DIR, Store
from core.exports import picture
from core.rules import engine
from core.rules.facts import from_store
from core.rules.scenario import Scenario
from core.views.figure import Chart
from core.views.simulator import selection
from core.vocabulary import palette

_FACE = picture.FONT_DIR / "NotoSansCJKjp-subset.otf"
#: Draws a text with the faces of the system alone, then with the one of the project.
_DRAW = """
import hashlib, vl_convert
from core.exports import picture
from core.views.figure import Chart
from tests.exports.test_picture import words
text = '藤岡①〜⑳▲−髙﨑'
bare = vl_convert.vegalite_to_png(
    words(text).to_dict(), vl_version=picture.VEGALITE, scale=picture.SCALE, allowed_base_urls=[]
)
print(hashlib.sha256(bare).hexdigest())
print(hashlib.sha256(picture.png(Chart(build=words, options=(text,)))).hexdigest())
"""


def words(text: str) -> alt.Chart:
    """A picture of a text alone."""
    return alt.Chart(alt.Data(values=[{"t": text}])).mark_text(fontSize=20, font=palette.FONT).encode(text="t:N")


@cache
def glyphs() -> frozenset[int]:
    return frozenset(TTFont(_FACE).getBestCmap())


def lacking(texts: Any) -> dict[str, str]:
    """Characters without a glyph, each with a text that it stands in."""
    return {c: str(t)[:40] for t in texts for c in str(t) if ord(c) > 0x20 and ord(c) not in glyphs()}


def _drawn(config: Path) -> list[str]:
    told = {**os.environ, "FONTCONFIG_FILE": str(config)}
    made = subprocess.run([sys.executable, "-c", _DRAW], capture_output=True, text=True, check=True, env=told)
    return made.stdout.split()


def test_a_machine_without_any_font_draws_the_same_picture(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    here = hashlib.sha256(picture.png(Chart(build=words, options=("藤岡①〜⑳▲−髙﨑",)))).hexdigest()
    bare, ours = _drawn(config)
    assert ours == here
    assert bare != here


def test_a_picture_is_drawn_once_for_all_documents_and_anew_for_other_words_or_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(picture.PAINTER, "draw", lambda _, spec, *__, **___: drawn.append(spec) or b"png")
    picture._drawn.cache_clear()
    try:
        one, again = (Chart(build=words, options=("一",), data={"rows": pd.DataFrame({"x": [1.0]})}) for _ in range(2))
        assert picture.png(one) == picture.png(again)
        assert len(drawn) == 1
        others = (
            Chart(build=words, options=("二",), data=one.data),
            Chart(build=words, options=("一",), data={"rows": pd.DataFrame({"x": [2.0]})}),
            Chart(build=words, options=("一",), data=one.data, title="題"),
        )
        for number, other in enumerate(others, start=2):
            picture.png(other)
            assert len(drawn) == number
    finally:
        picture._drawn.cache_clear()


def test_a_picture_that_failed_is_drawn_the_next_time_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[bytes | Exception] = [ValueError("no memory"), b"png"]

    def draw(*_: object, **__: object) -> bytes:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(picture.PAINTER, "draw", draw)
    picture._drawn.cache_clear()
    wanted = Chart(build=words, options=("一",))
    try:
        with pytest.raises(ValueError, match="no memory"):
            picture.png(wanted)
        assert picture.png(wanted) == b"png"
    finally:
        picture._drawn.cache_clear()


def test_every_font_of_the_screen_gives_way_to_the_one_that_travels_with_the_project() -> None:
    spec = picture.faced(
        {"config": {"font": palette.FONT, "axis": {"labelFont": palette.FONT}}, "layer": [palette.FONT]}
    )
    ours = "'Suishin Sans JP'"
    assert spec == {"config": {"font": ours, "axis": {"labelFont": ours}}, "layer": [ours]}
    names = {record.toUnicode() for record in TTFont(_FACE)["name"].names if record.nameID == 1}
    assert names == {picture.FAMILY}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT DISTINCT area_name FROM area",
        "SELECT DISTINCT pref_name FROM area",
        "SELECT DISTINCT facility_name FROM facility",
        "SELECT DISTINCT municipality FROM facility WHERE municipality IS NOT NULL",
    ],
)
def test_every_name_of_the_publications_has_its_glyphs(real_store: Store, query: str) -> None:
    names = real_store.frame(query).iloc[:, 0]
    assert len(names) > 40
    assert lacking(names) == {}


@pytest.mark.parametrize("folder", ["content", "../core/vocabulary", "../core/charts", "../core/maps", "../core/views"])
def test_every_text_of_content_and_pictures_has_its_glyphs(folder: str) -> None:
    files = [p for p in (DATA_DIR / folder).resolve().rglob("*") if p.suffix in (".yaml", ".csv", ".md", ".py")]
    assert len(files) > 3
    assert lacking(p.read_text(encoding="utf-8") for p in files) == {}


def test_the_face_is_small_and_comes_with_its_licence() -> None:
    assert _FACE.stat().st_size < 3_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (picture.FONT_DIR / "OFL.txt").read_text(encoding="utf-8")


def test_a_picture_is_drawn_by_the_vega_lite_that_altair_writes_for() -> None:
    assert alt.SCHEMA_VERSION.startswith(f"v{picture.VEGALITE}.")


def test_rows_that_are_missing_stay_missing() -> None:
    rows = picture.plain({"rows": pd.DataFrame({"a": [1.0, None]})})
    assert rows == {"rows": [{"a": 1.0}, {"a": None}]}


def test_the_converter_is_asked_to_begin_once_and_then_stands_ready() -> None:
    picture.PAINTER.rest()
    begun = picture.prepare()
    assert begun is not None
    assert begun.result().startswith(b"\x89PNG")
    assert picture.prepare() is None


def test_the_outlines_of_a_map_stand_once_in_what_is_drawn_whatever_number_of_layers_takes_them(
    real_store: Store,
) -> None:
    """Failed before: seven layers each had all outlines written out, and 会議用一式 of a scenario took four seconds."""
    section = selection.map_section(engine.run(from_store(real_store), Scenario()), "")
    (drawing,) = [f.drawing for f in section.figures]
    assert isinstance(drawing, Chart)
    spec = picture._whole(drawing)
    layers = [layer["data"] for layer in spec["layer"] if "format" in layer.get("data", {})]
    assert len(layers) > 3
    assert all("values" not in data and data["name"] in spec["datasets"] for data in layers)
    outlines = next(iter({data["name"] for data in layers}))
    assert spec["datasets"][outlines]["type"] == "Topology"
    assert len(json.dumps(spec)) < 2 * len(json.dumps(spec["datasets"]))


@pytest.mark.parametrize("pref_code", ["", "10"])
def test_a_map_ends_at_its_edges_without_a_cut(real_store: Store, pref_code: str) -> None:
    """Failed before: each layer was cut, which took the converter two thirds of the picture (0.8 of 1.3 s of CPU)."""
    section = selection.map_section(engine.run(from_store(real_store), Scenario()), pref_code)
    (drawing,) = [f.drawing for f in section.figures]
    assert isinstance(drawing, Chart)
    assert "clip-path" not in picture.svg(drawing)
    with Image.open(io.BytesIO(picture.png(drawing, bare=True))) as drawn:
        wide, high = drawn.size
        inner = drawn.convert("RGB").crop((8, 8, wide - 8, high - 8))  # four pixels of padding, twice as many dots
        whole = drawn.convert("RGB")
    whole.paste(Image.new("RGB", inner.size, palette.GROUND), (8, 8))
    assert whole.getcolors() == [(wide * high, ImageColor.getrgb(palette.GROUND))], "shapes run into the margin"
    if pref_code:
        assert len(inner.crop((0, 0, inner.width, 2)).getcolors() or ()) > 1, "neighbours reach the edge"
