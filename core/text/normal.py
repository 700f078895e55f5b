"""One normaliser in three forms: a value that is kept, the spelling of an official name, words that are searched.

All are NFKC (full width and half width are one) and idempotent. `spelled` and `sought` only ever make more texts equal:
texts that are equal in `kept` are equal in both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

#: Variant characters that the sources mix, and the one that stands for them. Institutions are matched with the hospital list
#: by this table, so a change of it can change `facility.parquet`.
_SPELLINGS: Final = str.maketrans(
    "ヶヵ龍檮﨑髙德濵邊邉齋齊圓會澤國惠廣眞瀨嶋", "ケカ竜梼崎高徳浜辺辺斎斉円会沢国恵広真瀬島"
)
#: More of them, for searching only: there a wrong guess costs a line too many, not a wrong match.
_WIDER: Final = str.maketrans(
    "斉櫻應綜付冨舘槙曾礒峯嶽渕藪條壽榮學醫鐵桧濱嶌龜靜彌關區豐鄕橫淸增藏萬獨洲",
    "斎桜応総附富館槇曽磯峰岳淵薮条寿栄学医鉄檜浜島亀静弥関区豊郷横清増蔵万独州",
)
_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
#: A long vowel is often typed as one of these.
_DASHES: Final = dict.fromkeys(map(ord, "-‐‑‒–—―−"), ord("ー"))
#: All of them, one after the other, in one table.
_FOLDS: Final = {
    code: _HIRAGANA.get(end := _WIDER.get(mid := _SPELLINGS.get(code, code), mid), end)
    for code in {*_SPELLINGS, *_WIDER, *_HIRAGANA}
} | _DASHES


def kept(text: str) -> str:
    """A value as somebody wrote it into a cell or a form: NFKC, no white space at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


def spelled(text: str) -> str:
    """One spelling of an official name: no white space, one form of ケ and of variant characters. Case and kana stay."""
    return _settled(lambda t: "".join(t.split()).translate(_SPELLINGS), text)


def sought(text: str) -> str:
    """The form in which words are compared: small letters, hiragana, one form of variant characters, single spaces."""
    return _settled(_folded, text)


def words(query: str) -> tuple[str, ...]:
    """The words of a query in the form of `sought`; spaces (also 全角) separate them."""
    return tuple(sought(query).split())


def _folded(text: str) -> str:
    return " ".join(text.casefold().translate(_FOLDS).split())


def _settled(fold: Callable[[str], str], text: str) -> str:
    """`fold` after NFKC, again where folding brings characters together that NFKC then composes."""
    while not unicodedata.is_normalized("NFKC", folded := fold(unicodedata.normalize("NFKC", text))):
        text = folded
    return folded
