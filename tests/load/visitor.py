"""One visitor: a browser's side of Streamlit's conversation, so cheap that a hundred fit beside the server.

It says what a browser says: the page's address, the widgets it has set and which messages it still has, so that the server need not
send them again.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

#: What the app says where a part of a page failed (`core.ui.faults`).
_FAILED: Final = "画面を表示できませんでした"
_TO_COME: Final = re.compile(r'class="wait" data-section="([^"]+)"')
_WHOLE: Final = (ForwardMsg.FINISHED_SUCCESSFULLY,)
_ANY: Final = (*_WHOLE, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class PageFault(Exception):
    """The page says that it failed, or lacks what a visitor wants to press."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one step: seconds until all of it was there, and its bytes; `kinds`: bytes by kind of element."""

    seconds: float
    size: int
    kinds: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Visitor:
    """An open page. Widgets are known by the app's keys; entries of lists and buttons of rows by their words."""

    socket: ClientConnection
    url: str
    cookie: str
    _query: str = ""
    _script: str = ""
    session: str = ""
    _runs: int = 0
    _oldest: int = 0
    #: Messages that need not come again, by hash, and the run that used each last.
    _kept: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict)
    _widgets: dict[str, WidgetState] = field(default_factory=dict)
    #: Id, fragment and kind of the widgets on the page, by key.
    _places: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)
    #: Fragments of the sections that are still to come, by key.
    _sections: dict[str, str] = field(default_factory=dict)

    async def open(self, route: str, query: str = "") -> Answer:
        """A page by its route, as by a link."""
        self._query, self._script = query, ""
        self._widgets.clear()
        self._places.clear()
        self._sections.clear()
        asked = BackMsg()
        asked.rerun_script.page_name = route
        return await self._run(asked)

    async def choose(self, key: str, value: str | float | bool) -> Answer:
        """An entry of a list, a button of a row, a number, or whether something is unfolded."""
        widget, fragment, kind = self._place(key)
        state = WidgetState(id=widget)
        if isinstance(value, bool):
            state.bool_value = value
        elif isinstance(value, float):
            state.double_value = value
        elif kind == "button_group":
            state.string_array_value.data.append(value)
        else:
            state.string_value = value
        self._widgets[widget] = state
        return await self._run(BackMsg(), fragment)

    async def see(self, key: str) -> Answer:
        """Come to a section that is made when it comes into view (`core.ui.lazy`)."""
        if key not in self._sections:
            raise PageFault(f"no section {key} is still to come")
        return await self._tell("section_observer_part", "seen", key, _ANY, self._sections[key])

    async def go_to(self, area: str) -> Answer:
        """Another area by the search box of all pages."""
        return await self._tell("frame_picker_box", "picked", {"area": area, "hospital": ""}, _WHOLE)

    async def download(self, key: str) -> Answer:
        """Take along the file of a button. Raises PageFault where there is none."""
        if key not in self._files:
            raise PageFault(f"{key}: no such file on the page")
        asked = BackMsg()
        request = asked.backend_operation_request
        request.deferred_file.file_id = request.request_id = self._files[key]
        request.session_id = self.session
        began = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        while (message := await self._next()).WhichOneof("type") != "backend_operation_response":
            pass
        made = message.backend_operation_response.deferred_file
        if not made.url:
            raise PageFault(f"{key}: no file was made ({made.error_msg})")
        size = await asyncio.to_thread(self._fetch, urljoin(f"{self.url}/", made.url.lstrip("/")))
        return Answer(time.perf_counter() - began, size)

    def key(self, begin: str, end: str) -> str:
        """The one widget or section to come whose key begins and ends so: sections of an area bear its code."""
        known = (*self._places, *self._files, *self._sections)
        found = [key for key in known if key.startswith(begin) and key.endswith(end)]
        if not found:
            raise PageFault(f"{begin}…{end} is not on the page")
        return found[-1]

    def _fetch(self, address: str) -> int:
        request = urllib.request.Request(address, headers={"Cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return len(answer.read())

    async def _tell(self, key: str, event: str, value: Any, until: tuple[int, ...], last: str = "") -> Answer:
        widget, fragment, _ = self._place(key)
        asked = BackMsg()
        asked.rerun_script.widget_states.widgets.add(
            id=f"$$STREAMLIT_INTERNAL_KEY_{widget}__events",
            json_trigger_value=json.dumps([{"event": event, "value": value}]),
        )
        return await self._run(asked, fragment, until, last)

    async def _next(self) -> ForwardMsg:
        return ForwardMsg.FromString(await self.socket.recv(decode=False))

    async def _run(self, asked: BackMsg, fragment: str = "", until: tuple[int, ...] = _ANY, last: str = "") -> Answer:
        """Say something and take what comes until a run has ended (`until`: how; `last`: the fragment that it must have drawn)."""
        client = asked.rerun_script
        client.query_string, client.page_script_hash, client.fragment_id = self._query, self._script, fragment
        client.cached_message_hashes.extend(self._kept)
        client.widget_states.widgets.extend(self._widgets.values())
        size, kinds = 0, {}
        began = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        while True:
            raw = await self.socket.recv(decode=False)
            message = ForwardMsg.FromString(raw)
            kind = self._taken(message)
            size += len(raw)
            kinds[kind] = kinds.get(kind, 0) + len(raw)
            if kind == "script_finished":
                if message.script_finished in _ANY:
                    self._forget(list(message.metadata.run.fragment_ids))
                drawn = list(message.metadata.run.fragment_ids)
                if message.script_finished in until and (not last or not drawn or last in drawn):
                    return Answer(time.perf_counter() - began, size, kinds)

    def _taken(self, message: ForwardMsg) -> str:
        kind = str(message.WhichOneof("type"))
        match kind:
            case "delta":
                return self._shown(message)
            case "ref_hash":
                if message.ref_hash not in self._kept:
                    raise PageFault("the server names a message that the browser no longer has")
                self._shown(self._kept[message.ref_hash][1])
            case "new_session":
                self._oldest = message.new_session.config.max_cached_message_age
                self.session = message.new_session.initialize.session_id or self.session
            case "navigation":
                self._script = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
        return kind

    def _shown(self, message: ForwardMsg) -> str:
        delta = message.delta
        if message.metadata.cacheable:
            self._kept[message.hash] = (self._runs, message)
        if delta.WhichOneof("type") != "new_element":
            block = delta.add_block
            for part in (block.expandable, block.popover):
                self._note(part.id, delta.fragment_id, "block")
            return "block"
        kind = str(delta.new_element.WhichOneof("type"))
        if kind == "exception" or (kind == "alert" and _FAILED in delta.new_element.alert.body):
            raise PageFault(str(delta.new_element))
        shown = getattr(delta.new_element, kind, None)
        self._note(getattr(shown, "id", ""), delta.fragment_id, kind)
        if kind == "html" and (found := _TO_COME.search(shown.body)):
            self._sections[found[1]] = delta.fragment_id
        if kind == "download_button":
            self._files[_user_key(shown.id)] = shown.deferred_file_id
        return kind

    def _note(self, widget: str, fragment: str, kind: str) -> None:
        if widget.startswith("$$ID-"):
            self._places[_user_key(widget)] = (widget, fragment, kind)

    def _place(self, key: str) -> tuple[str, str, str]:
        if key not in self._places:
            raise PageFault(f"{key} is not on the page")
        return self._places[key]

    def _forget(self, fragments: list[str]) -> None:
        """As the browser does at the end of a run: what has not been used for some runs of its part is gone."""
        self._runs += 1
        for known, (used, message) in list(self._kept.items()):
            if (not fragments or message.delta.fragment_id in fragments) and self._runs - used > self._oldest:
                del self._kept[known]


@asynccontextmanager
async def visitor(url: str, timeout: float = 30, *, before: tuple[str, str] | None = None) -> AsyncIterator[Visitor]:
    """Somebody who opens the address, is given a worker by the proxy, and stays connected.

    `before`: cookie and session of somebody who was there and comes back.
    """
    cookie, session = before or (await asyncio.to_thread(_cookie, url, timeout), "")
    parts = urlsplit(url)
    async with connect(
        f"ws://{parts.netloc}{parts.path.rstrip('/')}/_stcore/stream",
        origin=Origin(f"{parts.scheme}://{parts.netloc}"),
        subprotocols=[Subprotocol(p) for p in ("streamlit", "no-token", session) if p],
        additional_headers={"Cookie": cookie},
        open_timeout=timeout,
        compression=None,
        max_size=None,
        proxy=None,
    ) as socket:
        yield Visitor(socket, url, cookie)


def _cookie(url: str, timeout: float) -> str:
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        jar = SimpleCookie(answer.headers.get("set-cookie", ""))
    return "; ".join(f"{m.key}={m.value}" for m in jar.values())


def _user_key(widget: str) -> str:
    """`$$ID-<hash>-<key>`."""
    return widget.split("-", 2)[2]
