"""What stands beside the option that only areas with a verdict are picked: how such picks meet the real designation."""

from __future__ import annotations

from core.rules.content import load_notes
from core.rules.picks import Picks
from core.rules.scores import Interval


def warning(with_it: Picks, without: Picks) -> tuple[str, ...]:
    """The reviewed sentence, then the figures of the scenario with the option and without it."""
    return (
        load_notes().requires_verdict,
        (
            f"このシナリオの年と条件では、照合できる{with_it.prefectures}県で選ばれる区域は、条件にすると{_told(with_it)}、"
            f"しないと{_told(without)}(F1 は1が最良。かっこ内は95%区間)。"
        ),
    )


def _told(picks: Picks) -> str:
    return f"{picks.picked}区域(うち実際に指定 {picks.correct})で F1 {_interval(picks.f1)}"


def _interval(rate: Interval) -> str:
    return f"{rate.value:.2f}({rate.low:.2f}〜{rate.high:.2f})"
