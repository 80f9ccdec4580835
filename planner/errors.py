"""What can go wrong, as data.

    PlannerError
      InputError            a file or a setting is not usable           exit code 2
        ConflictError       saving would overwrite somebody's work
      InfeasiblePlanError   the rules cannot hold together              exit code 1
      SolverError           no solver gave an answer that can be checked

An error carries every fault found, not the first one only. Faults hold no sentences: the
catalogue (`planner.text`) turns them into words in the reader's language.
"""

import dataclasses
from collections.abc import Iterable, Mapping


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: where it stands, what stands there, and which message explains it."""

    key: str
    """Message in the catalogue, without its `fault.` prefix; the message names the remedy."""
    file: str = ""
    row: int | None = None
    """Line of a table as a spreadsheet counts it (the header is row 1)."""
    field: str = ""
    """Column of a table, or dotted path in a YAML file: `rules.must[0].site`."""
    value: str = ""
    details: Mapping[str, str | int | float] = dataclasses.field(default_factory=dict)
    """Named values of the message."""
    note: bool = False
    """Whether it only says something about the faults around it."""


class PlannerError(Exception):
    """Base of every error that a planner may see; lists all faults at once, and counts them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        self.count = sum(not fault.note for fault in self.faults)
        super().__init__(
            "; ".join(f"{f.file} {f.field} {f.key} {f.value}".strip() for f in self.faults)
        )

    def __reduce__(self) -> tuple[object, ...]:
        """By its faults, so that it comes whole out of another process."""
        return type(self), (self.faults,), self.__dict__


class InputError(PlannerError):
    """A file or a setting cannot be used as it stands."""


class ConflictError(InputError):
    """Saving would overwrite work that is already there."""


class InfeasiblePlanError(PlannerError):
    """No plan keeps all the rules."""


class SolverError(PlannerError):
    """No solver returned an answer that passes the independent check."""
