"""What is said of known vulnerabilities: found, explained, or not looked up at all, which is no 「none」."""

from __future__ import annotations

from typing import Any

import pytest

from tests.audit import SECURITY, explained, judge

VULN = {"id": "PYSEC-1", "aliases": ["CVE-1", "GHSA-a-b"], "fix_versions": ["2"]}
FINE: dict[str, Any] = {"name": "a", "version": "1", "vulns": []}
BAD: dict[str, Any] = {"name": "b", "version": "1", "vulns": [VULN]}
UNASKED: dict[str, Any] = {"name": "c", "skip_reason": "Dependency not found on PyPI and could not be audited: c (1)"}


@pytest.mark.parametrize(
    ("parts", "known", "code", "words"),
    [
        ([FINE], (), 0, "調べた部品 1 件、説明のない脆弱性 0 件"),
        ([FINE, BAD], (), 1, "b 1: PYSEC-1"),
        ([FINE, BAD], ("CVE-1",), 0, "説明のない脆弱性 0 件"),
        ([FINE], ("CVE-1",), 1, "CVE-1: もう見つかりません"),
        ([UNASKED], (), 3, "調べられなかった部品 1 件"),
        ([FINE, UNASKED], ("CVE-1",), 3, "調べられなかった部品 1 件"),
        ([BAD, UNASKED], (), 1, "b 1: PYSEC-1"),
        ([], (), 3, "調べられなかった"),
    ],
)
def test_a_report_is_judged(parts: list[dict[str, Any]], known: tuple[str, ...], code: int, words: str) -> None:
    verdict = judge({"dependencies": parts}, known)
    assert verdict.code == code
    assert words in verdict.told()


def test_the_table_of_explained_vulnerabilities_is_read() -> None:
    text = "| 番号 | 日 |\n|---|---|\n| CVE-2026-1 | x |\n| GHSA-aaaa-bbbb | CVE-2026-2 |\n"
    assert explained(text) == {"CVE-2026-1", "GHSA-aaaa-bbbb"}
    assert explained(SECURITY.read_text(encoding="utf-8")) == frozenset()
