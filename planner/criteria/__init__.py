"""What is valued, and weights from what people judge."""

from planner.criteria.criterion import (
    BUILT_IN_ATTRIBUTES,
    COST,
    Criterion,
    Timing,
    finished_share,
    service_share,
    surviving_share,
)
from planner.criteria.judgements import (
    CONSISTENT,
    RANDOM_INDEX,
    Contradiction,
    ahp_weights,
    contradiction,
    rank_order_centroid,
)

__all__ = [
    "BUILT_IN_ATTRIBUTES",
    "CONSISTENT",
    "COST",
    "RANDOM_INDEX",
    "Contradiction",
    "Criterion",
    "Timing",
    "ahp_weights",
    "contradiction",
    "finished_share",
    "rank_order_centroid",
    "service_share",
    "surviving_share",
]
