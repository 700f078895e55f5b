"""Which computer a bundle is for: the wheels that it takes and what its requirements' markers say there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from packaging import tags
from packaging.requirements import Requirement
from packaging.tags import Tag

#: Linux with glibc 2.28 or newer (Debian 10, RHEL 8 and later), as wheels name it from the newest to the oldest.
_LINUX: Final = (
    *(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)),
    "manylinux2014_x86_64",
    *(f"manylinux_2_{minor}_x86_64" for minor in range(16, 11, -1)),
    "manylinux2010_x86_64",
    *(f"manylinux_2_{minor}_x86_64" for minor in range(11, 4, -1)),
    "manylinux1_x86_64",
    "linux_x86_64",
)
PLATFORMS: Final = {"linux": _LINUX, "windows": ("win_amd64",)}
LABELS: Final = {"linux": "Linux x64", "windows": "Windows x64"}
#: What markers ask about the system.
_SYSTEMS: Final = {
    "linux": {
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
    },
    "windows": {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
    },
}


@dataclass(frozen=True)
class Target:
    """`system`: a key of `PLATFORMS`; `python`: `3.11`."""

    system: str
    python: str

    @property
    def label(self) -> str:
        """For people: `Windows x64・Python 3.11`."""
        return f"{LABELS[self.system]}・Python {self.python}"

    @cached_property
    def ranks(self) -> dict[Tag, int]:
        """The tags of wheels that fit, the best one first (0)."""
        major, minor = map(int, self.python.split("."))
        platforms = PLATFORMS[self.system]
        found = [
            *tags.cpython_tags((major, minor), platforms=platforms),
            *tags.compatible_tags((major, minor), f"cp{major}{minor}", platforms),
        ]
        return {tag: rank for rank, tag in reversed(list(enumerate(found)))}

    def asks(self, requirement: Requirement, extras: frozenset[str]) -> bool:
        """Whether a requirement counts here, on whatever release of this Python (3.11.0 or the last one)."""
        if requirement.marker is None:
            return True
        return any(
            requirement.marker.evaluate(self._environment(release) | {"extra": extra})
            for release in ("0", "99")
            for extra in (extras or {""})
        )

    def _environment(self, release: str) -> dict[str, str]:
        full = f"{self.python}.{release}"
        return _SYSTEMS[self.system] | {
            "python_version": self.python,
            "python_full_version": full,
            "implementation_name": "cpython",
            "implementation_version": full,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
        }

    def pip(self) -> list[str]:
        """Options by which `pip download` looks for this computer's wheels instead of its own."""
        platforms = [f"--platform={name}" for name in PLATFORMS[self.system]]
        return ["--only-binary=:all:", "--implementation=cp", f"--python-version={self.python}", *platforms]
