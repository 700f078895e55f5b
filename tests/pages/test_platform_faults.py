"""What Streamlit would lose, and does not with `core.ui.platform_faults`; each test fails without it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from streamlit import cursor, git_util
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime import media_file_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.caching import cache_resource
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent, StopException
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1 import AppTest

from core.errors import UserError
from core.ui import platform_faults


@pytest.fixture(autouse=True)
def mended() -> None:
    platform_faults.mend()


def a_button_pressed_while_a_message_arrives() -> None:
    """The request is what another message of the browser makes, in the midst of the callback."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    def act() -> None:
        ctx = get_script_run_ctx()
        assert ctx is not None
        assert ctx.script_requests is not None
        ctx.script_requests.request_rerun(RerunData(page_script_hash=ctx.page_script_hash))
        st.session_state["counted"] = st.session_state.get("counted", 0) + 1

    st.button("数える", on_click=act)
    st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
    st.write(f"{st.session_state.get('counted', 0)}回、{st.session_state['drawn']}度目")


def test_a_press_counts_when_another_message_arrives_while_it_is_seen_to() -> None:
    app = AppTest.from_function(a_button_pressed_while_a_message_arrives).run()
    app.button[0].click().run()
    assert app.markdown[0].value == "1回、2度目"  # and the run that the message asked for came in place of this one


def drawn(*path: int, fragment: str = "", held: bool = False) -> ForwardMsg:
    """A message for one place; `held`: the browser is told to use what it already holds."""
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    if held:
        message.ref_hash = "held"
    else:
        message.delta.new_element.markdown.body = str(path)
        message.delta.fragment_id = fragment
    return message


@pytest.mark.parametrize(
    "unsent",
    [
        (drawn(0, 5, 20, fragment="f"), drawn(0, 5, 21, held=True)),  # a picture that the browser holds follows a text
        (drawn(0, 5, fragment="f"), drawn(0, 6)),  # the whole app was drawn, and the fragment stands above the end
    ],
    ids=["reference", "below"],
)
def test_no_message_is_sent_without_those_before_it_when_a_fragment_runs_again_at_once(
    unsent: tuple[ForwardMsg, ...],
) -> None:
    queue = ForwardMsgQueue()
    for message in unsent:
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["f"])
    again = drawn(*unsent[0].metadata.delta_path, fragment="f")
    queue.enqueue(again)
    assert queue.flush() == [*unsent, again]


def test_a_run_of_the_whole_app_still_begins_with_nothing_waiting() -> None:
    queue = ForwardMsgQueue()
    queue.enqueue(drawn(0, 5))
    queue.clear(retain_lifecycle_msgs=True)
    assert queue.is_empty()


def test_a_file_made_for_a_button_can_be_fetched_for_a_while_whatever_runs_end_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    waiting = manager.add_deferred(lambda: b"a,b", "text/csv", "1", "beds.csv")
    made = manager.execute_deferred(waiting).removeprefix("/media/").removesuffix(".csv")
    for _ in range(3):
        manager.remove_orphaned_files()
        assert manager.read_file(made) is not None
    late = platform_faults.monotonic() + platform_faults.FETCHED_WITHIN
    monkeypatch.setattr(platform_faults, "monotonic", lambda: late)
    for _ in range(2):  # marked, then removed
        manager.remove_orphaned_files()
    assert made not in manager._file_metadata


def asked(manager: MediaFileManager, made: str, session: str) -> BackendOperationResponse:
    """The answer to a session whose browser asks for a file by the id of its button."""
    request = BackendOperationRequest(request_id="1", session_id=session)
    request.deferred_file.file_id = made
    return asyncio.run(DeferredFileHandler(lambda: manager).handle(request, session))


