"""Values of the rules other than the shipped ones, for one test."""

from __future__ import annotations

import pytest

from core import parameters
from core.parameters import Key, Rulebook, rulebook


def with_values(monkeypatch: pytest.MonkeyPatch, **values: float) -> None:
    """Other values in force for one test."""
    book = rulebook()
    changed = {Key(k): book.parameters[Key(k)].model_copy(update={"value": v}) for k, v in values.items()}
    monkeypatch.setattr(parameters, "rulebook", lambda: Rulebook(book.as_of, {**book.parameters, **changed}))
