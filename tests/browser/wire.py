"""The wire between a browser and a server, which a test can cut, and join to another server."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from urllib.parse import urlsplit

PIECE: Final = 65_536


class Wire:
    """Passes bytes on both ways between `address` and a server; cut, it refuses and drops all."""

    def __init__(self, server: str) -> None:
        """server: the address of the first one at the far end."""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.first = server
        self.address = f"http://localhost:{self._listening.getsockname()[1]}"
        self._far: int | None = urlsplit(server).port
        self._ends: set[socket.socket] = set()
        self._heard = threading.Event()
        self._heard.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Drops every connection; new ones end at once."""
        self._far = None
        self._heard.set()
        for end in tuple(self._ends):
            _end(end)

    def hush(self) -> None:
        """Nothing ends, and nothing goes through, until it is cut or joined."""
        self._heard.clear()

    def join(self, server: str) -> None:
        """New connections reach this server; what was hushed goes on."""
        self._heard.set()
        self._far = urlsplit(server).port

    def close(self) -> None:
        """For good."""
        self.cut()
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:  # closed
                return
            if self._far is None:
                _end(near)
                continue
            far = socket.create_connection(("127.0.0.1", self._far))
            self._ends |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(PIECE):
                self._heard.wait()
                other.sendall(piece)
        for end in (one, other):
            _end(end)
            self._ends.discard(end)


def _end(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def wired(server: str) -> Iterator[Wire]:
    """A wire to a server, closed afterwards."""
    wire = Wire(server)
    try:
        yield wire
    finally:
        wire.close()
