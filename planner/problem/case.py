"""Case: what the row functions read to write their rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.alternatives import CODES, NOTHING, Alternatives
from planner.arrays import Flags, Floats, Integers
from planner.inventory import Inventory
from planner.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A scenario, its inventory and the alternatives that follow from both."""

    scenario: Scenario
    inventory: Inventory
    alternatives: Alternatives
    significance: Floats
    """(n_groups,) heritage value before the damage; 0 for projects."""
    attainable: Floats
    """(n_groups, n_criteria) each site's and project's part of the attainable gain."""
    quickest: Integers
    """(n_groups,) years that the quickest lawful works take; 0 where none are lawful."""

    def index(self, subject: str) -> int:
        """Number of a site's or project's group. Raises KeyError for an unknown id."""
        if subject not in self.alternatives.subjects:
            raise KeyError(subject)
        return self.alternatives.subjects.index(subject)

    def of_group(self, group: int) -> Flags:
        """(n,) alternatives of one site or project."""
        return np.asarray(self.alternatives.group == group)

    def districts(self) -> NDArray[np.str_]:
        """(n_groups,) district of every site and project."""
        return np.array([*self.inventory.sites.district, *self.inventory.projects.district])

    def payers(self) -> tuple[Integers, Integers]:
        """(n,) each: the exact set of funds that may pay for the first works of each alternative, and
        for those that follow, as a bit mask."""
        sites, projects = self.inventory.sites, self.inventory.projects
        table = self.alternatives
        owners = {"owner": [*sites.today.owner, *[""] * len(projects.id)]}
        if "owner" not in sites.today.stated:
            owners = {}  # of a table that says nothing of owners all are treated alike
        found = np.zeros((2, len(table)), dtype=np.int64)
        for bit, fund in enumerate(self.scenario.money.funds.values()):
            pays = fund.may_pay(
                **owners,
                kind=["site"] * len(sites.id) + ["project"] * len(projects.id),
                heritage_status=[*sites.heritage_status, *["none"] * len(projects.id)],
                use=[*sites.use, *projects.kind],
                district=[*sites.district, *projects.district],
            )
            # The last entry is "nothing", which costs nothing, so that anybody may pay for it.
            for_works = np.array([*map(fund.pays_for, CODES), True])
            for step, works in zip(found, (table.first, table.second), strict=True):
                step |= (pays[table.group] & for_works[works]).astype(np.int64) << bit
        return found[0], found[1]

    def payers_in(self, payers: tuple[Integers, Integers], column: int) -> Integers:
        """(n,) those of the step that money falls due for in the year of a column: one follows the
        other, so that no year has both."""
        table = self.alternatives
        follows = (table.second != NOTHING) & (table.second_start <= column)
        return np.where(follows, payers[1], payers[0])

    def payable(self) -> Flags:
        """(n,) whether some fund may pay for every step that costs anything."""
        payers, money = self.payers(), self.alternatives.money
        due = [
            (self.payers_in(payers, column) > 0) | (money[:, column] == 0)
            for column in range(money.shape[1])
        ]
        return np.asarray(np.all(due, axis=0))
