"""The rows of the problem, one file a number: formula, symbols, how a rule gives and is told of.

A file `c<number>_<name>.py` with an `ENTRY` is all that a new kind of row takes: it is found here,
and listed wherever rows are written, explained, eased or told of.
"""

from importlib import import_module
from pkgutil import iter_modules

from planner.problem.rows.entry import Clash, RowKind

__all__ = ["ENTRIES", "ROWS", "Clash", "RowKind"]


def _found() -> tuple[RowKind, ...]:
    names = [module.name for module in iter_modules(__path__) if module.name[:1] == "c"]
    entries: list[RowKind] = [import_module(f"{__name__}.{name}").ENTRY for name in names]
    return tuple(sorted(entries, key=lambda entry: int(entry.number[1:])))


ENTRIES = {entry.number: entry for entry in _found()}
"""By number, in order."""
ROWS = tuple(entry.write for entry in ENTRIES.values())
"""The row functions in order; the Method page shows their docstrings."""
