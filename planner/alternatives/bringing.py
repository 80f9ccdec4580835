"""What projects are said to bring, how their cost falls due, and what they have to wait for."""

import numpy as np

from planner.alternatives.table import CODES
from planner.arrays import Flags, Floats, Integers
from planner.criteria import Criterion, finished_share, service_share
from planner.domain import BUILD, RESTORING
from planner.inventory import Inventory
from planner.scenario.scenario import Scenario

_BUILD = CODES.index(BUILD)


def stated_gains(scenario: Scenario, inventory: Inventory) -> Floats:
    """(n_groups, n_criteria) what each project is said to bring once finished, in the criterion's
    unit, as far as the scenario counts it; NaN where nothing is said, and for sites."""
    criteria = {name: column for column, name in enumerate(scenario.criteria)}
    n_sites, gains = len(inventory.sites), inventory.gains
    found = np.full((n_sites + len(inventory.projects), len(criteria)), np.nan)
    if not len(gains):
        return found
    row = {project: n_sites + k for k, project in enumerate(inventory.projects.id)}
    counted = {str(word): share for word, share in scenario.gains_counted.items()}
    shares = np.array([counted.get(quality, 1.0) for quality in gains.quality])
    groups = np.array([row[project] for project in gains.project])
    columns = np.array([criteria[criterion] for criterion in gains.criterion])
    found[groups, columns] = gains.amount * shares
    return found


def stated_share(criterion: Criterion, done: Integers, clock: tuple[int, int, Floats]) -> Floats:
    """(n,) part of a stated gain that counts by when it is finished.

    done (n,): first year with all works finished; clock: money years, appraisal years, yearly
    probability of being struck (n,). A service counts by the years that it serves, what is gained once
    where it is finished in the money years, what decays where it is finished at all.
    """
    money_years, years, probability = clock
    if criterion.timing == "service":
        return service_share(done, np.full_like(done, years), years, probability)
    return finished_share(done, money_years if criterion.timing == "once" else years)


def led(inventory: Inventory, lead: Integers, years: Integers, lawful: Flags) -> Integers:
    """(n_groups, works) `lead` with the years that projects have to wait: for the phases before
    them, and for the works on what they restore to end by the time they do.

    A project that restores what cannot be restored waits for ever, as it were: row C5 bars it.
    """
    n_sites, parts = len(inventory.sites), inventory.projects.parts
    lead = lead.copy()
    index = {site: group for group, site in enumerate(inventory.sites.id)}
    mends = [CODES.index(works) for works in RESTORING]
    ends = np.where(lawful[:, mends], lead[:, mends] + years[:, mends], 0).min(
        axis=1, initial=2**31, where=lawful[:, mends]
    )
    settled = inventory.sites.today.has_state("done")
    for row, sites in enumerate(parts.restores):
        waited = [
            int(ends[index[s]])
            for s in sites
            if lawful[index[s], mends].any() and not settled[index[s]]
        ]
        own = years[n_sites + row, _BUILD]
        lead[n_sites + row, _BUILD] = max([0, *(end - own for end in waited)])
    for row, before in sorted(parts.waits, key=lambda pair: parts.phase[pair[0]]):
        end = lead[n_sites + before, _BUILD] + years[n_sites + before, _BUILD]
        lead[n_sites + row, _BUILD] = max(lead[n_sites + row, _BUILD], end)
    return lead


def spread_as_stated(
    money: Integers,
    cost: Integers,
    start: Integers,
    shares: Floats,
    step: int,
) -> Integers:
    """(n, n_years) `money` with the cost of some rows due by stated shares of it, in whole steps, the
    rest in the first year.

    cost, start (n,); shares (n, longest), NaN in the rows that stay as they are.
    """
    rows = np.flatnonzero(~np.isnan(shares[:, :1]).ravel())
    if not len(rows):
        return money
    money = money.copy()
    money[rows] = 0
    due = np.floor(cost[rows, None] / step * shares[rows] + 1e-9).astype(np.int64) * step
    due[:, 0] = cost[rows] - due[:, 1:].sum(axis=1)
    for year in range(due.shape[1]):
        paid = due[:, year] > 0
        np.add.at(money, (rows[paid], start[rows][paid] + year), due[paid, year])
    return money
