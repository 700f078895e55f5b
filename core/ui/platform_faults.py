"""Faults of the pinned Streamlit that lose a reader's act or end the session, and what is done about them; one place, once a process.

Each is shown by a test that fails without it (tests/pages/test_platform_faults.py); docs/decisions/platform-faults.md tells how each was
found, and when it can go.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import partial
from time import monotonic
from types import FrameType
from typing import Any, Final

from streamlit import config, net_util
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileMetadata
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
    _coalesce_widget_states,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState, get_script_run_ctx
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.runtime.state.common import is_element_id
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX as _INTERNAL
from uvicorn import Server

from core.errors import UserError

log = logging.getLogger(__name__)
_yielded = ScriptRequests.on_scriptrunner_yield
_cleared = ForwardMsgQueue.clear
_ready = ScriptRequests.on_scriptrunner_ready
_asked = AppSession.request_rerun
_told = AppSession._handle_scriptrunner_event_on_event_loop
_marked = MediaFileMetadata.mark_for_delete
_put_together: Final[Callable[[SessionState], dict[str, Any]]] = SessionState.__dict__["filtered_state"].fget
#: Seconds in which a file that was made for a button can be fetched.
FETCHED_WITHIN: Final = 60.0


def _yielded_outside_callbacks(requests: ScriptRequests) -> ScriptRequest | None:
    """A callback runs to its end; what waits is seen to right after the callbacks, where Streamlit asks once more.

    Otherwise a newer message stops it at its first touch of the session, and no later run calls it again: the press is lost.
    """
    if ThreadState.get().run_location is RunLocation.CALLBACK:
        return None
    return _yielded(requests)


def _taken(requests: ScriptRequests) -> ScriptRequest:
    """What a run is to see to is held until its callbacks begin."""
    request = _ready(requests)
    with requests._lock:
        vars(requests)["taken"] = request.rerun_data if request.type is ScriptRequestType.RERUN else None
    return request


def _heard(held: SafeSessionState, states: WidgetStates | None, **how: Any) -> None:
    """A run begins its callbacks, or has been stopped before: then whoever stopped it has taken over what was pressed."""
    ctx = get_script_run_ctx()
    requests = ctx.script_requests if ctx is not None else None
    if requests is not None:
        with requests._lock:
            if requests._state is ScriptRequestType.STOP:
                raise StopException
            vars(requests)["taken"] = None
    with held._lock:
        held._state.on_script_will_rerun(states, **how)


def _unseen(requests: ScriptRequests) -> list[RerunData]:
    """Stop a runner; returns the messages to which it has not begun to see."""
    with requests._lock:
        waits = requests._state is ScriptRequestType.RERUN
        unseen = [vars(requests).pop("taken", None), requests._rerun_data if waits else None]
        requests._state = ScriptRequestType.STOP
    return [data for data in unseen if data is not None]


def _asked_with_what_waits(session: AppSession, state: ClientState | None) -> None:
    """A message for the whole app, which stops the runner, takes over the presses to which the runner has not begun to see.

    Otherwise they end with it, and the browser says a press only once. Where the reader has gone to another page they end all the same.
    And a runner that has come to its end by itself and is followed by another is remembered: `_told_to_the_end`.
    """
    runner = session._scriptrunner
    part = state is not None and bool(state.fragment_id)
    if runner is not None and state is not None and not part and config.get_option("runner.fastReruns"):
        for data in _unseen(runner._requests):
            if data.page_script_hash == state.page_script_hash:
                both = _coalesce_widget_states(data.widget_states, state.widget_states)
                state.widget_states.CopyFrom(both or WidgetStates())
    _asked(session, state)
    if part and runner not in (None, session._scriptrunner):
        vars(session)["ended"] = runner


def _told_to_the_end(
    session: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, *rest: Any, **more: Any
) -> None:
    """What a run has drawn reaches the browser also where the next message came before the session had heard all of it.

    Otherwise what is not yet heard of the last run of a runner is thrown away when a message for a part of the page finds the runner
    at its end and begins another: the page keeps showing what was there before the first act. What the two tell comes in order.
    """
    now = session._scriptrunner
    if sender is None or sender is not vars(session).get("ended"):
        _told(session, sender, event, *rest, **more)
    elif event is ScriptRunnerEvent.SHUTDOWN:
        del vars(session)["ended"]
    else:
        session._scriptrunner = sender
        try:
            _told(session, sender, event, *rest, **more)
        finally:
            session._scriptrunner = now


def _cleared_whole(
    queue: ForwardMsgQueue, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
) -> None:
    """Before the run of a fragment, nothing that waits to be sent is thrown away.

    Otherwise its last run's messages go, but not those by which the browser is told to use what it already holds, nor those of
    what stands below: they name places that the browser has not been given, and it ends the session (Bad delta path index).
    """
    if retain_lifecycle_msgs and fragment_ids_this_run is not None:
        queue._delta_index_map = {}  # what follows is not put in the place of what was there before
    else:
        _cleared(queue, retain_lifecycle_msgs, fragment_ids_this_run)


def _marked_in_time(file: MediaFileMetadata) -> None:
    """A file to be taken along stays for a while after the first run's end, anybody's, that finds no page holding it.

    A file that is made when its button is pressed is held by no page: the ends of two runs, of other visitors too, took it away
    before the browser had fetched it.
    """
    since = vars(file).setdefault("unheld_since", monotonic())
    if monotonic() - since >= FETCHED_WITHIN:
        _marked(file)


def _copied_once(place: DeltaGenerator, memo: dict[int, Any]) -> DeltaGenerator:
    """A place of a page as a part that is redrawn alone keeps it: what several places stand in is one in the copy too.

    Otherwise each place of the stack is copied with all that it stands in, once more for each place above it.
    """
    copied = DeltaGenerator(
        root_container=place._root_container,
        cursor=deepcopy(place._cursor, memo),
        parent=deepcopy(place._parent, memo),
        block_type=place._block_type,
    )
    copied._form_data = deepcopy(place._form_data, memo)
    copied._creating_fragment_id = place._creating_fragment_id
    return copied


class _LookedUp(Mapping[str, Any]):
    """The session's state by the keys of its widgets and entries, each looked up when it is asked for.

    Every number box, list and text box asks for one key, and Streamlit would put the whole state together for each: in a page of some
    sixty entries a tenth of what a change costs the server.
    """

    def __init__(self, state: SessionState) -> None:
        self._state = state

    def __getitem__(self, key: str) -> Any:
        return self._all[key] if is_element_id(key) or key.startswith(_INTERNAL) else self._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @property
    def _all(self) -> dict[str, Any]:
        return _put_together(self._state)


async def _made_for_its_own(
    handler: DeferredFileHandler, request: BackendOperationRequest, session_id: str
) -> BackendOperationResponse:
    """A file is made for the session whose page offers it, and why it cannot be made is told in words.

    Otherwise another session that knows the button's id has it made as if its owner had pressed, and the browser writes
    "Failed to generate file for download" below the button, whatever went wrong.
    """
    made, answer = request.deferred_file.file_id, BackendOperationResponse(request_id=request.request_id)
    manager = handler._get_media_file_mgr()
    offered = manager._deferred_callables.get(made)
    if offered is None or offered["session_id"] != session_id:
        answer.error_msg = "画面が新しくなったため、ファイルを作れませんでした。もう一度押してください。"
        return answer
    try:
        answer.deferred_file.url = await asyncio.to_thread(manager.execute_deferred, made)
    except Exception as error:
        if isinstance(error.__cause__, UserError):
            answer.error_msg = f"ファイルを作れませんでした。{error.__cause__.message}{error.__cause__.hint}"
        else:
            log.exception("a file cannot be made")
            answer.error_msg = "ファイルを作れませんでした。もう一度押しても作れない場合は、サーバーのログを添えて管理者に連絡してください。"
    return answer


def _unheard(*_: Any) -> None:
    """What no page of ours asks for, and anybody who connects could: all caches emptied for everybody, names of the files of the server."""


def _no_address(*_: Any) -> None:
    """This machine has no addresses but those in the configuration; Streamlit would ask outside for them, to compare."""


def mend() -> None:
    """Mend this process; a second call changes nothing."""
    net_util.get_internal_ip = net_util.get_external_ip = _no_address
    ScriptRequests.on_scriptrunner_yield = _yielded_outside_callbacks  # type: ignore[assignment, method-assign]
    ScriptRequests.on_scriptrunner_ready = _taken  # type: ignore[assignment, method-assign]
    SafeSessionState.on_script_will_rerun = _heard  # type: ignore[assignment, method-assign]
    AppSession.request_rerun = _asked_with_what_waits  # type: ignore[assignment, method-assign]
    AppSession._handle_scriptrunner_event_on_event_loop = _told_to_the_end  # type: ignore[assignment, method-assign]
    MediaFileMetadata.mark_for_delete = _marked_in_time  # type: ignore[assignment, method-assign]
    ForwardMsgQueue.clear = _cleared_whole  # type: ignore[assignment, method-assign]
    AppSession._handle_clear_cache_request = _unheard  # type: ignore[assignment, method-assign]
    AppSession._handle_git_information_request = _unheard  # type: ignore[assignment, method-assign]
    DeferredFileHandler.handle = _made_for_its_own  # type: ignore[assignment, method-assign]
    DeltaGenerator.__deepcopy__ = _copied_once  # type: ignore[assignment, method-assign]
    SessionState.filtered_state = property(_LookedUp)  # type: ignore[assignment, method-assign]


def end_quietly() -> None:
    """To be called while the server reads `app.py`: Ctrl+C ends it, and that is all.

    Uvicorn would raise the signal once more after its end, and the console would read "Aborted!" with the code of a failure.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        server = getattr(signal.getsignal(number), "__self__", None)
        if isinstance(server, Server):
            signal.signal(number, partial(_stop, server))


def _stop(server: Server, number: int, frame: FrameType | None) -> None:
    server.force_exit = server.should_exit and number == signal.SIGINT  # pressed twice
    server.should_exit = True
