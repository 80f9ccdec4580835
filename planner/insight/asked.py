"""Whether residents have been asked, as far as the tables tell."""

from typing import Final

from planner.plan.plan import Plan

_ASKED: Final = "community_priority"


def unasked(plan: Plan) -> bool:
    """Whether the scenario has a place for what residents say, and nobody has filled it."""
    criteria = plan.scenario.criteria
    return any(
        criteria[figure.criterion].attribute == _ASKED and figure.possible <= 0
        for figure in plan.figures.by_criterion.values()
    )
