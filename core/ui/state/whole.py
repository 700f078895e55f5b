"""A callback runs to its end.

Streamlit stops a run for a newer message wherever the code touches the session or draws, and callbacks count as code of the run. The
click that a stopped callback was about is then lost: the widget's value is no longer new to the run that follows, so its callback is
not called again. Two acts in quick succession, or one on a busy server, are enough (docs/decisions/state.md).
"""

from __future__ import annotations

from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequest, ScriptRequests
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState

_yielded = ScriptRequests.on_scriptrunner_yield


def _yielded_outside_callbacks(requests: ScriptRequests) -> ScriptRequest | None:
    """What waits is seen to right after the callbacks: Streamlit asks once more there."""
    if ThreadState.get().run_location is RunLocation.CALLBACK:
        return None
    return _yielded(requests)


def install() -> None:
    """Have every callback of this process run to its end; a second call changes nothing."""
    ScriptRequests.on_scriptrunner_yield = _yielded_outside_callbacks  # type: ignore[assignment, method-assign]
