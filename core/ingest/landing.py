"""The page on which the ministry offers its files: which of its links a name in the registry of sources means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatchcase
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

#: Names under which a page means the letters of Windows, ③ among them.
_SHIFT_JIS: Final = ("shift_jis", "sjis", "x_sjis", "windows_31j")
_CHARSET: Final = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


class _Links(HTMLParser):
    """Address and words of every link."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (address := dict(attrs).get("href")):
            self.found.append((address, ""))
            self._open = True
        elif tag == "img" and self._open:
            self.handle_data(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._open:
            address, words = self.found[-1]
            self.found[-1] = (address, words + data)


def text_of(page: bytes, charset: str | None) -> str:
    """A page's text: by the charset that the server states, else by its own, else UTF-8. What cannot be read is replaced."""
    stated = _CHARSET.search(page[:4096])
    name = (charset or (stated[1].decode() if stated else "utf-8")).lower().replace("-", "_")
    try:
        return page.decode("cp932" if name in _SHIFT_JIS else name, "replace")
    except LookupError:
        return page.decode("utf-8", "replace")


def matching(page: str, url: str, pattern: str) -> list[str]:
    """Addresses that the links of a page mean by a file's name or by their words, each once, in the page's order.

    `pattern`: a name with `*` and `?`, its ending included. A link's words count with the ending of its address, so that
    `*別添4③*.xlsx` finds the link 「別添４③（病床数等の状況）[1.2MB]」 to `/content/001.xlsx`. Forms of letters do not matter.
    """
    wanted = _plain(pattern)
    return list(
        dict.fromkeys(address for address, names in _named(page, url) if any(fnmatchcase(n, wanted) for n in names))
    )


def _named(page: str, url: str) -> Iterator[tuple[str, tuple[str, str]]]:
    links = _Links()
    links.feed(page)
    links.close()
    for written, words in links.found:
        try:
            parts = urlsplit(urljoin(url, written.strip()))
        except ValueError:  # no address
            continue
        if parts.scheme in ("http", "https"):
            name = PurePosixPath(unquote(parts.path)).name
            yield parts._replace(fragment="").geturl(), (_plain(name), _plain(words + PurePosixPath(name).suffix))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
