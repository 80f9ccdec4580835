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
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final


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
    others: int = 0
    """How many more of the same kind there are that are not listed; the last listed one counts them."""

    @property
    def kind(self) -> tuple[str, str, str]:
        """What one remedy mends: the message, the file, and the place without its numbers."""
        place = _POSITION.sub("[]", self.field)
        if place.endswith(f".{self.value}"):  # a key that is at fault itself, under its mapping
            place = place.removesuffix(self.value) + "*"
        return self.key.removesuffix("_near"), self.file, _YEAR.sub(".*", place)


_POSITION: Final = re.compile(r"\[\d+\]")
_YEAR: Final = re.compile(r"\.\d{4}$")
LISTED: Final = 200
"""So many faults of a kind are listed, the others counted: nobody reads more, and a file of a
million of them must not take a minute to refuse."""


def listed(faults: Iterable[Fault]) -> list[Fault]:
    """The first faults of every kind, in their order; the last of a kind counts the others."""
    kept: list[Fault] = []
    places: dict[tuple[str, str, str], list[int]] = {}
    others: Counter[int] = Counter()
    for fault in faults:
        of_kind = places.setdefault(fault.kind, [])
        if len(of_kind) < LISTED:
            of_kind.append(len(kept))
            kept.append(fault)
        else:
            others[of_kind[-1]] += 1 + fault.others
    for place, count in others.items():
        kept[place] = dataclasses.replace(kept[place], others=kept[place].others + count)
    return kept


class PlannerError(Exception):
    """Base of every error that a planner may see; lists all faults at once, and counts them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        self.count = sum(1 + fault.others for fault in self.faults if not fault.note)
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
