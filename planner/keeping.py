"""Kept: the last results, those of pure functions shared by all sessions and threads of a process,
those of a planner by her own session.

Streamlit's own cache makes a copy at each use, which costs more than the page has for a whole move
of a slider; what is kept here never changes, so that one copy serves everybody.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """So many results, those used last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[K, V] = OrderedDict()
        self._gates: dict[K, threading.Lock] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The result for a key; made once, however many ask for it meanwhile.

        What `make` raises goes to each who asks, and nothing is kept.
        """
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            gate = self._gates.setdefault(key, threading.Lock())
        with gate:
            found = self.find(key)
            if found is not None:
                return found
            try:
                made = make()
                self.put(key, made)
            finally:
                with self._lock:
                    self._gates.pop(key, None)
            return made

    def find(self, key: K) -> V | None:
        """The result for a key, where it is kept."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: K, value: V) -> None:
        """Keeps a result; the one used longest ago goes."""
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def drop(self, key: K) -> None:
        """Forgets a result, where it is kept."""
        with self._lock:
            self._held.pop(key, None)

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._held.clear()
