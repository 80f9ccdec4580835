"""What a worker does with the frames it gets.

Three threads: one reads orders, so that a task hears at once that it is unwanted, and ends the
process when the server is gone, however it went; one tells how far the task is, at most ten times
a second; the main one works.
"""

import gc
import importlib
import os
import pickle
import sys
import threading
import time
from queue import SimpleQueue
from typing import IO, Final

from planner.desk.worker.failures import packed
from planner.desk.worker.frames import Frame, FrameKind, read, write

TELLING: Final = 0.1
"""Least seconds between two reports of progress; only the latest is sent."""


class Worker:
    """One worker process, seen from inside."""

    def __init__(self, orders: IO[bytes], answers: IO[bytes]) -> None:
        self._orders, self._answers = orders, answers
        self._sending = threading.Lock()
        self._tasks: SimpleQueue[Frame] = SimpleQueue()
        self._unwanted = 0
        """Number of the last task that was called off; numbers only grow."""
        self._news = threading.Event()
        self._latest: tuple[int, object] = (0, None)

    def run(self) -> int:
        """Works until the server is gone."""
        hello = read(self._orders)
        if hello is None:
            return 0
        path, modules = pickle.loads(hello.body)
        sys.path[:] = path
        for target in (self._listen, self._tell):
            threading.Thread(target=target, daemon=True).start()
        for module in modules:
            importlib.import_module(module)
        self._perform(self._tasks.get())
        gc.collect()
        gc.freeze()  # what the first task loaded is kept: no later one is to be held up by it
        while True:
            self._perform(self._tasks.get())

    def _listen(self) -> None:
        while (frame := read(self._orders)) is not None:
            if frame.kind is FrameKind.CANCEL:
                self._unwanted = frame.number
            else:
                self._tasks.put(frame)
        os._exit(0)  # at once, whatever is going on: nobody waits for it any more

    def _send(self, frame: Frame) -> None:
        try:
            with self._sending:
                write(self._answers, frame)
        except OSError:
            os._exit(0)

    def _tell(self) -> None:
        while self._news.wait():
            self._news.clear()
            number, said = self._latest
            self._send(Frame(FrameKind.TOLD, number, pickle.dumps(said)))
            time.sleep(TELLING)

    def _perform(self, task: Frame) -> None:
        asked = cut = False
        self._send(Frame(FrameKind.BEGUN, task.number))

        def told(said: object) -> None:
            self._latest = task.number, said
            self._news.set()

        def unwanted() -> bool:
            nonlocal asked, cut
            if not asked:
                asked = True
                self._send(Frame(FrameKind.ASKED, task.number))
            cut = cut or self._unwanted >= task.number
            return cut

        try:
            function, args = pickle.loads(task.body)
            value = function(*args, told=told, unwanted=unwanted)
            answer = Frame(FrameKind.VALUE, task.number, pickle.dumps((cut, value)))
        except Exception as error:  # noqa: BLE001  it belongs to the one who waits for it
            answer = Frame(FrameKind.ERROR, task.number, packed(error, cut))
        self._send(answer)
