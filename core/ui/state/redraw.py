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
    ctx = get_script_run_ctx()
    if ctx is None or ctx.script_requests is None or not ctx.fragment_ids_this_run:
        return  # a run of the whole app draws everything
    mine, queued = ThreadState.get().fragment_id, ctx.fragment_ids_this_run
    if mine is not None:
        storage = ctx.fragment_storage
        if mine in queued or storage.has_ancestor_in(mine, queued) or not storage.contains(mine):
            return
    ctx.script_requests.request_rerun(
        RerunData(
            query_string=ctx.query_string,
            page_script_hash=ctx.page_script_hash,
            fragment_id_queue=[] if mine is None else [mine],
            cached_message_hashes=ctx.cached_message_hashes,
            context_info=ctx.context_info,
        )
    )
