"""How quickly the desk answers, in real Chromium: python -m tests.benchmarks.browser

On a made-up city it measures the first view, a move of one weight until sentence, figures, list and
map have all been repainted (each carries the seal of its plan), the same move with the plan already
known, which is the interface's own floor, the bytes of a move over the wire, many browsers at once,
and whether any of them ever sees what another one was told (planted budgets). Not part of the
tests; needs Chromium, or CHROMIUM naming one.
"""

import argparse
import asyncio
import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import Browser, Page, async_playwright

from tests.benchmarks.chromium import (
    ARGUMENTS,
    PARTS,
    PATIENCE,
    SEAL,
    WATCH,
    Wire,
    chromium_path,
    moved,
    opened,
    quiet,
    replaced,
    server,
)
from tests.benchmarks.tables import machine, table

KEYS: Final = {1: "ArrowRight", -1: "ArrowLeft", 10: "PageUp", -10: "PageDown"}
PLENTY: Final = 20_000
"""Millions with which a hundred sites want for nothing, so that a plan is found at once: the check is of
sessions, not of the engine."""
MANY: Final = 1_000
"""More moves than one planner makes while it is measured."""
SOON: Final = 300
"""Milliseconds in which the rest of a repaint arrives, before the plan is settled."""
REST: Final = (0.3, 2.5)
"""Seconds that a planner looks at a plan before the next move, at least and at most."""