def test_a_file_is_made_for_the_session_that_offers_it_and_for_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    manager, made = MediaFileManager(MemoryMediaFileStorage("/media")), []
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "mine")
    button = manager.add_deferred(lambda: made.append("made") or b"a,b", "text/csv", "1", "beds.csv")
    answer = asked(manager, button, "another")
    assert (answer.deferred_file.url, made) == ("", [])
    assert "もう一度押してください" in answer.error_msg
    assert asked(manager, button, "mine").deferred_file.url.startswith("/media/")
    assert made == ["made"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UserError("地図のデータを読めません: map.json", "作り直してください。"), "map.json作り直してください。"),
        (KeyError("/srv/secret"), "サーバーのログを添えて"),
    ],
)
def test_why_a_file_cannot_be_made_is_told_in_words(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failed before: the browser wrote "Failed to generate file for download" below the button."""
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "mine")

    def make() -> bytes:
        raise error

    answer = asked(manager, manager.add_deferred(make, "text/csv", "1", "beds.csv"), "mine")
    assert answer.error_msg.startswith("ファイルを作れませんでした。")
    assert said in answer.error_msg
    assert "secret" not in answer.error_msg


def entries_of_many_kinds() -> None:
    import streamlit as st

    st.session_state.setdefault("mine", 7)
    st.number_input("数", 0, 9, 3, key="number")
    st.text_input("語", key="words")
    st.button("押す")  # without a key: nobody can ask for it


def test_one_entry_is_asked_for_without_putting_the_whole_state_together(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AppTest.from_function(entries_of_many_kinds).run()
    state = app.session_state._state._state  # Streamlit's own, below the lock
    whole = platform_faults._put_together(state)
    looked_up = state.filtered_state
    assert whole == {"mine": 7, "number": 3, "words": ""}
    assert dict(looked_up) == whole
    assert len(looked_up) == len(whole)
    assert [key in looked_up for key in ("mine", "number", "words", "other")] == [True, True, True, False]
    hidden = [k for k in state._keys() if k not in whole]
    assert hidden
    assert not any(k in looked_up for k in hidden)
    monkeypatch.setattr(platform_faults, "_put_together", None)
    assert looked_up["number"] == 3
    assert app.number_input(key="number").set_value(5).run().session_state["number"] == 5


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppSession]:
    """A session whose runners' threads do not run: the test takes what they would take. Its loop runs where a test lets it."""
    monkeypatch.setattr(ScriptRunner, "start", lambda runner: None)
    monkeypatch.setattr(AppSession, "register_file_watchers", lambda session: None)
    script = ScriptData(str(tmp_path / "app.py"))
    loop = asyncio.new_event_loop()

    async def made() -> AppSession:
        return AppSession(script, MemoryUploadedFileManager("/upload"), ScriptCache(), None, {})

    session = loop.run_until_complete(made())
    session._fragment_storage.register("part", lambda: None)
    yield session
    session._scriptrunner = None  # its thread has never run, and would not close what the session has opened
    session.shutdown()
    loop.close()


def runner_of(session: AppSession) -> ScriptRunner:
    assert session._scriptrunner is not None
    return session._scriptrunner


def message(*, pressed: bool = False, part: str = "", page: str = "here") -> ClientState:
    """What the browser says: one value, and a button where it was pressed."""
    said = ClientState(fragment_id=part, page_script_hash=page)
    said.widget_states.widgets.add(id="value", int_value=1)
    if pressed:
        said.widget_states.widgets.add(id="button", trigger_value=True)
    return said


def presses(runner: ScriptRunner) -> list[str]:
    """The buttons that a runner is to see to next."""
    states = runner._requests.on_scriptrunner_ready().rerun_data.widget_states
    return [state.id for state in states.widgets if state.trigger_value] if states is not None else []


def test_a_press_that_waits_behind_a_run_goes_over_to_the_message_that_ends_the_run(session: AppSession) -> None:
    session.request_rerun(message())
    runner_of(session)._requests.on_scriptrunner_ready()  # this run is going on
    session.request_rerun(message(pressed=True, part="part"))
    session.request_rerun(message())
    assert presses(runner_of(session)) == ["button"]


@pytest.mark.parametrize("taken", [False, True], ids=["no thread yet", "before its callbacks"])
def test_a_press_whose_run_has_not_come_to_its_callbacks_goes_over_to_the_message_that_ends_it(
    session: AppSession, taken: bool
) -> None:
    session.request_rerun(message(pressed=True))
    before = runner_of(session)
    if taken:
        assert presses(before) == ["button"]
    session.request_rerun(message())
    after = runner_of(session)
    assert after is not before
    assert presses(after) == ["button"]
    heard: list[WidgetStates] = []
    with pytest.raises(StopException):  # and the run that was ended calls no callback any more
        hear(before, heard)
    assert heard == []


def hear(runner: ScriptRunner, heard: list[WidgetStates]) -> None:
    """A run comes to its callbacks, as its thread does."""
    held = cast(SessionState, SimpleNamespace(on_script_will_rerun=lambda states, **how: heard.append(states)))
    with pytest.MonkeyPatch.context() as patch:
        ctx = SimpleNamespace(script_requests=runner._requests)
        patch.setattr(platform_faults, "get_script_run_ctx", lambda: ctx)
        SafeSessionState(held, lambda: None).on_script_will_rerun(WidgetStates())


def test_a_press_is_heard_once(session: AppSession) -> None:
    session.request_rerun(message(pressed=True))
    assert presses(runner_of(session)) == ["button"]
    heard: list[WidgetStates] = []
    hear(runner_of(session), heard)
    session.request_rerun(message())
    assert len(heard) == 1
    assert presses(runner_of(session)) == []


def test_what_waits_on_a_page_ends_where_the_reader_goes_to_another(session: AppSession) -> None:
    session.request_rerun(message(pressed=True))
    session.request_rerun(message(page="there"))
    assert presses(runner_of(session)) == []


def test_what_a_run_drew_reaches_the_browser_when_the_next_message_is_quicker(session: AppSession) -> None:
    session.request_rerun(message(part="part"))
    first = runner_of(session)
    first._requests.on_scriptrunner_ready()
    tell = partial(session._on_scriptrunner_event, first)
    tell(ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=drawn(0, 5, fragment="part"))
    tell(ScriptRunnerEvent.FRAGMENT_STOPPED_WITH_SUCCESS)
    first._requests.on_scriptrunner_ready()  # nothing waits: the runner ends
    session.request_rerun(message(part="part"))  # before the session has heard what it drew
    second = runner_of(session)
    tell(ScriptRunnerEvent.SHUTDOWN)
    session._event_loop.run_until_complete(asyncio.sleep(0))
    assert second is not first
    assert runner_of(session) is second
    told = session.flush_browser_queue()
    assert [m.WhichOneof("type") for m in told] == ["delta", "script_finished"]


def test_what_a_run_still_draws_that_was_ended_by_a_message_for_the_whole_app_is_not_told(session: AppSession) -> None:
    session.request_rerun(message(part="part"))
    first = runner_of(session)
    first._requests.on_scriptrunner_ready()
    session._on_scriptrunner_event(first, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=drawn(0, 5))
    session.request_rerun(message())
    session._event_loop.run_until_complete(asyncio.sleep(0))
    assert session.flush_browser_queue() == []


def test_places_of_a_page_are_copied_once_with_what_they_stand_in() -> None:
    """Each part that is redrawn alone keeps such a copy; a switch of the area makes some thirty."""
    page = DeltaGenerator(root_container=0, cursor=cursor.RunningCursor(root_container=0))
    row = DeltaGenerator(root_container=0, cursor=cursor.RunningCursor(root_container=0), parent=page, block_type="h")
    column = DeltaGenerator(root_container=0, parent=row, block_type="column")
    stack = deepcopy((page, row, column))
    assert stack[1]._parent is stack[0]
    assert stack[2]._parent is stack[1]
    assert [place._block_type for place in stack] == [None, "h", "column"]
    assert not {id(place) for place in stack} & {id(page), id(row), id(column)}
    assert stack[1]._cursor is not row._cursor


def test_nobody_empties_what_all_visitors_share(session: AppSession) -> None:
    """Whoever connects could, signed in or not, as often as they like: each time the data would be opened anew for everybody."""
    kept = cache_resource(lambda: object())
    before = kept()
    session._session_state["typed"] = 1
    session.handle_backmsg(BackMsg(clear_cache=True))
    assert kept() is before
    assert session._session_state["typed"] == 1


def test_nobody_is_told_what_lies_in_the_folder_of_the_server(
    session: AppSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the project was got by git: its place, its branch, and names of files that an office has put there."""
    found = {
        "get_repo_info": lambda: ("office/dashboard", "main", "app.py"),
        "untracked_files": ["login.toml"],
        "uncommitted_files": [],
        "is_head_detached": False,
        "ahead_commits": [],
    }
    monkeypatch.setattr(git_util, "GitRepo", lambda _: SimpleNamespace(**found))
    session.handle_backmsg(BackMsg(load_git_info=True))
    assert session.flush_browser_queue() == []
