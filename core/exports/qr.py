"""A link as a QR code, drawn here: no service is asked."""

from __future__ import annotations

from io import BytesIO

import segno
from segno.encoder import DataOverflowError

from core.vocabulary import palette


def qr_svg(link: str) -> str:
    """The code as SVG without a size of its own; empty where the link is longer than a code can hold (some 2,300 bytes)."""
    try:
        code = segno.make_qr(link, error="m", boost_error=False)
    except DataOverflowError:
        return ""
    drawn = BytesIO()
    code.save(drawn, kind="svg", border=2, omitsize=True, dark=palette.TEXT, light=palette.GROUND, xmldecl=False)
    return drawn.getvalue().decode()
