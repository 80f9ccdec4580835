"""Whom the server answers: asked over real connections, as any page or program could."""

import http.client
import socket
import time
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.serving import Server

PATHS = ("/", "/_stcore/health", "/_stcore/host-config", "/static/nothing.js")


def got(server: Server, path: str, **headers: str) -> http.client.HTTPResponse:
    """The answer to a request."""
    asked = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=20)
    asked.request("GET", path, headers={"Host": urlsplit(server.address).netloc, **headers})
    answer = asked.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    asked.close()
    return answer


def refused(server: Server, *, origin: str, host: str = "") -> int:
    """With which status a websocket from another page is refused; 0 where it is not."""
    place = urlsplit(server.address)
    channel = socket.create_connection((place.hostname, place.port))
    address = f"ws://{host or place.netloc}/_stcore/stream"
    try:
        with connect(address, sock=channel, origin=Origin(origin), proxy=None):
            return 0
    except InvalidStatus as error:
        return error.response.status_code


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_a_foreign_page_gets_no_connection_and_nobody_is_asked_about_it(
    server: Server, origin: str
) -> None:
    begun = time.monotonic()
    assert refused(server, origin=origin) == 403
    assert time.monotonic() - begun < 5.0
    said = server.said()
    assert "WENT OUTSIDE" not in said and "ASKED FOR" not in said


def test_its_own_page_gets_one(server: Server) -> None:
    assert refused(server, origin=server.address) == 0


@pytest.mark.parametrize("path", PATHS)
def test_another_host_is_answered_nowhere(server: Server, path: str) -> None:
    assert got(server, path, Host="evil.example").status == 403
    assert got(server, path).status in (200, 404)
    assert refused(server, origin="http://evil.example", host="evil.example") == 403


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_that_nobody_else_may_frame_or_guess_it(
    server: Server, path: str
) -> None:
    headers = got(server, path).headers
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_metrics_are_for_nobody_and_no_other_site_steers_the_page(server: Server) -> None:
    assert got(server, "/_stcore/metrics").status == 404
    assert got(server, "/_stcore/metrics/").status == 404
    config = got(server, "/_stcore/host-config")
    assert b'"allowedOrigins":[]' in config.body.replace(b" ", b"")  # type: ignore[attr-defined]
