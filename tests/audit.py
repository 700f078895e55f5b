"""`python -m tests.audit`: known vulnerabilities of the installed packages, as pip-audit finds them, beside what docs/security.md explains.

pip-audit alone says that it found none where it could ask about none; here that is told as it is. Not part of the suite: it needs
a network and pip-audit, which is installed apart.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

SECURITY: Final = Path(__file__).resolve().parents[1] / "docs" / "security.md"
_ROW: Final = re.compile(r"^\| *((?:PYSEC|CVE|GHSA)-[\w-]+) *\|", re.MULTILINE)


@dataclass(frozen=True)
class Verdict:
    """`asked`, `unknown`: packages about which the service answered, or not. `found`: (package, version, id) that nobody has explained.

    `gone`: explained, and found no more.
    """

    asked: int
    unknown: tuple[str, ...]
    found: tuple[tuple[str, str, str], ...]
    gone: tuple[str, ...]

    @property
    def code(self) -> int:
        """0: nothing unexplained was found; 1: something was; 3: it could not be looked up, in whole or in part."""
        return 1 if self.found or self.gone and not self.unknown else 3 if self.unknown or not self.asked else 0

    def told(self) -> str:
        """In words."""
        lines = [f"{name} {version}: {known}" for name, version, known in self.found]
        lines += [
            f"{known}: もう見つかりません。docs/security.md の表から消してください。"
            for known in self.gone
            if not self.unknown
        ]
        lines.append(f"調べた部品 {self.asked} 件、説明のない脆弱性 {len(self.found)} 件。")
        if self.unknown or not self.asked:
            lines.append(f"調べられなかった部品 {len(self.unknown)} 件。脆弱性の一覧に届くところで実行してください。")
        return "\n".join(lines)


def explained(document: str) -> frozenset[str]:
    """The ids of the table in docs/security.md."""
    return frozenset(_ROW.findall(document))


def judge(report: dict[str, Any], known: Collection[str]) -> Verdict:
    """What pip-audit's JSON says, beside what is explained (by any of a vulnerability's names)."""
    parts = report["dependencies"]
    unknown = tuple(sorted(part["name"] for part in parts if "skip_reason" in part))
    names = [
        (part["name"], part["version"], {one["id"], *one.get("aliases", ())}, one["id"])
        for part in parts
        for one in part.get("vulns", ())
    ]
    found = tuple((name, version, first) for name, version, ids, first in names if not ids & set(known))
    seen = {one for _, _, ids, _ in names for one in ids}
    return Verdict(len(parts) - len(unknown), unknown, found, tuple(sorted(set(known) - seen)))


def main() -> int:
    """The verdict's code; 3 also where pip-audit is missing or could not be answered."""
    program = shutil.which("pip-audit")
    if program is None:
        print("pip-audit がありません。別の仮想環境に python -m pip install pip-audit で入れ、PATH に加えてください。")
        return 3
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--all"], capture_output=True, text=True, check=True
    )
    done = subprocess.run(
        [program, "--format=json", "--progress-spinner=off", "--disable-pip", "--no-deps", "--requirement=/dev/stdin"],
        input=listed.stdout, capture_output=True, text=True,
    )  # fmt: skip
    try:
        report = json.loads(done.stdout)
    except ValueError:
        print(f"脆弱性の一覧に届きません。{done.stderr.strip().splitlines()[-1:] or ''}")
        return 3
    verdict = judge(report, explained(SECURITY.read_text(encoding="utf-8")))
    print(verdict.told())
    return verdict.code


if __name__ == "__main__":
    raise SystemExit(main())
