"""What the server refuses before Streamlit sees it, and what every answer of it says to a browser.

Streamlit answers any Host but on its websocket, looks its own outside address up before it refuses
a websocket of another origin (two other machines are asked while everybody waits), may be framed by
any page, and shows its metrics to all. A proxy in front can say the same; this holds without one.
"""

from collections.abc import Callable, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Final = {
    "content-security-policy": "frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
"""Said with every answer: nobody else frames a page, and a file is what it says it is."""
CLOSED: Final = ("/_stcore/metrics",)
"""Paths that are for nobody: who asks learns how many people work here, and when."""


class Guard:
    """ASGI middleware: hosts and origins that are not ours end here."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Callable[[str | None], bool],
        origins: Callable[[], frozenset[str]],
    ) -> None:
        """hosts: whether a Host header is one of this server's; origins: others that may connect."""
        self._app, self._hosts, self._origins = app, hosts, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["type"] == "websocket":
            await self._websocket(headers, scope, receive, send)
        elif not self._hosts(headers.get("host")):
            await _answer(send, 403)
        elif scope["path"].rstrip("/").endswith(CLOSED):
            await _answer(send, 404)
        else:
            await self._app(scope, receive, _telling(send))

    async def _websocket(
        self, headers: Headers, scope: Scope, receive: Receive, send: Send
    ) -> None:
        host = headers.get("host")
        if self._hosts(host) and self._ours(headers.get("origin"), host):
            await self._app(scope, receive, send)
        else:
            await receive()  # the wish to connect, to which the answer is no
            await send({"type": "websocket.close", "code": 1008})

    def _ours(self, origin: str | None, host: str | None) -> bool:
        """A page of this server, one that the settings name, or no page at all."""
        return origin is None or urlsplit(origin).netloc == host or origin in self._origins()


def _telling(send: Send) -> Send:
    """Sends, with the headers where the app says nothing else."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message.get("headers", [])))
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            message = {**message, "headers": headers.raw}
        await send(message)

    return told


async def _answer(send: Send, status: int) -> None:
    """An answer without a word: whoever asks so is no reader of ours."""
    start: MutableMapping[str, Any] = {"type": "http.response.start", "status": status}
    start["headers"] = [(b"content-length", b"0")]
    await _telling(send)(start)
    await send({"type": "http.response.body", "body": b""})
