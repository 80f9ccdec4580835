"""The gate: the one way out. Tables lose columns and trees lose keys that a profile does not get."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from planner.exchange.gate.fields import branch, passes, treatment
from planner.exchange.sheet import Table

_ANY: Final = "*"
from planner.profiles import Profile


@dataclass(frozen=True, slots=True)
class Gate:
    """What may leave for one profile."""

    profile: Profile

    def table(self, table: Table) -> Table:
        """The table with the columns that may leave, perhaps none."""
        stay = [k for k, c in enumerate(table.columns) if passes(table.key, c.key, self.profile)]
        return replace(
            table,
            columns=tuple(table.columns[k] for k in stay),
            rows=tuple(tuple(row[k] for k in stay) for row in table.rows if stay),
            frozen_columns=sum(k < table.frozen_columns for k in stay),
        )

    def tree(self, kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """The keys that may leave, at every depth; those of lists are the keys of their items."""
        kept = self._kept(branch(kind), data)
        return dict(kept) if isinstance(kept, Mapping) else {}

    def facts(self, kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Facts by key, those that may leave."""
        return {key: value for key, value in facts.items() if passes(kind, key, self.profile)}

    def _kept(self, known: Any, data: Any) -> Any:
        """data without what may not leave; `...` where nothing of it may."""
        if isinstance(known, str):
            return ... if treatment(known, self.profile) in ("withheld", "gone") else data
        if isinstance(data, Mapping):
            inner = {
                key: self._kept(known.get(key, known.get(_ANY, {})), part)
                for key, part in data.items()
            }
            left = {key: part for key, part in inner.items() if part is not ...}
            return left if left or (known and not data) else ...
        if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
            items = [self._kept(known, part) for part in data]
            return [part for part in items if part is not ...] if known else ...
        return data if data is None and known else ...
