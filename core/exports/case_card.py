"""Printable one-page card (A4 portrait) of a 好事例: one self-contained HTML file, nothing fetched."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from core.content.cases import EFFECT_BASIS_LABEL, Case, Photo, Tactic
from core.vocabulary import palette

#: Above this many lines the card is set smaller; measured on the shipped cases with and without photos.
_ROOMY_LINES = 29

_MIME = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp"}

_CSS = """
@page {{ size: A4 portrait; margin: 11mm 12mm; }}
* {{ box-sizing: border-box; }}
html {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
body {{ margin: 0; color: {text}; background: {ground}; font-family: {font}; font-size: 10.2pt; line-height: 1.5; }}
.card {{ width: 186mm; margin: 0 auto; page-break-inside: avoid; }}
.card + .card {{ break-before: page; }}
.card.dense {{ font-size: 8.6pt; line-height: 1.42; }}
.dense table, .dense .tries {{ font-size: 8.4pt; }}
.dense .photos img {{ height: 24mm; }}
.dense h2 {{ margin-top: 2mm; }}
header {{ border-bottom: 1.2mm solid {key}; padding-bottom: 2mm; margin-bottom: 3mm; }}
.kind {{ display: inline-block; border: .3mm solid {key}; color: {key}; padding: 0 2mm; font-size: 9pt; }}
h1 {{ display: inline-block; margin: 0 0 0 3mm; font-size: 17pt; vertical-align: middle; }}
.headline {{ margin: 1.5mm 0 0; font-size: 12pt; font-weight: bold; }}
.point {{ margin: 0 0 3mm; padding: 2mm 3mm; background: {pale}; }}
.point b {{ color: {key}; margin-right: 2mm; }}
h2 {{ margin: 3mm 0 1mm; padding-left: 2mm; border-left: 1.2mm solid {key}; font-size: 11pt; }}
.columns {{ display: grid; grid-template-columns: 1fr 1fr; gap: 0 6mm; }}
table {{ border-collapse: collapse; width: 100%; font-size: 9.4pt; }}
th, td {{ border: .2mm solid {line}; padding: .8mm 1.6mm; text-align: left; vertical-align: top; }}
th {{ width: 27mm; background: {grey}; font-weight: normal; white-space: nowrap; }}
ul {{ margin: 0; padding-left: 5mm; }}
h3 {{ margin: 1.6mm 0 .4mm; font-size: 10.2pt; }}
.tags {{ color: {muted}; font-weight: normal; font-size: 8.6pt; }}
.tries {{ list-style: none; padding: 0; columns: 2; column-gap: 6mm; font-size: 9.4pt; }}
.tries li {{ break-inside: avoid; padding-left: 5.2mm; text-indent: -5.2mm; margin-bottom: .7mm; }}
.box {{ display: inline-block; width: 3.2mm; height: 3.2mm; border: .35mm solid {text}; margin-right: 2mm; vertical-align: -.4mm; }}
.photos {{ display: flex; gap: 3mm; margin-top: 1mm; }}
figure {{ margin: 0; flex: 1; }}
figure img {{ display: block; width: 100%; height: 30mm; object-fit: contain; background: {grey}; border: .2mm solid {line}; }}
figcaption {{ font-size: 8.6pt; color: {muted}; }}
footer {{ margin-top: 3mm; border-top: .2mm solid {line}; padding-top: 1mm; color: {muted}; font-size: 8pt; line-height: 1.4; }}
@media screen {{ body {{ padding: 6mm; background: {grey}; }} .card {{ background: {ground}; padding: 8mm; width: 202mm; margin-bottom: 6mm; }} }}
"""


def card_html(
    cases: Iterable[Case], tactics: Iterable[Tactic], source: str, area_names: dict[str, str], made: date
) -> str:
    """HTML with one A4 page per case.

    `source` is the citation line of the cases' source, `area_names` the 構想区域 name by code, `made` the date printed on it.
    """
    known = {t.id: t for t in tactics}
    chosen = tuple(cases)
    title = chosen[0].name if len(chosen) == 1 else f"好事例カード({len(chosen)}事例)"
    style = _CSS.format(
        text=palette.TEXT,
        ground=palette.GROUND,
        font=palette.FONT,
        key=palette.KEY,
        pale=palette.KEY_PALE,
        line=palette.LINE,
        grey=palette.NEUTRAL,
        muted=palette.TEXT_MUTED,
    )
    body = "\n".join(
        _card(case, known, source, area_names.get(case.area_code, case.area_code), made) for case in chosen
    )
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_e(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def file_name(cases: tuple[Case, ...], made: date) -> str:
    """`好事例カード_布施医院_2026-11-22.html`, safe on every file system."""
    name = cases[0].name if len(cases) == 1 else f"{len(cases)}事例"
    safe = "".join("_" if c in '\\/:*?"<>| ' else c for c in name)
    return f"好事例カード_{safe}_{made.isoformat()}.html"


def facts(case: Case, area_name: str) -> tuple[tuple[str, str], ...]:
    """Label and value of the plain facts, the same on screen and paper."""
    readers = f"{case.card_readers.count}台"
    readers += f"({case.card_readers.placement})" if case.card_readers.placement else "(設置場所の記載なし)"
    address = f"〒{case.postal_code} {case.address}" if case.postal_code else case.address
    return (
        (case.person.role, case.person.name),
        ("顔認証付きカードリーダー", readers),
        ("所在地", address),
        ("構想区域", f"{area_name}({case.municipality})"),
        ("ウェブサイト", case.website or "記載なし"),
    )


def _e(text: str) -> str:
    return html.escape(text, quote=True)


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_e(i)}</li>" for i in items) + "</ul>"


def _card(case: Case, tactics: dict[str, Tactic], source: str, area_name: str, made: date) -> str:
    rows = "".join(f"<tr><th>{_e(k)}</th><td>{_e(v)}</td></tr>" for k, v in facts(case, area_name))
    measures = "".join(
        f'<h3>{_e(m.heading)} <span class="tags">{_e("・".join(tactics[t].label for t in m.tactics))}</span></h3>'
        + _list(m.details)
        for m in case.measures
    )
    postings = [f"{p.what}: {p.where}" + (f"「{p.wording}」" if p.wording else "") for p in case.postings] or [
        "掲示についての記載なし"
    ]
    talk = (f"{case.talk.who}: " if case.talk.who else "") + case.talk.how
    effects = [f"{e.text}({EFFECT_BASIS_LABEL[e.basis]})" for e in case.effects] or ["効果についての記載なし"]
    tries = "".join(
        f'<li><span class="box"></span>{_e(step)}</li>' for t in case.tactics for step in tactics[t].checklist
    )
    captions = "、".join(p.caption for p in case.photos if not p.path)
    photos = "".join(_figure(photo) for photo in case.photos if photo.path)
    density = "card dense" if _lines(case, tactics) > _ROOMY_LINES else "card"
    return f"""<article class="{density}">
<header><span class="kind">{_e(case.kind_label)}</span><h1>{_e(case.name)}</h1>
<p class="headline">「{_e(case.headline)}」</p></header>
<p class="point"><b>POINT</b>{_e(case.point)}</p>
<table>{rows}</table>
<h2>取組</h2>
{measures}
<div class="columns"><div><h2>掲示・案内</h2>{_list(postings)}</div>
<div><h2>患者への話しかけ</h2>{_list([talk])}</div></div>
<h2>効果・ねらい</h2>
{_list(effects)}
{f'<div class="photos">{photos}</div>' if photos else ""}
<h2>自院で試す</h2>
<ul class="tries">{tries}</ul>
<footer>出典: {_e(source)} {_e(case.source_note)}。{case.as_of.year}年{case.as_of.month}月{case.as_of.day}日時点、{_e(case.publisher)}。
「」の見出しは資料のまま、ほかの文は要約。{f"写真(未収載)の説明: {_e(captions)}。" if captions else ""}「自院で試す」は取組の種類からこのダッシュボードが作った項目。作成日 {made.isoformat()}</footer>
</article>"""


def _lines(case: Case, tactics: dict[str, Tactic]) -> int:
    """Rough number of printed lines, to choose the denser setting before a card would run onto a second page."""
    whole = [*(d for m in case.measures for d in m.details), *(e.text for e in case.effects)]
    half = [f"{p.what}{p.where}{p.wording}" for p in case.postings]
    half += [step for t in case.tactics for step in tactics[t].checklist]
    lines = sum(1 + len(t) // 50 for t in whole) + len(case.measures) * 1.3
    lines += sum(1 + len(t) // 24 for t in half) * 0.6
    return round(lines + (7 if any(p.path for p in case.photos) else 0))


def _figure(photo: Photo) -> str:
    assert photo.path is not None
    return (
        f'<figure><img src="{_data_uri(photo.path)}" alt="{_e(photo.caption)}">'
        f"<figcaption>{_e(photo.caption)}</figcaption></figure>"
    )


def _data_uri(path: Path) -> str:
    return f"data:image/{_MIME[path.suffix.lower()]};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
