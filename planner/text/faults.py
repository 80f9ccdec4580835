"""Faults as sentences: where, what, and how to mend it."""

from collections.abc import Sequence

from planner.errors import Fault, PlannerError
from planner.text.catalogue import Language, text

_LONGEST_VALUE = 60


def _place(fault: Fault, language: Language) -> str:
    parts = [fault.file]
    if fault.row is not None:
        parts.append(text("fault.row", language, row=fault.row))
    parts.append(fault.field)
    return ", ".join(part for part in parts if part)


def fault_sentence(fault: Fault, language: Language) -> str:
    """One line: place, the value found there, what is wrong and the remedy."""
    message = text(f"fault.{fault.key}", language, **fault.details)
    value = (
        fault.value if len(fault.value) <= _LONGEST_VALUE else fault.value[:_LONGEST_VALUE] + "…"
    )
    place = _place(fault, language)
    found = f" «{value}»" if value else ""
    return f"{place}{found}: {message}" if place or found else message


def fault_lines(error: PlannerError, language: Language) -> Sequence[str]:
    """Every fault of the error, a sentence each, in the order found."""
    return [fault_sentence(fault, language) for fault in error.faults]


def fault_summary(error: PlannerError, language: Language) -> str:
    """The line above the list: how many things have to be mended."""
    kind = type(error).__name__
    return text(f"fault.summary.{kind}", language, n=error.count)
