"""What money is spent on: classes of works, for shares and accounts."""

from planner.arrays import Flags
from planner.problem.case import Case
from planner.scenario.scenario import SpendingClass


def spending_class(case: Case) -> dict[SpendingClass, Flags]:
    """(n,) each: works on sites of heritage value, on other sites, certificates for their people, and
    projects.

    Clearing a plot for a project is part of the project; what is cleared after its people were
    housed elsewhere is part of housing them.
    """
    table = case.alternatives
    new = (table.group >= table.n_sites) | table.make_way
    valued = case.significance[table.group] > 0
    housed = table.certified & ~new
    works = ~new & ~housed
    return {
        "conservation": valued & works,
        "repair": ~valued & works,
        "certificates": housed,
        "new": new,
    }
