"""What there is to gain at each site and project: the attributes that criteria multiply."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.alternatives.bringing import stated_gains
from planner.arrays import Floats
from planner.domain import GRADES, Grade
from planner.inventory import Inventory
from planner.inventory.columns import SERVED
from planner.scenario.scenario import Scenario

PEOPLE: Final = {"residents_out": ("residents",), "users_out": SERVED, "workers_out": ("workers",)}
"""Attribute that counts people -> the kinds that it counts; visitors are in none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """Attributes of n groups (sites first, then projects); NaN where a figure is not known."""

    value: Floats
    """(n, n_criteria) attribute of each criterion, in its unit."""
    significance: Floats
    """(n,) heritage value before the damage, with the part of an ensemble; 0 for projects."""
    impaired: Floats
    """(n,) m: part of the heritage value impaired by the damage; all of it on a cleared plot."""
    decay: Floats
    """(n,) d: yearly loss of unprotected fabric."""
    in_use: Floats
    """(n, n_criteria) people who still use what stands, of a criterion that counts people; else 0."""
    stated: Floats
    """(n, n_criteria) what projects are said to bring, in the criterion's unit; NaN where that
    follows from the attribute."""
    touched: Floats
    """(n,) part of it that the damage touches, and works speak of; 0 where nothing is left to do."""
    struck: Floats
    """(n,) yearly probability of being struck again and out of use."""
    open_share: Floats
    """(n,) share of pupils and patients who may come to what is repaired, for want of a shelter."""


def by_grade(table: dict[Grade, float], grade: NDArray[np.integer]) -> Floats:
    """Value of a per-grade table for each site: 0 for grade 0, NaN for a grade not known."""
    values = np.array([0.0, *(table.get(g, 0.0) for g in GRADES), np.nan])
    return np.asarray(values[grade], dtype=np.float64)  # -1 is the last: NaN


def significance_of(scenario: Scenario, inventory: Inventory) -> Floats:
    """(n_sites,) expert significance where given, else the value of the legal status; and of a
    group of buildings an equal part for each member, so that losing one costs that part."""
    sites = inventory.sites
    table = scenario.significance
    values: dict[str, float] = {status: v for status, v in table.by_status.items()}
    by_status = np.array([values.get(s, 0.0) for s in sites.heritage_status], dtype=np.float64)
    candidate = np.where(sites.world_heritage_candidate, table.world_heritage_candidate, by_status)
    own = np.where(np.isnan(sites.significance), candidate, sites.significance)
    group, ensembles = np.asarray(sites.ensemble, dtype=object), scenario.ensembles
    parts = {name: ensembles[name].value / np.sum(group == name) for name in ensembles}
    return np.asarray(own + np.array([parts.get(name, 0.0) for name in group]))


def open_share_of(scenario: Scenario, inventory: Inventory) -> Floats:
    """(n_sites,) 1 where there is a shelter or none is needed, else what may open without one."""
    rule, sites = scenario.shelter, inventory.sites
    if rule is None:
        return np.ones(len(sites.id))
    needs = np.isin(np.asarray(sites.use), rule.uses)
    has = np.asarray(sites.today.shelter, dtype=object) == "has"
    return np.where(needs & ~has, rule.without, 1.0)


def touched_of(inventory: Inventory) -> Floats:
    """(n_sites,) part of each site that works speak of: what the damage touches, 0 of what is
    settled."""
    today = inventory.sites.today
    return np.where(today.settled, 0.0, today.part)


def _people(kind: NDArray[np.str_], people: Floats) -> dict[str, Floats]:
    """`people` (n,) as the attributes that count them, by their kind."""
    return {
        attribute: np.where(np.isin(kind, kinds), people, 0.0)
        for attribute, kinds in PEOPLE.items()
    }


def unusable_of(scenario: Scenario, inventory: Inventory) -> Floats:
    """(n_sites,) share of its people who cannot use a building: as its row says, else by its grade."""
    sites = inventory.sites
    by_default = by_grade(scenario.damage.unusable, sites.damage_grade)
    return np.where(np.isnan(sites.unusable), by_default, sites.unusable)


