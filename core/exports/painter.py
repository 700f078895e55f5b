"""Draws pictures in a process of its own, which ends when nobody has asked for a while.

What draws them (the converter, with a whole JavaScript engine) takes some 100 MiB and never gives them back: every worker of a served
app would keep them from the first document on. `python -m core.exports.painter` is that process: it reads what to draw from its input
and ends with it.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

_ROOT: Final = Path(__file__).resolve().parents[2]
#: Seconds without a picture after which the process ends.
IDLE: Final = 60.0
_LENGTH: Final = struct.Struct(">Q")
_DRAWN, _FAILED = b"+", b"-"
_Process = subprocess.Popen[bytes]


class NotDrawn(Exception):
    """What the converter said about a picture that it cannot draw, or that it ended while it drew."""


class Painter:
    """The process, begun when first asked for and again after it has ended; one picture at a time, for all threads."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._clock: threading.Timer | None = None

    @property
    def awake(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def draw(self, call: str, spec: str, fonts: Path, **options: Any) -> bytes:
        """A picture: `call` is a function of the converter that takes a spec, a JSON text; `fonts`: where our face lies. Raises NotDrawn."""
        with self._lock:
            process = self._begun()
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                _tell(process.stdin, json.dumps({"call": call, "fonts": str(fonts), "options": options}).encode())
                _tell(process.stdin, spec.encode())
                process.stdin.flush()
                kind, answer = process.stdout.read(1), _told(process.stdout)
            except (OSError, EOFError) as error:
                self._end()
                raise NotDrawn("the converter has ended") from error
            self._rest_later()
        if kind == _FAILED:
            raise NotDrawn(answer.decode())
        return answer

    def rest(self) -> None:
        """End the process; the next picture begins another one."""
        with self._lock:
            self._end()

    def _begun(self) -> _Process:
        if self._process is not None and self.awake:
            return self._process
        self._end()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "core.exports.painter"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return self._process

    def _rest_later(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
        self._clock = threading.Timer(self._idle, self.rest)
        self._clock.daemon = True
        self._clock.start()

    def _end(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
        process, self._process, self._clock = self._process, None, None
        if process is None:
            return
        for end in (process.stdin, process.stdout):
            assert end is not None
            with suppress(OSError):  # what was still to be sent to one that has ended
                end.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _tell(line: IO[bytes], text: bytes) -> None:
    line.write(_LENGTH.pack(len(text)))
    line.write(text)


def _told(line: IO[bytes]) -> bytes:
    """The next text. Raises EOFError where the other side has ended."""
    length = line.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        raise EOFError
    text = line.read(wanted := _LENGTH.unpack(length)[0])
    if len(text) < wanted:
        raise EOFError
    return text


def main() -> None:
    """The process itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that asked, whose end it sees
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the converter prints is no answer

    import vl_convert

    known: set[str] = set()
    while True:
        try:
            asked, spec = json.loads(_told(sys.stdin.buffer)), _told(sys.stdin.buffer).decode()
        except EOFError:
            return
        try:
            if asked["fonts"] not in known:
                vl_convert.register_font_directory(asked["fonts"])
                known.add(asked["fonts"])
            drawn = getattr(vl_convert, asked["call"])(spec, allowed_base_urls=[], **asked["options"])
            kind, answer = _DRAWN, drawn if isinstance(drawn, bytes) else drawn.encode()
        except Exception as error:  # told to the one who asked
            kind, answer = _FAILED, str(error).encode()
        answers.write(kind)
        _tell(answers, answer)
        answers.flush()


#: The one of this server.
PAINTER: Final = Painter()
atexit.register(PAINTER.rest)

if __name__ == "__main__":
    main()
