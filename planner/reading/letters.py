"""Letters that are none: they steer a terminal, or turn the direction in which words are read."""

import re
from typing import Final

STEERING: Final = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
"""Control characters but TAB and line breaks, and marks of direction: with these a name can show
something else than it says."""


def code_of(letter: str) -> str:
    """How a fault names such a letter: U+202E."""
    return f"U+{ord(letter):04X}"
