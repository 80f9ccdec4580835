"""Faults as sentences: where, what, and how to mend it; those that one remedy mends in one line."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.errors import Fault, PlannerError
from planner.text.figures import whole
from planner.text.messages import text

_LONGEST_VALUE: Final = 60
MOST_LINES: Final = 30
"""Lines that an error comes to, whatever the file: more are no help."""
_PLACES: Final = 5
_VALUES: Final = 3
_Key = Callable[[Fault], Hashable]


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Faults of one kind, which one remedy mends."""

    faults: tuple[Fault, ...]

    @property
    def count(self) -> int:
        """Those that are counted but not listed among them."""
        return sum(1 + fault.others for fault in self.faults)

    @property
    def note(self) -> bool:
        """Whether it only says something about the faults around it."""
        return self.faults[0].note


def _exactly(fault: Fault) -> Hashable:
    """What a suggestion is for matters as well: it differs from word to word."""
    suggests = fault.key.endswith("_near")
    return (*fault.kind, fault.note, fault.value if suggests else "")


def _by_kind(fault: Fault) -> Hashable:
    return (*fault.kind, fault.note)


def _by_message(fault: Fault) -> Hashable:
    key, file, _ = fault.kind
    return key, file, fault.note


def fault_groups(error: PlannerError) -> list[FaultGroup]:
    """The faults grouped as finely as MOST_LINES lines allow, in the order in which each begins."""
    keys: tuple[_Key, ...] = (_exactly, _by_kind, _by_message)
    groups: list[FaultGroup] = []
    for key in keys:
        found: dict[Hashable, list[Fault]] = {}
        for fault in error.faults:
            found.setdefault(key(fault), []).append(fault)
        groups = [FaultGroup(tuple(faults)) for faults in found.values()]
        if len(groups) <= MOST_LINES:
            break
    return groups


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"


def _same(words: Sequence[str]) -> str:
    """The word that all share, or blank."""
    return words[0] if len(set(words)) == 1 else ""


def _rows(group: FaultGroup) -> str:
    rows = list(dict.fromkeys(fault.row for fault in group.faults if fault.row is not None))
    if not rows:
        return ""
    if len(rows) == 1 and group.count == len(group.faults):
        return text("fault.row", row=rows[0])
    return text("fault.rows", rows=", ".join(map(str, rows[:_PLACES])))


def _place(group: FaultGroup) -> str:
    first = group.faults[0]
    fields = [fault.field for fault in group.faults]
    kinds = [fault.kind[2] for fault in group.faults]
    parts = [first.file, _rows(group), _same(fields) or _same(kinds)]
    return ", ".join(part for part in parts if part)


def group_sentence(group: FaultGroup) -> str:
    """One line: place, what is found there, what is wrong and the remedy; how many, if several."""
    first = group.faults[0]
    message = text(f"fault.{first.key}", **first.details)
    values = list(dict.fromkeys(_short(f.value) for f in group.faults if f.value))
    found = ", ".join(text("quoted", words=value) for value in values[:_VALUES])
    more = ", …" if len(values) > _VALUES else ""
    place = " ".join(part for part in (_place(group), found + more) if part)
    line = f"{place}: {message}" if place else message
    if group.count == 1:
        return line
    times = text("fault.times", n=group.count, n_text=whole(group.count))
    return f"{times}: {line}"


def fault_sentence(fault: Fault) -> str:
    """One line: place, the value found there, what is wrong and the remedy."""
    return group_sentence(FaultGroup((replace(fault, others=0),)))


def fault_lines(error: PlannerError) -> Sequence[str]:
    """Every listed fault of the error, a sentence each, in the order found."""
    return [fault_sentence(fault) for fault in error.faults]


def grouped_lines(error: PlannerError) -> list[tuple[str, bool]]:
    """(line, whether it is a note) for each kind of fault; at most MOST_LINES, the last of which
    then says how many are left out."""
    groups = fault_groups(error)
    shown = groups if len(groups) <= MOST_LINES else groups[: MOST_LINES - 1]
    lines = [(group_sentence(group), group.note) for group in shown]
    left = sum(group.count for group in groups[len(shown) :])
    if left:
        lines.append((text("fault.left", n=left, n_text=whole(left)), True))
    return lines


def fault_summary(error: PlannerError) -> str:
    """The line above the list: how many things have to be mended."""
    kind = type(error).__name__
    n_text = whole(error.count)
    return text(f"fault.summary.{kind}", n=error.count, n_text=n_text)
