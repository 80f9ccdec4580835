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
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from playwright.async_api import Browser, Page, async_playwright

from tests.benchmarks.tables import machine, table

ROOT: Final = Path(__file__).parents[2]
PARTS: Final = (".vid-answer", ".vid-figures", ".vid-list", ".vid-map")
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
PATIENCE: Final = 60_000
SEALS: Final = """(parts) => {
  const found = parts.map((part) => document.querySelector(part)?.dataset.plan);
  return found.every((seal) => seal && seal === found[0]) ? found[0] : null;
}"""
WATCH: Final = """(parts) => {
  const read = () => {
    const found = parts.map((part) => document.querySelector(part)?.dataset.plan);
    return found.every((seal) => seal && seal === found[0]) ? found[0] : null;
  };
  const before = read();
  window.vidnovaMoved = new Promise((resolve) => {
    addEventListener("keydown", () => {
      const begun = performance.now();
      const look = () => {
        const now = read();
        if (!now || now === before) return requestAnimationFrame(look);
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)));
      };
      look();
    }, { once: true, capture: true });
  });
}"""


@dataclass(slots=True)
class Times:
    """Milliseconds of something done many times."""

    name: str
    taken: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The time that this share of them stays within (nearest rank)."""
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]

    def line(self) -> list[str]:
        """Name, how many, median, 95th percentile, worst."""
        if not self.taken:
            return [self.name, "0", "–", "–", "–"]
        shown = (self.at(0.5), self.at(0.95), max(self.taken))
        return [self.name, str(len(self.taken)), *(f"{time / 1000:.2f} s" for time in shown)]


@contextmanager
def server(sites: int) -> Iterator[str]:
    """The app on a made-up city, as a planner starts it; its address."""
    with tempfile.TemporaryDirectory() as folder:
        scenarios = Path(folder)
        city = [sys.executable, "-m", "planner.cli", "generate", "--sites", str(sites), "--seed", "1"]
        subprocess.run([*city, str(scenarios / "city")], check=True, stdout=subprocess.DEVNULL)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        run = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        process = subprocess.Popen(
            [*run, "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "VIDNOVA_SCENARIOS": str(scenarios)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://localhost:{port}", process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise TimeoutError(address)


async def opened(browser: Browser, address: str) -> tuple[Page, float]:
    """A page of its own with a plan on it, and the milliseconds that took."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    begun = time.perf_counter()
    await page.goto(address)
    await page.wait_for_function(SEALS, arg=list(PARTS), timeout=PATIENCE)
    return page, 1000 * (time.perf_counter() - begun)


async def moved(page: Page, key: str) -> float:
    """Milliseconds from a key on the first slider until all parts show another plan."""
    slider = page.locator(".st-key-weights input[type=range]").first
    await slider.focus()
    await page.evaluate(WATCH, list(PARTS))
    await page.keyboard.press(key)
    return float(await asyncio.wait_for(page.evaluate("window.vidnovaMoved"), PATIENCE / 1000))


async def quiet(page: Page) -> None:
    """Until nothing on the page is being refined any more."""
    await page.wait_for_function(
        "!document.querySelector('.vid-settling, [data-testid=stSpinner]')", timeout=PATIENCE
    )


class Wire:
    """Bytes that a page has received through its websockets."""

    def __init__(self, page: Page) -> None:
        self.received = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._note))

    def _note(self, data: str | bytes) -> None:
        self.received += len(data)


async def alone(browser: Browser, address: str, views: int, moves: int) -> tuple[list[Times], float]:
    """First views, moves, the same moves back with their plans known; bytes of a median move."""
    first, move, known = Times("first usable view"), Times("one weight moved"), Times("plan known")
    for _ in range(views):
        page, taken = await opened(browser, address)
        first.taken.append(taken)
        await page.context.close()
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    wire = Wire(page)
    await page.goto(address)
    await page.wait_for_function(SEALS, arg=list(PARTS), timeout=PATIENCE)
    await quiet(page)
    sizes = []
    for key, times in (("ArrowRight", move), ("ArrowLeft", known)):
        for _ in range(moves):
            before = wire.received
            times.taken.append(await moved(page, key))
            if times is move:
                sizes.append(wire.received - before)
            await page.wait_for_timeout(300)
    await context.close()
    return [first, move, known], sorted(sizes)[len(sizes) // 2]


async def many(browser: Browser, address: str, users: int, seconds: float) -> Times:
    """So many browsers, each with one change every five seconds."""
    times = Times(f"{users} browsers, one change each 5 s")
    pages = [(await opened(browser, address))[0] for _ in range(users)]
    ends = time.monotonic() + seconds

    async def user(number: int, page: Page) -> None:
        draw = random.Random(number)
        await asyncio.sleep(5.0 * number / users)
        while time.monotonic() < ends:
            begun = time.monotonic()
            times.taken.append(await moved(page, draw.choice(["ArrowRight", "PageUp"])))
            await asyncio.sleep(max(0.0, 5.0 - (time.monotonic() - begun)))

    await asyncio.gather(*(user(n, page) for n, page in enumerate(pages)))
    for page in pages:
        await page.context.close()
    return times


async def leaks(browser: Browser, address: str, users: int, changes: int) -> tuple[int, int]:
    """(changes made, pages that showed a budget planted in another session)."""
    pages = [(await opened(browser, address))[0] for _ in range(users)]
    markers = [f"{7000 + 13 * number}" for number in range(users)]
    done, leaked = 0, 0

    async def user(page: Page, marker: str) -> None:
        nonlocal done, leaked
        for _ in range(-(-changes // users)):
            box = page.locator(".st-key-budget_total input")
            await box.fill(marker)
            await box.press("Enter")
            await moved(page, random.Random(done).choice(["ArrowRight", "ArrowLeft"]))
            words = (await page.inner_text(".vid-answer")).replace("\u00a0", "").replace(" ", "")
            held = await box.input_value()
            done += 1
            others = [other for other in markers if other != marker and other in words]
            leaked += bool(others or marker not in words or held != marker)

    await asyncio.gather(*(user(page, marker) for page, marker in zip(pages, markers, strict=True)))
    for page in pages:
        await page.context.close()
    return done, leaked


async def measured(arguments: argparse.Namespace, chromium: str) -> None:
    """Measures and prints."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        with server(arguments.sites) as address:
            lines, size = await alone(browser, address, arguments.views, arguments.moves)
            if arguments.users:
                lines.append(await many(browser, address, arguments.users, arguments.seconds))
        heads = ["what", "times", "p50", "p95", "worst"]
        print(table(heads, [times.line() for times in lines]), flush=True)
        ratio = lines[1].at(0.5) / lines[2].at(0.5)
        print(f"a move against the interface's own floor: {ratio:.1f} times; {size / 1000:.0f} kB a move")
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
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("no Chromium here: install it, or name it in CHROMIUM")
    print("\n".join(machine()), flush=True)
    asyncio.run(measured(arguments, chromium))


if __name__ == "__main__":
    main()
