"""Arrays by what they hold. Shapes are stated where an array is taken or given."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Codes = NDArray[np.int8]
"""Places in a short tuple of words."""
Flags = NDArray[np.bool_]
Words = NDArray[np.str_]
