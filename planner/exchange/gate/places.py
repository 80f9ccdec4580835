"""Where something stands, made coarse: the middle of a square of a kilometre, the same every time.

No noise is added: whoever had many exports of it could average it away.
"""

from typing import Final

import numpy as np

from planner.arrays import Floats

_STEP: Final = 0.01
"""Degrees of latitude, 1.1 km."""


def gridded(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """(n,) middles of squares about a kilometre wide, degrees; NaN where the place is not known.

    A row of squares is as wide as its latitude asks, so that squares never depend on who is in them.
    """
    rows = np.floor(lat / _STEP) * _STEP + _STEP / 2
    wide = np.round(_STEP / np.maximum(np.cos(np.radians(rows)), _STEP), 3)
    return np.round(rows, 6), np.round(np.floor(lon / wide) * wide + wide / 2, 6)
