"""Lines that try to become something other than themselves on a page drawn from Markdown."""

from __future__ import annotations

import itertools
import string

HOST = "outside.example"
#: One for each thing that Markdown, its extensions in use and Streamlit's own passes make of text.
ATTACKS = (
    f"![x](http://{HOST}/a.png)",
    f"![x][y] [y]: http://{HOST}/b.png",
    f"[x](http://{HOST}/) [x](javascript:alert(1)) [x]",
    f"<img src=http://{HOST}/c.png onerror=alert(1)>",
    f"<script src=//{HOST}/d.js></script><b>x</b><!-- y --><a href=//{HOST}>z</a>",
    f"<http://{HOST}/> <me@{HOST}>",
    f"http://{HOST}/e https://{HOST}/f?g=h&i=j#k ftp://{HOST} HTTP://{HOST}",
    f"www.{HOST} WWW.{HOST}/x (www.{HOST})",
    f"me@{HOST} mailto:me@{HOST} xmpp:me@{HOST}",
    "http&#58;//outside.example &lt;b&gt; &amp; &nbsp; &#x41;",
    "$x^2$ $$y$$ 5$ 10$ \\(z\\) \\[w\\]",
    ":red[x] :blue-background[y] :small[z] :red-badge[b] :color[x]{foreground=red} :help[h] :shimmer[s]",
    ":smile: :+1: :heart::fire: a:smile:b",
    ":streamlit: x:streamlit:y",
    ":material/home: :material_home: :material/thumb_up::material/thumb_up:",
    "-> <- <-> -- --- >= <= ~= => a->b a -> b",
    "::leaf[x]{#i .c} :::container",
    ":::note",
    "# one",
    "###### six",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "1) item",
    "> quote",
    "    code",
    "\tcode",
    "```js x``` `code` ~~~",
    "---",
    "***",
    "===",
    "*em* **strong** _em_ __strong__ ***both*** ~~gone~~ ~gone~",
    "| a | b |",
    "|--|:-:|",
    "[^1] [^1]: note",
    "- [ ] task - [x] done",
    "a\nb\r\n\r\n# c\n\n- d\n\n    e",
    "a  \nb\\",
    "\\* \\\\ \\",
    "前橋市(県立) 「引用」:値、100%・♪ 山﨑",
    "全角\u3000空白\u3000",
    "x\u200by\u200d\u2060z\ufeff",
    "\u202eabc\u202c",
    "a\x00b\x07c\x1bd",
    "12:30:45 1:2:3 a:b C:\\dir\\file",
    "https:// http:/ www. @ : a@b a@b.c",
    "'single' \"double\" ... (c) 1st",
    "{{x}} {% y %} ${z} #{w} %s {0}",
)
#: Every two marks after each other at the beginning, in the middle and at the end, beside letters and beside spaces.
PAIRS = tuple(f"{a}{b}x {a}{b} y{a}{b}z {a} {b}" for a, b in itertools.product(string.punctuation, repeat=2))


def shown(line: str) -> str:
    """What a reader must see of a line."""
    spaced = " ".join(part for part in "".join(" " if c in "\t\n\r" else c for c in line.strip()).split(" ") if part)
    return "".join("�" if ord(c) < 32 else c for c in spaced)
