"""What money is spent on: classes of works, for shares and accounts."""

import numpy as np
from numpy.typing import NDArray

from planner.problem.case import Case
from planner.scenario.scenario import SpendingClass

Flags = NDArray[np.bool_]


def spending_class(case: Case) -> dict[SpendingClass, Flags]:
    """(n,) each: works on sites of heritage value, on other sites, and for projects.

    Clearing a plot for a project is part of the project.
    """
    table = case.alternatives
    new = (table.group >= table.n_sites) | table.make_way
    valued = case.significance[table.group] > 0
    return {"conservation": valued & ~new, "repair": ~valued & ~new, "new": new}
