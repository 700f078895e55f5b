"""A change of a widget is always followed by a run of the part of the page that the widget stands in.

The browser gathers what happens within one tick of its clock into one message, and such a message names one fragment only: the first.
A number committed in the tick in which a section asks to be made would reach the session but not its own part, and the figures beside
it would stay as they were. The callbacks of all widgets run in any case, so they see to it.
"""

from __future__ import annotations

from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState


def own_part() -> None:
    """Inside a callback: have the widget's own fragment run too where this run would leave it out.

    A widget outside all fragments has the whole app run.
    """
    other_part(ThreadState.get().fragment_id)


def other_part(fragment: str | None) -> None:
    """Inside a callback: have a fragment (None: the whole app) run too where this run would leave it out."""
    ctx = get_script_run_ctx()
    if ctx is None or ctx.script_requests is None or not ctx.fragment_ids_this_run:
        return  # a run of the whole app draws everything
    if fragment is not None:
        storage, queued = ctx.fragment_storage, ctx.fragment_ids_this_run
        if fragment in queued or storage.has_ancestor_in(fragment, queued) or not storage.contains(fragment):
            return
    ctx.script_requests.request_rerun(
        RerunData(
            query_string=ctx.query_string,
            page_script_hash=ctx.page_script_hash,
            fragment_id_queue=[] if fragment is None else [fragment],
            cached_message_hashes=ctx.cached_message_hashes,
            context_info=ctx.context_info,
        )
    )
