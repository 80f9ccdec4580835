"""A page of the desk in real Chromium, for measuring: opened, moved, and its bytes counted."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, Page

from tests.serving import serving

PARTS: Final = (".vid-answer", ".vid-figures", ".vid-list", ".vid-map")
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
PATIENCE: Final = 60_000
POLLING: Final = 100
"""Milliseconds between two looks at a page that is not being timed."""
SEAL: Final = """(parts) => {
  const found = parts.map((part) => document.querySelector(part)?.dataset.plan);
  return found.every((seal) => seal && seal === found[0]) ? found[0] : null;
}"""
WATCH: Final = f"""([parts, kind]) => {{
  const read = {SEAL};
  const before = read(parts);
  window.vidnovaMoved = new Promise((resolve) => {{
    addEventListener(kind, () => {{
      const begun = performance.now();
      const watcher = new MutationObserver(() => {{
        const now = read(parts);
        if (!now || now === before) return;
        watcher.disconnect();
        const done = () => resolve(performance.now() - begun);
        requestAnimationFrame(() => requestAnimationFrame(done));
      }});
      watcher.observe(document.body, {{
        subtree: true, childList: true, attributes: true, attributeFilter: ["data-plan"],
      }});
    }}, {{ once: true, capture: true }});
  }});
}}"""
"""Resolves when the frame after the one with all parts has been painted; looks only when the page
has changed, since looking at each frame would take time from what is measured."""


@contextmanager
def server(sites: int) -> Iterator[str]:
    """The app on a made-up city, as a planner starts it; its address."""
    with tempfile.TemporaryDirectory() as folder:
        scenarios = Path(folder)
        city = ["generate", "--sites", str(sites), "--seed", "1", str(scenarios / "city")]
        command = [sys.executable, "-m", "planner.cli", *city]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with serving(scenarios=scenarios) as process:
            yield process.address


def chromium_path() -> str:
    """Where Chromium is. Ends the program where there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("no Chromium here: install it, or name it in CHROMIUM")
    return path


async def opened(
    browser: Browser, address: str, sent: Callable[[str | bytes], None] = lambda data: None
) -> tuple[Page, float]:
    """A page of its own with a plan on it, and the milliseconds that took.

    sent: called with all that the page tells the server.
    """
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    page.on("websocket", lambda socket: socket.on("framesent", sent))
    begun = time.perf_counter()
    await page.goto(address)
    await page.wait_for_function(SEAL, arg=list(PARTS), timeout=PATIENCE)
    return page, 1000 * (time.perf_counter() - begun)


async def moved(page: Page, key: str, slider: int = 0) -> float:
    """Milliseconds from a key on a slider until all parts show another plan."""
    await page.locator(".st-key-weights input[type=range]").nth(slider).focus()
    await page.evaluate(WATCH, [list(PARTS), "keydown"])
    await page.keyboard.press(key)
    taken = await asyncio.wait_for(page.evaluate("window.vidnovaMoved"), PATIENCE / 1000)
    if await page.locator(".vid-faults").count():
        raise RuntimeError(await page.locator(".vid-faults").first.inner_text())
    return float(taken)


async def replaced(page: Page, key: str) -> None:
    """Presses a key on the first slider, until all parts show another plan; takes no time, so that
    it needs no frames of a page that may be one of many."""
    await page.wait_for_function(SEAL, arg=list(PARTS), timeout=PATIENCE, polling=POLLING)
    before = await page.evaluate(SEAL, list(PARTS))
    await page.locator(".st-key-weights input[type=range]").first.focus()
    await page.keyboard.press(key)
    other = f"([parts, before]) => {{ const now = ({SEAL})(parts); return now && now !== before; }}"
    arguments = [list(PARTS), before]
    await page.wait_for_function(other, arg=arguments, timeout=PATIENCE, polling=POLLING)


async def quiet(page: Page) -> None:
    """Until nothing on the page is being refined any more."""
    await page.wait_for_timeout(1000)
    await page.wait_for_function("!document.querySelector('.vid-settling')", timeout=PATIENCE)


class Wire:
    """Bytes that came from the server, as the network carried them: counted by a relay."""

    def __init__(self) -> None:
        self.received = 0

    @asynccontextmanager
    async def to(self, address: str) -> AsyncIterator[str]:
        """Another address of the same server, where what it sends is counted."""
        host, port = address.removeprefix("http://").split(":")

        async def relay(browser: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
            server, orders = await asyncio.open_connection(host, int(port))
            await asyncio.gather(_passed(browser, orders), self._counted(server, answers))

        async with await asyncio.start_server(relay, host) as listening:
            yield f"http://{host}:{listening.sockets[0].getsockname()[1]}"

    async def _counted(self, server: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        async for size in _sizes(server, answers):
            self.received += size


async def _passed(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    async for _ in _sizes(source, target):
        pass


async def _sizes(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> AsyncIterator[int]:
    """Passes on what comes, and tells how much; ends when either side is gone."""
    with contextlib.suppress(ConnectionError):
        while some := await source.read(65_536):
            yield len(some)
            target.write(some)
            await target.drain()
    target.close()
