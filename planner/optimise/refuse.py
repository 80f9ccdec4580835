"""What `solve` refuses: numbers that cannot be computed with, and efforts that mean nothing."""

import math
from typing import Final

import numpy as np

from planner.errors import Fault, InputError
from planner.problem.problem import Problem

LARGEST: Final = 1e100
"""Prices are values by uses: between this and its inverse they, and sums of them, stay floats."""


def refuse(problem: Problem, gap: float, seconds: float) -> None:
    """Raises InputError naming every array and every effort that cannot be used."""
    arrays = {
        "value": problem.value,
        "usage": problem.linking.matrix.data,
        "capacity": problem.linking.rhs,
    }
    faults = []
    for name, array in arrays.items():
        size = np.abs(array)
        if not np.isfinite(size).all():
            faults.append(Fault(key="array_not_finite", field=name))
        elif ((size > LARGEST) | ((size > 0) & (size < 1.0 / LARGEST))).any():
            faults.append(Fault(key="array_out_of_range", field=name))
    if not 0.0 <= gap < math.inf:
        faults.append(Fault(key="effort_gap", field="gap", value=str(gap)))
    if not seconds >= 0.0:
        faults.append(Fault(key="effort_seconds", field="seconds", value=str(seconds)))
    if faults:
        raise InputError(faults)
