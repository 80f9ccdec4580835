"""Archive: every near-best plan that any part of the search met, each once."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.certify.near import Window


@dataclass(slots=True, kw_only=True)
class Archive:
    """Plans of a window, as positions in its problem."""

    window: Window
    found: dict[bytes, Integers] = field(default_factory=dict)

    def offer(self, plan: Integers) -> bool:
        """Keeps a plan, (n_groups,) positions of the problem, if it is a near-best one."""
        if not self.window.holds(plan):
            return False
        self.found.setdefault(plan.tobytes(), plan.copy())
        return True

    def hearing(self, columns: Integers) -> Callable[[Integers], None]:
        """What a search over some of the alternatives, at `columns` in the problem, tells its plans."""

        def heard(positions: Integers) -> None:
            self.offer(columns[positions])

        return heard

    def __len__(self) -> int:
        return len(self.found)

    @property
    def plans(self) -> Integers:
        """(m, n_groups) all of them, in the order in which they were found."""
        return np.array(list(self.found.values()))

    def amounts(self, figure: Floats) -> Floats:
        """(m,) what each plan has of a figure, (n,)."""
        return np.asarray(figure[self.plans].sum(axis=1), dtype=np.float64)

    def most(self, figure: Floats) -> Integers:
        """(n_groups,) the plan that has most of a figure."""
        return np.asarray(self.plans[int(np.argmax(self.amounts(figure)))])
