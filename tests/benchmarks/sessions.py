"""What the server alone does for many sessions at once: python -m tests.benchmarks.sessions

Browsers on the machine of the server take most of its time. Here the sessions are plain websocket
clients, which speak as a browser does and draw nothing: each moves a weight every five seconds,
and is answered once sentence, figures, list and map of another plan have arrived. Then each is given a
budget of its own, and every sentence that it is sent is searched for the budgets of the others.
What a browser says for a move is heard from one, so that needs Chromium, too. Not part of the tests.
"""

import argparse
import asyncio
import json
import re
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Final

from playwright.async_api import async_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.browser import KEYS, MANY, PLENTY, Times, bare, walk
from tests.benchmarks.chromium import ARGUMENTS, chromium_path, moved, opened, quiet, server
from tests.benchmarks.tables import machine, table

PACE: Final = 5.0
"""Seconds between two moves of one session."""
SHARE: Final = 20
"""Per cent at which the weight stands that is moved."""
SEALED: Final = re.compile(r'vid-answer[^>]*data-plan="([^"]+)"')


async def spoken(address: str) -> tuple[BackMsg, str]:
    """What a browser says when it moves a weight, and the criterion that it moves."""
    heard: list[BackMsg] = []

    def note(data: str | bytes) -> None:
        if isinstance(data, bytes):
            heard.append(BackMsg.FromString(data))

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(), args=list(ARGUMENTS)
        )
        page, _ = await opened(browser, address, sent=note)
        await quiet(page)
        heard.clear()
        await moved(page, KEYS[1])
        await browser.close()
    said = next(m for m in heard if any(w.json_trigger_value for w in _widgets(m)))
    (event,) = json.loads(
        next(w for w in _widgets(said) if w.json_trigger_value).json_trigger_value
    )
    return said, event["value"][0][1]


def _widgets(message: BackMsg) -> Sequence[WidgetState]:
    return list(message.rerun_script.widget_states.widgets)


class Session:
    """One session of the server: it moves a weight, and hears what comes of it."""

    def __init__(self, stream: ClientConnection, said: BackMsg, criterion: str) -> None:
        self._stream, self._said, self._criterion = stream, said, criterion
        self._share, self._moves, self._seal = SHARE, 0, ""
        self.sentence = ""
        """The last one that was sent."""

    async def begin(self) -> None:
        """The first view."""
        first = BackMsg()
        first.rerun_script.context_info.CopyFrom(self._said.rerun_script.context_info)
        await self._stream.send(first.SerializeToString())
        await self._answered()

    async def move(self, step: int) -> float:
        """Milliseconds until all of another plan has arrived."""
        self._moves, self._share = self._moves + 1, self._share + step
        said = BackMsg()
        said.CopyFrom(self._said)
        event = {"event": "moves", "value": [[self._moves, self._criterion, self._share]]}
        for widget in _widgets(said):
            if widget.json_trigger_value:
                widget.json_trigger_value = json.dumps([event])
        begun = time.perf_counter()
        await self._stream.send(said.SerializeToString())
        await self._answered()
        return 1000 * (time.perf_counter() - begun)

    async def plant(self, budget: int) -> None:
        """Sets the budget of this session, in millions."""
        self._said = BackMsg.FromString(self._said.SerializeToString())
        for widget in _widgets(self._said):
            if widget.id.endswith("-budget_total"):
                widget.string_value = str(budget)
        said = BackMsg.FromString(self._said.SerializeToString())
        for widget in _widgets(said):
            widget.ClearField("json_trigger_value")
        await self._stream.send(said.SerializeToString())
        await self._answered()

    async def _answered(self) -> None:
        seal, parts = "", 0
        async for data in self._stream:
            message = ForwardMsg.FromString(data)
            element = message.delta.new_element
            parts += element.HasField("bidi_component")
            found = SEALED.search(element.html.body)
            if found:
                seal, self.sentence = found[1], bare(element.html.body)
            if message.HasField("script_finished") and seal not in ("", self._seal) and parts:
                self._seal = seal
                return


async def measured(arguments: argparse.Namespace) -> Times:
    """Times of all moves of all sessions."""
    times = Times(f"{arguments.users} sessions without a browser, one change each {PACE:.0f} s")

    async def user(number: int, session: Session) -> None:
        steps = iter(walk(MANY, number))
        await asyncio.sleep(PACE * number / arguments.users)
        while time.monotonic() < ends:
            begun = time.monotonic()
            times.taken.append(await session.move(next(steps)))
            await asyncio.sleep(max(0.0, PACE - (time.monotonic() - begun)))

    with server(arguments.sites) as address:
        said, criterion = await spoken(address)
        async with AsyncExitStack() as streams:
            sessions = []
            for _ in range(arguments.users):
                stream = await streams.enter_async_context(_stream(address))
                sessions.append(Session(stream, said, criterion))
                await sessions[-1].begin()
            ends = time.monotonic() + arguments.seconds
            await asyncio.gather(*(user(n, session) for n, session in enumerate(sessions)))
    return times


async def leaks(arguments: argparse.Namespace) -> tuple[int, int]:
    """(changes made, changes after which a session was sent what was planted in another one)."""
    done = leaked = 0
    planted = [PLENTY + 13 * number for number in range(arguments.users)]

    async def user(session: Session, own: int) -> None:
        nonlocal done, leaked
        await session.plant(own)
        for step in walk(-(-arguments.changes // arguments.users), own):
            await session.move(step)
            done += 1
            others = [other for other in planted if other != own and str(other) in session.sentence]
            leaked += bool(others or str(own) not in session.sentence)

    with server(arguments.leak_sites) as address:
        said, criterion = await spoken(address)
        async with AsyncExitStack() as streams:
            sessions = []
            for _ in planted:
                stream = await streams.enter_async_context(_stream(address))
                sessions.append(Session(stream, said, criterion))
                await sessions[-1].begin()
            await asyncio.gather(*map(user, sessions, planted))
    return done, leaked


def _stream(address: str) -> connect:
    url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    return connect(
        url, origin=Origin(address), subprotocols=[Subprotocol("streamlit")], max_size=None
    )


def main(words: Sequence[str] | None = None) -> None:
    """Reads the arguments, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=8_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long they go on")
    parser.add_argument("--changes", type=int, default=2_000, help="changes watched for leaks")
    parser.add_argument("--leak-sites", type=int, default=100, help="sites of the city for these")
    arguments = parser.parse_args(words)
    print("\n".join(machine()), flush=True)
    times = asyncio.run(measured(arguments))
    print(table(["what", "times", "p50", "p95", "worst"], [times.line()]), flush=True)
    done, leaked = asyncio.run(leaks(arguments))
    print(f"{done} changes in {arguments.users} sessions with planted budgets: {leaked} leaks")


if __name__ == "__main__":
    main()
