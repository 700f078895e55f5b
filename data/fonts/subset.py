"""Makes the face that pictures for documents are drawn with: the Japanese characters of Noto Sans CJK JP, under a name of its own.

    pip install fonttools
    python data/fonts/subset.py NotoSansCJK-Regular.ttc

The collection is in the Debian package fonts-noto-cjk (/usr/share/fonts/opentype/noto). The characters are those of Windows-31J,
which holds JIS X 0208, ①〜⑳, Ⅰ〜Ⅹ and the names with 髙 and 﨑, with Latin letters, and `MORE`. Layout tables go: pictures set letters
one by one. The name differs, so that a picture never takes another version of the face that happens to be installed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

FAMILY = "Suishin Sans JP"
FILE = "NotoSansCJKjp-subset.otf"
MORE = "\u2009𠮷ゖ‑‒‹›↔≈▶◀−–—‐―〜～①②③④⑤⑥⑦⑧⑨⑩▲△▽▼◆◇●○■□✓×÷±≥≤≦≧²³½²τφμσ√→←↑↓†‡•·…‥°㎡㎞€£¥"
NAMES = {1: FAMILY, 3: f"{FAMILY} subset", 4: FAMILY, 6: FAMILY.replace(" ", "") + "-Regular", 16: FAMILY}


def characters() -> set[str]:
    """Everything that Windows-31J can hold and that is no private character, Latin letters, and `MORE`."""
    found = {chr(c) for c in range(0x20, 0x7F)} | {chr(c) for c in range(0xA0, 0x100)} | set(MORE)
    for high in range(0x81, 0x100):
        for low in range(0x40, 0xFD):
            try:
                found.update(bytes((high, low)).decode("cp932"))
            except UnicodeDecodeError:
                continue
    found |= {chr(c) for c in range(0xFA30, 0xFA6B)}  # the printed forms that names of institutions have
    return {c for c in found if not 0xE000 <= ord(c) < 0xF900}


def main(collection: str) -> None:
    fonts = TTCollection(collection).fonts
    font = next(f for f in fonts if f["name"].getDebugName(1) == "Noto Sans CJK JP")
    font.recalcTimestamp = False  # the same collection gives the same file
    options = subset.Options()
    options.layout_features, options.hinting, options.glyph_names = [], False, False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GDEF", "GPOS", "GSUB", "DSIG"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[ord(c) for c in characters()])
    cut.subset(font)
    for record in list(font["name"].names):
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID]
    top = font["CFF "].cff
    top.fontNames[0] = NAMES[6]
    top.topDictIndex[0].FullName, top.topDictIndex[0].FamilyName = FAMILY, FAMILY
    path = Path(__file__).with_name(FILE)
    font.save(path)
    print(path.name, len(font.getBestCmap()), "characters,", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1])
