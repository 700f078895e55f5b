"""The files of `deploy/`: what they start is a command that the program takes, and nothing in them is root's or writable."""

from __future__ import annotations

import re
import shlex

import pytest
import yaml

from core.serve.__main__ import _parser
from tests.browser.server import ROOT

DEPLOY = ROOT / "deploy"


@pytest.mark.parametrize("name", ["Dockerfile", "suishin.service"])
def test_a_file_starts_a_command_that_is_known(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8").replace('\\"', "").replace("$SUISHIN_WORKERS", "2")
    (command,) = re.findall(r"python -m core\.serve ([^\]\n]+)", text)
    options = _parser().parse_args(shlex.split(command.rstrip('"')))
    assert len(options.host) == 1
    assert options.workers == 2


def test_the_container_runs_without_rights_and_takes_what_the_app_needs_alone() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert lines.index("USER suishin") < next(i for i, line in enumerate(lines) if line.startswith("CMD"))
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    copied = {name for line in lines if line.startswith("COPY") for name in line.split()[1:-1]}
    assert all((ROOT / name).exists() for name in copied)
    allowed = {
        line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line.startswith("!")
    }
    assert copied == allowed
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["suishin"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).resolve() == DEPLOY / "Dockerfile"
