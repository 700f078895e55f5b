"""Text as Markdown that shows exactly these characters.

A backslash before a mark stops Markdown itself: layout, links, pictures, HTML, formulas, directives. Streamlit's front end then
looks through the finished text once more and turns what it finds there into links (`http://`, `www.`, mail addresses), emoji
(`:smile:`), icons and its logo, and arrows (`->`). Such a text must therefore not stand in one piece: its middle character is put
into a `:color[…]` directive without a colour, which draws as the bare character. Tested on the front end itself
(`tests/browser/test_markdown.py`), since none of this is promised to stay.
"""

from __future__ import annotations

import re
from typing import Final

#: Marks that mean something anywhere; the one of `:material/`, which is looked for before Markdown is read; any mark at the
#: beginning (lists, and what our own words in front may have begun); the dot or bracket of a numbered list.
_MARKS: Final = re.compile(r"([\\`*_\[\]!#$<>~|:&]|(?<=material)/|^[!-/:-@\[-`{-~])|^(\d+)([.)])")
#: What breaks a text that the front end would replace: `:` and `@`, the dot of `www.`, the second half of an arrow. Not at the
#: beginning: a directive does not open after a colon, and the words in front may end with one.
_APART: Final = re.compile(r"(?<!^)[:@]|(?<=www)\.|(?<=[-<>~])[->=]", re.IGNORECASE)
#: Marks of Markdown that can stand in a sentence of ours or in an official name.
_OWN_MARKS: Final = re.compile(r"([\\`*_\[\]#$<>~|]|^[-+](?= ))")
_SPACE: Final = re.compile(r"[ \t\n\x0b\x0c\r\x85\u2028\u2029]+")
#: Characters without a picture of their own; a browser would drop them or Markdown stumble over them.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def escape(text: str) -> str:
    """The text as Markdown, in one line, that shows exactly these characters: no picture, link, formula or layout comes of it.

    White space becomes single spaces, as a browser would show it (全角 spaces inside stay); a control character becomes �.
    """
    line = _CONTROL.sub("�", _SPACE.sub(" ", text).strip())
    out, done = [], 0
    for found in _APART.finditer(line):
        out += [_marked(line[done : found.start()]), rf":color[\{found[0]}]{{}}"]
        done = found.end()
    return "".join((*out, _marked(line[done:])))


def escape_own(text: str) -> str:
    """Our own words as Markdown. They name no address, emoji or directive, so only Markdown's marks need a backslash."""
    return _OWN_MARKS.sub(r"\\\1", _SPACE.sub(" ", text))


def _marked(piece: str) -> str:
    return _MARKS.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", piece)
