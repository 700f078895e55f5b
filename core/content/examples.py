"""Examples of reading the downloaded tables with other programs: files of `data/content/examples/`, shown and handed out as they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.errors import UserError
from core.reading.base import CONTENT_DIR

EXAMPLES_DIR: Final = CONTENT_DIR / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """`name`: file in the ZIP; `program`: what reads it; `language`: for its colours on screen; `tried`: whether our tests run it."""

    name: str
    program: str
    language: str | None
    tried: bool

    def text(self, folder: Path = EXAMPLES_DIR) -> str:
        """The program. UserError when the file is missing or no text."""
        try:
            return (folder / self.name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                f"使い方の例を読めません: data/content/examples/{self.name}",
                "ファイルがあるか、文字コードが UTF-8 かを確かめてください。",
            ) from error


EXAMPLES: Final = (
    Example("excel_power_query.m", "Excel(Power Query)", None, tried=False),
    Example("read_pandas.py", "Python(pandas)", "python", tried=True),
    Example("read_r.R", "R", "r", tried=True),
    Example("read_duckdb.sql", "DuckDB", "sql", tried=True),
)