def residents_out(scenario: Scenario, inventory: Inventory) -> Floats:
    """(n_sites,) residents who cannot live in their damaged homes; NaN where nobody knows."""
    sites = inventory.sites
    out = sites.people * unusable_of(scenario, inventory)
    return _people(np.asarray(sites.people_kind), out * touched_of(inventory))["residents_out"]


def _site_columns(scenario: Scenario, inventory: Inventory) -> dict[str, Floats]:
    sites = inventory.sites
    damage = scenario.damage
    grade = sites.damage_grade
    unusable = unusable_of(scenario, inventory)
    kind, touched = np.asarray(sites.people_kind), touched_of(inventory)
    safe = sites.plot_cleared | sites.today.settled
    hazard = np.where(safe, 0.0, by_grade(damage.hazard, grade))
    return {
        **sites.numbers,
        "significance": significance_of(scenario, inventory) * touched,
        "damaged_area": sites.floor_area_m2 * by_grade(damage.share, grade) * touched,
        **_people(kind, sites.people * unusable * touched),
        "hazard": np.where(np.isnan(sites.hazard) | sites.today.settled, hazard, sites.hazard),
        "community_priority": np.nan_to_num(sites.community_priority),
        "new_capacity": sites.floor_area_m2 * touched,
    }


def _still_in_use(scenario: Scenario, inventory: Inventory) -> dict[str, Floats]:
    """(n_sites,) people who use a building as it stands, by the attribute that counts their kind."""
    sites = inventory.sites
    usable = 1.0 - unusable_of(scenario, inventory)
    usable = np.where(sites.plot_cleared | sites.today.settled, 0.0, usable)
    people = np.nan_to_num(sites.people * usable * touched_of(inventory))
    return _people(np.asarray(sites.people_kind), people)


def _project_columns(inventory: Inventory) -> dict[str, Floats]:
    projects = inventory.projects
    kind = np.asarray(projects.people_kind)
    return {
        **projects.numbers,
        **_people(kind, projects.people),
        "new_capacity": projects.capacity_m2 * projects.renewal_index / 100.0,
    }


def attributes_of(scenario: Scenario, inventory: Inventory) -> Attributes:
    """Attributes of all sites and projects under the scenario's tables."""
    site_columns = _site_columns(scenario, inventory)
    project_columns = _project_columns(inventory)
    n_sites, n_projects = len(inventory.sites.id), len(inventory.projects.id)
    value = np.zeros((n_sites + n_projects, len(scenario.criteria)))
    for column, criterion in enumerate(scenario.criteria.values()):
        value[:n_sites, column] = site_columns.get(criterion.attribute, np.zeros(n_sites))
        value[n_sites:, column] = project_columns.get(criterion.attribute, np.zeros(n_projects))
    in_use = np.zeros_like(value)
    still = _still_in_use(scenario, inventory)
    for column, criterion in enumerate(scenario.criteria.values()):
        in_use[:n_sites, column] = still.get(criterion.attribute, 0.0)
    none = np.zeros(n_projects)
    sites, touched = inventory.sites, touched_of(inventory)
    # Nothing is at stake where nothing is left to do, whatever the grade was, known or not.
    grade = np.where(touched > 0, sites.damage_grade, 0)
    impaired = by_grade(scenario.damage.impaired, grade)
    return Attributes(
        value=value,
        in_use=in_use,
        stated=stated_gains(scenario, inventory),
        significance=np.concatenate([significance_of(scenario, inventory), none]),
        impaired=np.concatenate([np.where(sites.plot_cleared, 1.0, impaired), none]),
        decay=np.concatenate([by_grade(scenario.damage.decay, grade), none]),
        touched=np.concatenate([touched, none + 1.0]),
        struck=scenario.damage.struck([*sites.district, *inventory.projects.district]),
        open_share=np.concatenate([open_share_of(scenario, inventory), none + 1.0]),
    )
