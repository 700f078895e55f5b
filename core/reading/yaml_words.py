"""What libyaml finds wrong with a text, in Japanese: it speaks English, and of its own parts."""

from __future__ import annotations

import re
from typing import Final

UNREADABLE: Final = "書き方が YAML ではありません"
_QUOTE: Final = '記号の使い方が違います。文の中の記号は引用符 " で囲みます'
#: A part of libyaml's sentence → ours; the first that fits counts.
_WORDS: Final = (
    ("mapping values are not allowed", '「:」の使い方か字下げが違います。文の中の「:」は引用符 " で囲みます'),
    ("sequence entries are not allowed", "「- 」の位置が違います。前の行で改行し、字下げをそろえます"),
    ("mapping keys are not allowed", "「?」の位置が違います"),
    ("cannot start any token", "タブか、文の初めに置けない記号(@ や `)があります"),
    ("tab character", "字下げにタブがあります。半角スペースにします"),
    ("unexpected end of stream", "引用符が閉じていません"),
    ("expected ',' or ']'", "[ ] が閉じていないか、区切りの「,」がありません"),
    ("expected ',' or '}'", "{ } が閉じていないか、区切りの「,」がありません"),
    ("expected '-' indicator", "「- 」の並びの途中に、ほかの書き方の行があります"),
    ("expected key", "「項目: 値」でない行があるか、引用符の後に余分な文字があります"),
    ("expected ':'", "項目名の後に「:」がありません"),
    ("expected node content", "値があるはずの所に、閉じる括弧や記号があります"),
    ("document", "1つのファイルに「---」などの区切りで2つ以上の内容があります"),
    ("undefined alias", '「*」で指した先(&)がありません。文の初めの「*」は引用符 " で囲みます'),
    ("duplicate anchor", "「&」の名前が2回使われています"),
    ("escape c", "引用符 \" の中の「\\」の使い方が違います。「\\\\」と書くか、引用符を ' にします"),
    ("hexdecimal", "引用符 \" の中の「\\」の使い方が違います。「\\\\」と書くか、引用符を ' にします"),
    ("comment or line break", "「|」か「>」の後に余分な文字があります"),
    ("indentation indicator", "「|」か「>」の後の数が違います"),
    ("unhashable key", "項目名が一覧や組になっています"),
    ("merging", "「<<」の使い方が違います"),
    ("control characters", "使えない文字(制御文字)があります"),
    ("determine a constructor", '「!」で始まる書き方は使えません。文の初めの「!」は引用符 " で囲みます'),
    ("directive", '「%」で始まる行は使えません。文の初めの「%」は引用符 " で囲みます'),
    ("tag", '「!」で始まる書き方は使えません。文の初めの「!」は引用符 " で囲みます'),
    ("alphabetic or numeric", _QUOTE),
    ("expected '>'", _QUOTE),
    ("base64", "「!」で始まる書き方は使えません"),
)
_LATIN: Final = re.compile(r"[A-Za-z]{3}")


def problem(said: str) -> str:
    """A sentence of libyaml (empty: it said none) in Japanese, without its last 。; one of our own stays as it is."""
    for part, words in _WORDS:
        if part in said:
            return words
    return UNREADABLE if not said or _LATIN.search(said) and said.isascii() else said
