"""What Streamlit would lose, and does not with `core.ui.platform_faults`; each test fails without it."""

from __future__ import annotations

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest

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
