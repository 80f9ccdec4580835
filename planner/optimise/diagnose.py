"""Diagnose: which rules cannot hold together, and the least that would have to give."""
from dataclasses import dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    x: int = 0
def diagnose(problem): ...
