"""Signs beside the colours of a map, and how Vega draws them."""

from __future__ import annotations

from typing import Final

PLUS: Final = "+"
MINUS: Final = "−"
RING: Final = "○"
OUTLINES: Final[dict[str, str]] = {
    PLUS: "M-0.5,0H0.5M0,-0.5V0.5",
    MINUS: "M-0.5,0H0.5",
    RING: "M-0.5,0A0.5,0.5,0,1,1,0.5,0A0.5,0.5,0,1,1,-0.5,0Z",
}
#: Two frames, one in the other: a swatch with a double outline.
TWOFOLD: Final = "M-1,-1H1V1H-1V-1ZM-0.5,-0.5H0.5V0.5H-0.5V-0.5Z"
