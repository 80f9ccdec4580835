"""The seal of a plan: a few characters that every part of a page that shows it carries.

When sentence, figures, list and map carry the same seal they show the same plan: what a test or a
benchmark waits for, and what tells a part that lags behind.
"""

import json
from hashlib import sha256
from typing import Final

from planner.plan import Plan

LENGTH: Final = 12


def seal(plan: Plan) -> str:
    """Of the decisions and the weights that they were made for."""
    weights = json.dumps(dict(plan.shares), sort_keys=True)
    stated = f"{plan.provenance.decisions_sha256} {weights} {plan.figures.money_total}"
    return sha256(stated.encode()).hexdigest()[:LENGTH]
