"""What is being done, on stderr, once it takes longer than two seconds."""

import sys
import threading
import time
from types import TracebackType
from typing import Final, Self, TextIO

from planner.text import Language, text

_PATIENCE: Final = 2.0
_PERIOD: Final = 1.0


class Progress:
    """Names the phase and the seconds since the start, every second, from a thread of its own.

    A terminal gets one line that is rewritten and wiped at the end; a file gets a line a time.
    Only what is known is said: no share of the work is made up.
    """

    def __init__(self, language: Language, stream: TextIO | None = None) -> None:
        self._language = language
        self._stream = stream or sys.stderr
        self._rewrites = self._stream.isatty()
        self._phase = ""
        self._over = threading.Event()
        self._drawn = 0
        self._start = time.monotonic()
        self._thread = threading.Thread(target=self._run, daemon=True)

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
        if self._drawn and self._rewrites:
            self._write("\r" + " " * self._drawn + "\r")

    def phase(self, key: str, **values: object) -> None:
        """From now on, this is what is being done: catalogue key `cli.phase.<key>`."""
        self._phase = text(f"cli.phase.{key}", self._language, **values)

    def _run(self) -> None:
        wait = _PATIENCE
        while not self._over.wait(wait):
            wait = _PERIOD
            self._tell()

    def _tell(self) -> None:
        seconds = int(time.monotonic() - self._start)
        line = text("cli.progress", self._language, phase=self._phase, seconds=seconds)
        if self._rewrites:
            blanks = " " * max(0, self._drawn - len(line))
            self._write(f"\r{line}{blanks}")
            self._drawn = len(line)
        else:
            self._write(f"{line}\n")

    def _write(self, words: str) -> None:
        self._stream.write(words)
        self._stream.flush()
