"""Tuning: the numbers by which the engine trades time for nearness, one type a step.

They change how soon a plan and its bound are found and how near each other they come, not whether
an answer is right: whatever they are, every plan is checked, and every bound from prices computed,
in exact arithmetic. Numbers on which a proof rests (the unit round-off, what counts as no gap, how
far a solver's word is moved outward) stand with that proof instead. Values were set on drawn cities of
up to a million sites and on the Kharkiv case (tests/benchmarks/engine.py and weightings.py measure
both); where a field says what a higher number does, that is its trade.

To try another value, put `dataclasses.replace(PRICE, ...)` in the place of the name where a module
reads it.
"""

from planner.optimise.tuning.certify import CERTIFY, Certifying
from planner.optimise.tuning.close import CLOSE, Closing, Cores, Turns
from planner.optimise.tuning.diagnosis import DIAGNOSE, Diagnosing
from planner.optimise.tuning.exchange import EXCHANGE, Exchanging
from planner.optimise.tuning.market import MARKET, Marketing
from planner.optimise.tuning.meet import MEET, Meetings
from planner.optimise.tuning.near import NEAR, Nearing
from planner.optimise.tuning.path import PATH, Following
from planner.optimise.tuning.price import PRICE, Pricing
from planner.optimise.tuning.prove import PROVE, TREE, Growing, Proving
from planner.optimise.tuning.round import ROUND, Pace, Rounding
from planner.optimise.tuning.solvers import WHOLE, WholeNumbers

__all__ = [
    "CERTIFY",
    "CLOSE",
    "DIAGNOSE",
    "EXCHANGE",
    "MARKET",
    "MEET",
    "NEAR",
    "PATH",
    "PRICE",
    "PROVE",
    "ROUND",
    "TREE",
    "WHOLE",
    "Certifying",
    "Closing",
    "Cores",
    "Diagnosing",
    "Exchanging",
    "Following",
    "Growing",
    "Marketing",
    "Meetings",
    "Nearing",
    "Pace",
    "Pricing",
    "Proving",
    "Rounding",
    "Turns",
    "WholeNumbers",
]
