"""Facts of the committed data, built once for the tests that need real figures."""

from __future__ import annotations

import pytest

from core.data.store import Store
from core.rules.facts import Facts, from_store


@pytest.fixture(scope="session")
def real_facts(real_store: Store) -> Facts:
    """Facts on the committed data."""
    return from_store(real_store)
