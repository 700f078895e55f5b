"""A browser's side of Streamlit's conversation without a browser: open a page, take what the script draws."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol


@dataclass
class Tab:
    """One open connection. `messages`: everything that came; `session`: id for coming back to it."""

    socket: ClientConnection
    timeout: float
    messages: list[ForwardMsg] = field(default_factory=list)

    def open(self, page: str = "", query: str = "") -> list[ForwardMsg]:
        """Ask for a page by its route, wait until the script has run, and give what it sent."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        self.socket.send(asked.SerializeToString())
        return self.rest()

    def press(self, widget: str) -> list[ForwardMsg]:
        """Press a button by its id, and give what comes of it."""
        asked = BackMsg()
        asked.rerun_script.widget_states.widgets.add(id=widget, trigger_value=True)
        self.socket.send(asked.SerializeToString())
        return self.rest()

    def redraw(self, fragment: str) -> list[ForwardMsg]:
        """Have one part of the page drawn alone, and give what comes of it."""
        asked = BackMsg()
        asked.rerun_script.fragment_id = fragment
        self.socket.send(asked.SerializeToString())
        return self.rest()

    def file(self, made: str) -> str:
        """Have a file made by the id of its button; its address, empty where it was not made."""
        asked = BackMsg()
        asked.backend_operation_request.deferred_file.file_id = made
        asked.backend_operation_request.request_id = made
        asked.backend_operation_request.session_id = self.session
        self.socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=self.timeout, decode=False))
            if message.HasField("backend_operation_response"):
                return str(message.backend_operation_response.deferred_file.url)

    def rest(self) -> list[ForwardMsg]:
        """What comes until the script has run."""
        got: list[ForwardMsg] = []
        while not (got and got[-1].WhichOneof("type") == "script_finished"):
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=self.timeout, decode=False))
            got.append(message)
        self.messages += got
        return got

    @property
    def session(self) -> str:
        """The id by which a browser asks for this session again."""
        return next(m.new_session.initialize.session_id for m in self.messages if m.HasField("new_session"))


@contextmanager
def tab(
    url: str,
    *,
    origin: str | None = None,
    session: str = "",
    timeout: float = 60,
    at: tuple[str, int] | None = None,
    cookie: str = "",
    token: str = "no-token",
    tls: ssl.SSLContext | None = None,
) -> Iterator[Tab]:
    """A connection as a browser at `url` makes it. `origin`: the page it says to come from, by default the app's own.

    `at`: address and port that the name of `url` stands for, as a resolver would say.
    `cookie`: what an earlier answer has set. `token`: the one of these that the page's scripts repeat.
    """
    parts = urlsplit(url)
    scheme = "wss" if parts.scheme == "https" else "ws"
    where: dict[str, Any] = {"address": at} if at else {}
    if tls:
        where["ssl"] = tls
    if cookie:
        where["additional_headers"] = {"Cookie": cookie}
    with connect(
        f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}/_stcore/stream",
        origin=Origin(origin or f"{parts.scheme}://{parts.netloc}"),
        subprotocols=[Subprotocol(p) for p in ("streamlit", token, session) if p],
        open_timeout=timeout,
        max_size=None,
        proxy=None,
        **where,
    ) as socket:
        yield Tab(socket, timeout)


def texts(messages: list[ForwardMsg]) -> str:
    """All words that stand in what was sent, one piece a line."""
    return "\n".join(_strings(m.delta) for m in messages if m.HasField("delta"))


def elements(messages: list[ForwardMsg], kind: str) -> list[Any]:
    """The elements of one kind (`button`, `download_button`) in what was sent."""
    news = [m.delta.new_element for m in messages if m.HasField("delta") and m.delta.HasField("new_element")]
    return [getattr(e, kind) for e in news if e.WhichOneof("type") == kind]


def _strings(message: Any) -> str:
    found = []
    for descriptor, value in message.ListFields():
        for one in value if descriptor.is_repeated else (value,):
            if descriptor.type == descriptor.TYPE_STRING:
                found.append(one)
            elif descriptor.type == descriptor.TYPE_MESSAGE and hasattr(one, "ListFields"):
                found.append(_strings(one))
    return "\n".join(found)
