"""The A4 cards of some cases as a file to print."""

from __future__ import annotations

from core.content.cases import Case, Tactic
from core.exports.case_card import card_html, file_name
from core.ui import cached, draw
from core.views.gallery.cards import cited
from core.vocabulary import clock


def button(cases: tuple[Case, ...], tactics: tuple[Tactic, ...], area_names: dict[str, str]) -> None:
    """Download of the cards."""
    today = clock.today()
    draw.save_button(
        "印刷用カード(A4・1枚、HTML)" if len(cases) == 1 else f"印刷用カード({len(cases)}事例、HTML)",
        lambda: card_html(cases, tactics, cached.sources_by_id().citation(cited(cases)), area_names, today),
        file_name(cases, today),
        "text/html",
        key="print_card",
        icon=":material/print:",
        help="開いたファイルの「印刷・PDFに保存」を押すと、A4 縦の印刷かPDFになります。通信は要りません。",
    )
