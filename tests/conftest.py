"""Shared fixtures: a store on three tiny areas, and the store on the committed data."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from core.data.store import Store
from tests import factory, official

# What a busy machine makes slow is not a fault of the code under test; on CI the same examples are tried in every run.
settings.register_profile(
    "suite",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("suite")


def pytest_collection_finish() -> None:
    """What has been imported stays to the end, so the collector need not look at it again; that took an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_unconfigure() -> None:
    """What is given back at the end can be found again."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store on three invented areas (`factory.small_tables`). Nothing can be written through it, so all tests share it."""
    root = tmp_path_factory.mktemp("small")
    factory.write_tables(root, factory.small_tables())
    return Store(root)


@pytest.fixture(scope="session")
def official_dir() -> Path:
    """Folder of the ministry's own workbooks (`tests.official`)."""
    return official.workbooks(os.environ)


@pytest.fixture(scope="session")
def real_store() -> Store:
    """The store on the committed data."""
    return Store()
