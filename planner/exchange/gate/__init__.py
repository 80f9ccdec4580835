"""The one way out: who gets which field of a plan, and what is left of it for them.

Read in when asked for, as its parent's head says.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from planner.exchange.gate.fields import treatment
    from planner.exchange.gate.gate import Gate
    from planner.exchange.gate.released import Released, ReleasedData, release, release_data

__all__ = ["Gate", "Released", "ReleasedData", "release", "release_data", "treatment"]
_WHERE: Final = {
    "Gate": "gate",
    "Released": "released",
    "ReleasedData": "released",
    "release": "released",
    "release_data": "released",
    "treatment": "fields",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
