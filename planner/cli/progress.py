"""What is being done, on stderr, once it takes longer than two seconds."""

import shutil
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self, TextIO

from planner.text import carried, text

_PATIENCE: Final = 2.0
_PERIOD: Final = 1.0
_WIDEST: Final = 160


class ProgressLine:
    """Names the phase and the seconds since the start, every second, from a thread of its own.

    Of a search it also says how good the plan is so far, and how good any could be. A terminal gets one line that is rewritten and wiped at the end; a file gets a line a time.
    Only what is known is said: no share of the work is made up.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._rewrites = self._stream.isatty()
        self._phase = ""
        self._standing: Callable[[], str] | None = None
        self._over = threading.Event()
        self._writing = threading.Lock()
        self._drawn = 0
        self._start = time.monotonic()
        self._thread = threading.Thread(target=carried(self._run), daemon=True)

    def __enter__(self) -> Self:
        self._start = time.monotonic()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()
        self._wipe()

    def phase(self, key: str, **values: object) -> None:
        """From now on, this is what is being done: catalogue key `cli.phase.<key>`."""
        self._phase = text(f"cli.phase.{key}", **values)
        self._standing = None

    def search(self, phase: str, bound: float, value: float, gap: float) -> None:
        """What a search tells on its way; from any thread."""
        from planner.insight.standing import Standing  # who searches has it in memory already

        self._standing = Standing(phase=phase, bound=bound, value=value, gap=gap).words

    def stopping(self) -> None:
        """Says at once that Ctrl-C was heard, on a line that stays."""
        with self._writing:
            self._wipe()
            self._write(text("cli.stopping") + "\n")

    def _run(self) -> None:
        wait = _PATIENCE
        while not self._over.wait(wait):
            wait = _PERIOD
            self._tell()

    def _tell(self) -> None:
        line = self._line()
        with self._writing:
            if self._rewrites:
                line = _clipped(line)
                blanks = " " * max(0, self._drawn - len(line))
                self._write(f"\r{line}{blanks}")
                self._drawn = len(line)
            else:
                self._write(f"{line}\n")

    def _line(self) -> str:
        known = {"phase": self._phase, "seconds": int(time.monotonic() - self._start)}
        standing = self._standing
        if standing is None:
            return text("cli.progress", **known)
        return text("cli.progress.search", standing=standing(), **known)

    def _wipe(self) -> None:
        if self._drawn and self._rewrites:
            self._write("\r" + " " * self._drawn + "\r")
            self._drawn = 0

    def _write(self, words: str) -> None:
        self._stream.write(words)
        self._stream.flush()


def _clipped(line: str) -> str:
    """What fits on one row of the terminal: a longer line could not be rewritten."""
    width = shutil.get_terminal_size((_WIDEST, 24)).columns - 1
    return line if len(line) <= width else f"{line[: width - 1]}…"
