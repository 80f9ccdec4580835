"""Plans that a test alters: other entries than those of the list, other claims than the search's."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from planner.plan import Entry, Group, Plan


class HandMade(Plan):
    """A plan whose entries were put in place of those of the list."""

    __slots__ = ()

    def group(self, name: Group) -> Sequence[Entry]:
        return tuple(entry for entry in self.entries if entry.group == name)

    def entry(self, subject: str) -> Entry:
        return {entry.id: entry for entry in self.entries}[subject]


def with_entries(plan: Plan, entries: Sequence[Entry]) -> Plan:
    """The plan with other entries."""
    stated = {field.name: getattr(plan, field.name) for field in fields(plan)}
    return HandMade(**{**stated, "entries": tuple(entries)})


def claiming(plan: Plan, **claims: Any) -> Plan:
    """The plan with other claims of how good it is."""
    return replace(plan, solution=replace(plan.solution, **claims))
