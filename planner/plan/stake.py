"""The heritage at stake: what repair could save, and what no works of this plan can reach."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.alternatives import Alternatives, Attributes
from planner.alternatives.attainable import best_by_group
from planner.alternatives.gains import effects_by_code
from planner.criteria import Criterion, surviving_share
from planner.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """Heritage that no alternative of a plan can save, though works begun today would."""

    points: float
    """What the best works would save of it, in points of significance."""
    unjudged: int
    """Heritage buildings of which nobody knows how badly they are damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeritageKept:
    """How much of the heritage at stake the plan keeps, in points of significance."""

    kept: float
    at_stake: float
    """The attainable, and what works could save that this plan has no means for."""
    unjudged: int
    """Heritage buildings of unknown damage, of which nobody can say what is at stake."""

    @property
    def share(self) -> float:
        """Kept share of what is known to be at stake."""
        return self.kept / self.at_stake


def heritage_criterion(criteria: Mapping[str, Criterion]) -> str | None:
    """The criterion that counts heritage which survives, if there is one."""
    for name, criterion in criteria.items():
        if criterion.attribute == "significance" and criterion.timing == "condition":
            return name
    return None


def beyond_reach(scenario: Scenario, attributes: Attributes, table: Alternatives) -> Beyond:
    """What is at stake besides the attainable.

    A building is out of reach where none of its alternatives saves anything: works take longer
    than there is money for, its area is not known, or no works are lawful. What is at stake there
    is what the best works would save that began at once.
    """
    name = heritage_criterion(scenario.criteria)
    if name is None:
        return Beyond(points=0.0, unjudged=0)
    column = table.criteria.index(name)
    sites = slice(0, table.n_sites)
    impaired, decay = attributes.impaired[sites], attributes.decay[sites]
    significance = np.nan_to_num(attributes.value[sites, column])
    best = float(effects_by_code(scenario.criteria[name]).max())
    winters = np.full(table.n_sites, scenario.horizon.appraisal_years)
    saved = surviving_share(impaired, np.full_like(impaired, best), decay, 0 * winters)
    lost = surviving_share(impaired, np.zeros_like(impaired), decay, winters)
    out_of_reach = best_by_group(table)[sites, column] <= 0.0
    points = np.where(out_of_reach, np.nan_to_num(significance * (saved - lost)), 0.0)
    return Beyond(
        points=float(points.sum()),
        unjudged=int(np.count_nonzero(np.isnan(impaired) & (significance > 0))),
    )
