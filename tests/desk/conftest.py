"""A small city and pools of workers, for all tests of this room."""

from tests.small_city import (
    brief,
    city,
    hold,
    make_pool,
    nothing_proven,
    open_app,
    own_city,
    plan,
    plans,
    proven_city,
)

__all__ = [
    "brief",
    "city",
    "hold",
    "make_pool",
    "nothing_proven",
    "open_app",
    "own_city",
    "plan",
    "plans",
    "proven_city",
]
