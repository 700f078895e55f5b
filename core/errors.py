"""Errors that a person reads: what is wrong, where, and what to do. Everything else crashes loudly."""

from __future__ import annotations

import io
import sys


class UserError(Exception):
    """An error with a Japanese message for the user.

    `message` says what is wrong and where (file, sheet, cell / row, column); `hint` says what to do.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  対処: {self.hint}" if self.hint else self.message


class FieldError(UserError, ValueError):
    """A refused value. `field` names it as in a file (`beds`, `functions[2]`, counted from 1; empty: the whole).

    A ValueError as well, so that pydantic adds the place in the file (`core.reading.refusals`).
    """

    def __init__(self, field: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.field = field


def any_console() -> None:
    """For a command: what is printed may hold letters that the console lacks (CP932, ASCII); they become `?`, and the command goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
