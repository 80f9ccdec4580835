"""Undo and redo: earlier states of the desk, the moves of two seconds together as one step."""

from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

TOGETHER: Final = 2.0
"""Seconds: moves that follow each other so closely are one step (a held key, a few clicks)."""
MOST: Final = 100

State = TypeVar("State")


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Generic[State]):
    """What came before the state in hand, and what was undone after it."""

    past: tuple[State, ...] = ()
    """Oldest first."""
    future: tuple[State, ...] = ()
    """The next one to redo last."""
    moved: float = float("-inf")
    """When the last move was made, seconds of any clock that only goes forward."""

    def moving(self, before: State, now: float) -> "History[State]":
        """After a move away from `before`: nothing can be redone any more."""
        past = self.past if now - self.moved <= TOGETHER and self.past else (*self.past, before)
        return History(past=past[-MOST:], moved=now)

    def undone(self, present: State) -> "tuple[State, History[State]]":
        """The state before, and the history as seen from there. Raises IndexError at the first."""
        *rest, before = self._some(self.past)
        return before, replace(
            self, past=tuple(rest), future=(*self.future, present), moved=float("-inf")
        )

    def redone(self, present: State) -> "tuple[State, History[State]]":
        """The state that was undone last. Raises IndexError where nothing was."""
        *rest, after = self._some(self.future)
        return after, replace(
            self, past=(*self.past, present), future=tuple(rest), moved=float("-inf")
        )

    @staticmethod
    def _some(states: tuple[State, ...]) -> tuple[State, ...]:
        if not states:
            raise IndexError("no further step")
        return states
