"""Programs that read or draw documents again. Without them a test is skipped, but fails on CI, which must check everything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

_HELP = {
    "pdftotext": "poppler-utils を入れてください",
    "pdfinfo": "poppler-utils を入れてください",
    "soffice": "LibreOffice(Writer・Calc・Impress)を入れてください",
}


def program(name: str) -> str:
    """Path of a program."""
    found = shutil.which(name)
    if found is None:
        words = f"{name} がありません。{_HELP[name]}。"
        if os.environ.get("CI"):
            pytest.fail(f"CI では省けません。{words}", pytrace=False)
        pytest.skip(words)
    return found


def text_of(content: bytes) -> str:
    """Text of a PDF in the order in which it is set."""
    return _run("pdftotext", "-raw", "-enc", "UTF-8", "-", "-", content=content)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page and where it stands, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Boxes:
    """A page with its words."""

    wide: float
    high: float
    words: tuple[Word, ...]


_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


def boxes_of(content: bytes) -> list[Boxes]:
    """The words of each page of a PDF with their places."""
    said = _run("pdftotext", "-bbox", "-enc", "UTF-8", "-", "-", content=content)
    return [
        Boxes(
            float(wide),
            float(high),
            tuple(Word(text, *map(float, place)) for *place, text in _WORD.findall(inside)),
        )
        for wide, high, inside in _PAGE.findall(said)
    ]


def pages_of(content: bytes) -> int:
    """Pages of a PDF."""
    said = _run("pdfinfo", "-", content=content)
    return int(next(line.split()[-1] for line in said.splitlines() if line.startswith("Pages:")))


def sizes_of(content: bytes) -> set[str]:
    """Paper sizes of all pages of a PDF, in the words of pdfinfo (`595.28 x 841.89 pts (A4)`)."""
    said = _run("pdfinfo", "-l", "9999", "-", content=content)
    return {
        line.split("size:")[1].strip() for line in said.splitlines() if line.startswith("Page ") and "size:" in line
    }


def drawn(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """PDFs of office documents by name (with their ending), drawn by one run of LibreOffice with a profile of its own."""
    soffice = program("soffice")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, content in files.items():
            (place / name).write_bytes(content)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        done = subprocess.run(
            [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *map(str, sorted(place.glob("*.*")))],
            capture_output=True,
            check=False,
        )  # fmt: skip
        made = {name: (place / name).with_suffix(".pdf") for name in files}
        missing = [name for name, path in made.items() if not path.exists()]
        assert not missing, f"LibreOffice did not draw {missing}: {done.stderr.decode(errors='replace')}"
        return {name: path.read_bytes() for name, path in made.items()}


def _run(name: str, *arguments: str, content: bytes) -> str:
    return subprocess.run([program(name), *arguments], input=content, capture_output=True, check=True).stdout.decode()
