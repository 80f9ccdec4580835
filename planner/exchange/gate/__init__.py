"""The one way out: who gets which field of a plan, and what is left of it for them."""

from planner.exchange.gate.fields import treatment
from planner.exchange.gate.gate import Gate
from planner.exchange.gate.release import Released, ReleasedData, release, release_data

__all__ = ["Gate", "Released", "ReleasedData", "release", "release_data", "treatment"]
