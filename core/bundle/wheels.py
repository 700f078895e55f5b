"""The wheels that a bundle needs: looked for in a folder, and downloaded where they are missing.

`pip download --platform` asks the markers of requirements about the machine that it runs on, not about the one it downloads for; on
Linux it leaves out what only Windows needs. So what is needed is read here from the wheels themselves, until nothing is missing.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path
from typing import Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from core.bundle.targets import Target
from core.errors import UserError

#: Rounds of downloads for one target: each brings what the wheels of the last one turned out to need.
_ROUNDS: Final = 5


@dataclass(frozen=True)
class Wheel:
    """One file. `name`: in canonical form; `tags`: where it runs; `requires`: what it needs, with markers."""

    path: Path
    name: str
    version: Version
    tags: frozenset[Tag]
    requires: tuple[Requirement, ...]

    def rank(self, target: Target) -> int | None:
        """How well it fits, 0 being the best; None where it does not run."""
        return min((target.ranks[tag] for tag in self.tags if tag in target.ranks), default=None)


def requirements(path: Path) -> list[Requirement]:
    """The pinned lines of a requirements file. Raises UserError."""
    lines = [line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    try:
        return [Requirement(line) for line in lines if line]
    except InvalidRequirement as error:
        raise UserError(f"{path.name} に読めない行があります。", "1行に「名前==版」の形で書いてください。") from error


def wheels_in(folder: Path) -> list[Wheel]:
    """All wheels of a folder, by name. Raises UserError for a damaged one."""
    return [_wheel(path) for path in sorted(folder.glob("*.whl"))]


def _wheel(path: Path) -> Wheel:
    try:
        name, version, _, tags = parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as packed:
            inner = next(n for n in packed.namelist() if n.endswith(".dist-info/METADATA") and n.count("/") == 1)
            told = BytesParser().parsebytes(packed.read(inner), headersonly=True).get_all("Requires-Dist", [])
        return Wheel(path, name, version, tags, tuple(Requirement(line) for line in told))
    except (InvalidWheelFilename, InvalidRequirement, zipfile.BadZipFile, StopIteration, OSError) as error:
        raise UserError(f"部品のファイルを読めません: {path.name}", "消してから、もう一度実行してください。") from error


def needed(
    roots: Iterable[Requirement], wheels: Sequence[Wheel], target: Target
) -> tuple[dict[str, Wheel], list[Requirement]]:
    """What `roots` need on `target`, all the way down: the wheel by name, and the requirements that no wheel meets."""
    chosen: dict[str, Wheel] = {}
    missing: dict[str, Requirement] = {}
    bounds: dict[str, SpecifierSet] = {}
    extras: dict[str, frozenset[str]] = {}
    waiting = [root for root in roots if target.asks(root, frozenset())]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        bounds[name] = bounds.get(name, SpecifierSet()) & requirement.specifier
        before = extras.get(name)
        extras[name] = (before or frozenset()) | frozenset(requirement.extras)
        best = _best([w for w in wheels if w.name == name and w.version in bounds[name]], target)
        if best is None:
            chosen.pop(name, None)
            missing[name] = Requirement(f"{requirement.name}{bounds[name]}")
        elif chosen.get(name) != best or extras[name] != before:
            chosen[name] = best
            waiting += [inner for inner in best.requires if target.asks(inner, extras[name])]
    return chosen, list(missing.values())


def _best(fitting: Iterable[Wheel], target: Target) -> Wheel | None:
    ranked = [(wheel.version, -rank, wheel) for wheel in fitting if (rank := wheel.rank(target)) is not None]
    return max(ranked, key=lambda one: one[:2])[2] if ranked else None


def gather(listed: Path, targets: Iterable[Target], folder: Path, say: Callable[[str], None]) -> list[Path]:
    """The wheels in `folder` that `listed` needs on all targets; downloads what is missing. Raises UserError where it cannot."""
    roots = requirements(listed)
    found: set[Path] = set()
    for target in targets:
        for _ in range(_ROUNDS):
            chosen, missing = needed(roots, wheels_in(folder), target)
            if not missing:
                break
            say(f"{target.label} の部品を取得しています(数分かかることがあります)。")
            whole = {canonicalize_name(m.name) for m in missing} >= {canonicalize_name(r.name) for r in roots}
            _download([str(r) for r in (roots if whole else missing)], target, folder, say)
        if missing:
            names = "、".join(sorted(m.name for m in missing))
            raise UserError(f"{target.label} の部品がそろいません: {names}", "--python を減らして実行してください。")
        say(f"{target.label} の部品がそろいました({len(chosen)} 件)。")
        found |= {wheel.path for wheel in chosen.values()}
    return sorted(found)


def _download(wanted: Sequence[str], target: Target, folder: Path, say: Callable[[str], None]) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--progress-bar=off",
        f"--dest={folder}",
        *target.pip(),
        *wanted,
    ]
    last = ""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "Downloading" and ".whl" in rest and ".metadata" not in rest:
                say(f"  {rest.split('/')[-1]}")
            last = line.strip() if word == "ERROR:" else last
    if process.returncode:
        raise UserError(
            f"{target.label} の部品を取得できません。",
            f"パッケージの索引につながる所で実行してください。pip の説明: {last or process.returncode}",
        )
