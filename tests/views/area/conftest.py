"""What tests of the area page's sections share."""

from __future__ import annotations

import pytest

from core.content.source_short import load_source_short
from core.data.queries import meta
from core.data.reader import Read, reader
from core.data.store import Store
from core.views.sources import SourceBook, source_book


@pytest.fixture(scope="session")
def read(real_store: Store) -> Read:
    return reader(real_store)


@pytest.fixture(scope="session")
def book(real_store: Store) -> SourceBook:
    return source_book(meta.sources(real_store).frame, load_source_short())
