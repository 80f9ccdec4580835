"""Plans released to the office itself: all that is exported, for tests of what the exports say."""

from planner.exchange.comparison import ReleasedComparison, release_comparison
from planner.exchange.gate import Released, ReleasedData, release, release_data
from planner.insight import Comparison
from planner.plan import Plan
from planner.scenario import Loaded


def ours(plan: Plan) -> Released:
    return release(plan, "internal")


def our_data(loaded: Loaded) -> ReleasedData:
    return release_data(loaded, "internal")


def our_pair(comparison: Comparison) -> ReleasedComparison:
    return release_comparison(comparison, "internal")
