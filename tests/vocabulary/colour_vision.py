"""How a colour looks to others: three types of colour vision (Machado, Oliveira and Fernandes 2009, severity 1) and grey paper."""

from __future__ import annotations

import math
from typing import Final

Triple = tuple[float, float, float]

#: Row by row, on linear light.
VISION: Final[dict[str, tuple[Triple, Triple, Triple]]] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> Triple:
    """Light of `#rrggbb`, 0–1 each."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(v: float) -> float:
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def seen(colour: str, vision: str) -> Triple:
    """Light as a type of vision has it; `normal` changes nothing, `grey` leaves the luminance alone."""
    light = linear(colour)
    if vision == "normal":
        return light
    if vision == "grey":
        grey = sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), light, strict=True))
        return grey, grey, grey
    one, two, three = (
        min(max(sum(w * v for w, v in zip(row, light, strict=True)), 0.0), 1.0) for row in VISION[vision]
    )
    return one, two, three


def distance(one: str, other: str, vision: str = "normal") -> float:
    """Difference of two colours (CIE 1976, L*a*b* under D65): about 2 is just noticed, 10 is seen at a glance."""
    return math.dist(_lab(seen(one, vision)), _lab(seen(other, vision)))


def _lab(light: Triple) -> Triple:
    red, green, blue = light
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