@dataclass(slots=True)
class Times:
    """Milliseconds of something done many times."""

    name: str
    taken: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The time that this share of them stays within (nearest rank)."""
        ordered = sorted(self.taken)
        return ordered[
            min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))
        ]

    def line(self) -> list[str]:
        """Name, how many, median, 95th percentile, worst."""
        if not self.taken:
            return [self.name, "0", "–", "–", "–"]
        shown = (self.at(0.5), self.at(0.95), max(self.taken))
        return [self.name, str(len(self.taken)), *(f"{time / 1000:.2f} s" for time in shown)]


def walk(moves: int, seed: int) -> list[int]:
    """Steps of a share that begins at 20 %, some of one point and some of ten, within 1 and 60."""
    draw, share = random.Random(seed), 20
    steps: list[int] = []
    while len(steps) < moves:
        step = draw.choice([1, -1, 10, -10])
        if 1 <= share + step <= 60:
            share += step
            steps.append(step)
    return steps


@dataclass(slots=True, kw_only=True)
class Alone:
    """What one browser measured with the server to itself."""

    first: Times
    one: Times
    ten: Times
    known: Times


async def alone(browser: Browser, address: str, views: int, moves: int) -> Alone:
    """First views; moves; the same moves back, with their plans known."""
    seen = Alone(
        first=Times("first usable view"),
        one=Times("weight moved by 1 point"),
        ten=Times("weight moved by 10 points"),
        known=Times("the same with its plan known"),
    )
    for _ in range(views):
        page, taken = await opened(browser, address)
        seen.first.taken.append(taken)
        await page.context.close()
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await page.goto(address)
    await page.wait_for_function(SEAL, arg=list(PARTS), timeout=PATIENCE)
    await quiet(page)
    steps, draw = walk(moves, 1), random.Random(2)
    for step in steps:
        times = seen.one if abs(step) == 1 else seen.ten
        times.taken.append(await moved(page, KEYS[step]))
        await page.wait_for_timeout(1000 * draw.uniform(*REST))
    for step in reversed(steps):
        seen.known.taken.append(await moved(page, KEYS[-step]))
        await page.wait_for_timeout(1000 * draw.uniform(*REST))
    await context.close()
    return seen


async def sizes(browser: Browser, address: str, moves: int) -> list[int]:
    """Bytes over the wire for each of so many moves, ascending."""
    wire, taken = Wire(), []
    async with wire.to(address) as relayed:
        page, _ = await opened(browser, relayed)
        await quiet(page)
        for step in walk(moves, 3):
            before = wire.received
            await moved(page, KEYS[step])
            await page.wait_for_timeout(SOON)
            taken.append(wire.received - before)
        await page.context.close()
    return sorted(taken)


async def many(browser: Browser, address: str, users: int, seconds: float) -> Times:
    """So many browsers, each with one change every five seconds."""
    times = Times(f"{users} browsers, one change each 5 s")
    pages = [(await opened(browser, address))[0] for _ in range(users)]
    ends = time.monotonic() + seconds

    async def user(number: int, page: Page) -> None:
        steps = iter(walk(MANY, number))
        await asyncio.sleep(5.0 * number / users)
        while time.monotonic() < ends:
            begun = time.monotonic()
            times.taken.append(await moved(page, KEYS[next(steps)]))
            await asyncio.sleep(max(0.0, 5.0 - (time.monotonic() - begun)))

    await asyncio.gather(*(user(n, page) for n, page in enumerate(pages)))
    for page in pages:
        await page.context.close()
    return times


async def leaks(browser: Browser, address: str, users: int, changes: int) -> tuple[int, int]:
    """(changes made, changes after which a page showed what was planted in another session).

    Planted is a budget of its own in each session: the sentence and the budget's box have to show
    it after every change of a weight, and no other session's.
    """
    pages = [(await opened(browser, address))[0] for _ in range(users)]
    markers = [f"{PLENTY + 13 * number}" for number in range(users)]
    done, leaked = 0, 0

    async def user(page: Page, marker: str) -> None:
        nonlocal done, leaked
        box = page.locator(".st-key-budget_total input")
        await page.evaluate(WATCH, [list(PARTS), "keydown"])
        await box.fill(marker)
        await box.press("Enter")
        await asyncio.wait_for(page.evaluate("window.vidnovaMoved"), PATIENCE / 1000)
        for step in walk(-(-changes // users), int(marker)):
            await replaced(page, KEYS[step])
            words = bare(await page.inner_text(".vid-answer"))
            held = bare(await box.input_value())
            done += 1
            others = [other for other in markers if other != marker and other in words + held]
            leaked += bool(others or marker not in words or not held.startswith(marker))

    await asyncio.gather(*(user(page, marker) for page, marker in zip(pages, markers, strict=True)))
    for page in pages:
        await page.context.close()
    return done, leaked


def bare(words: str) -> str:
    """Without any kind of space, so that a grouped number is found."""
    return "".join(words.split())


async def measured(arguments: argparse.Namespace, chromium: str) -> None:
    """Measures and prints."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        with server(arguments.sites) as address:
            seen = await alone(browser, address, arguments.views, arguments.moves)
            bytes_of = await sizes(browser, address, arguments.moves)
            lines = [seen.first, seen.one, seen.ten, seen.known]
            if arguments.users:
                lines.append(await many(browser, address, arguments.users, arguments.seconds))
        heads = ["what", "times", "p50", "p95", "worst"]
        print(table(heads, [times.line() for times in lines]), flush=True)
        both = Times("", [*seen.one.taken, *seen.ten.taken])
        print(
            f"all moves: p50 {both.at(0.5) / 1000:.2f} s, p95 {both.at(0.95) / 1000:.2f} s;"
            f" against the interface's own floor {both.at(0.5) / seen.known.at(0.5):.1f} times;"
            f" {bytes_of[len(bytes_of) // 2] / 1000:.0f} kB a move over the wire,"
            f" at most {bytes_of[-1] / 1000:.0f} kB"
        )
        print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}", flush=True)
        if arguments.changes:
            with server(arguments.leak_sites) as address:
                users = max(2, arguments.users)
                done, leaked = await leaks(browser, address, users, arguments.changes)
            print(f"{done} changes in {users} sessions with planted budgets: {leaked} leaks")
        await browser.close()


def main(words: Sequence[str] | None = None) -> None:
    """Reads the arguments, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=8_000)
    parser.add_argument("--views", type=int, default=10, help="first views")
    parser.add_argument("--moves", type=int, default=30, help="moves of one weight")
    parser.add_argument("--users", type=int, default=20, help="browsers at once; 0 for none")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long they go on")
    parser.add_argument("--changes", type=int, default=2_000, help="changes watched for leaks")
    parser.add_argument("--leak-sites", type=int, default=100, help="sites of the city for these")
    arguments = parser.parse_args(words)
    chromium = chromium_path()
    print("\n".join(machine()), flush=True)
    asyncio.run(measured(arguments, chromium))


if __name__ == "__main__":
    main()
