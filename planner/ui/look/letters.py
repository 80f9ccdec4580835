"""The letters that plans of a comparison go by, each with a colour of its own and never without."""

from typing import Final

from planner.ui.look.markup import Markup, tag
from planner.ui.look.palette import SCENARIOS

LETTERS: Final = "ABCDEF"


def badge(number: int, **attributes: str) -> Markup:
    """The letter of a plan, by its place among those that were chosen."""
    return tag("span", LETTERS[number], class_="vid-letter", style=ink(number), **attributes)


def ink(number: int) -> str:
    """Its colour as a style: `--k`."""
    return f"--k:{SCENARIOS[number].css}"
