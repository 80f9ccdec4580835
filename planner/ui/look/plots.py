"""How every plot looks: its typeface, its ground, its axes, numbers as the language writes them."""

from typing import Any, Final

import plotly.graph_objects as go
from babel.numbers import get_decimal_symbol, get_group_symbol

from planner.text import spoken

FONT: Final = "Source Sans, sans-serif"
CONFIG: Final = {"displayModeBar": False, "scrollZoom": False, "responsive": True}


def layout(ink: str, **more: Any) -> go.Layout:
    """The ground of a plot in the language spoken; ink: the colour of its words, `more` what is its own."""
    usual: dict[str, Any] = {
        "margin": {"l": 0, "r": 12, "t": 12, "b": 24},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "color": ink, "size": 12},
        "separators": get_decimal_symbol(spoken()) + get_group_symbol(spoken()),
        "showlegend": False,
    }
    return go.Layout(**usual | more)


def axis(title: str, ink: str, rule: str, **more: Any) -> dict[str, Any]:
    """An axis with a title and dotted rules."""
    usual: dict[str, Any] = {
        "title": {"text": title, "font": {"size": 12}, "standoff": 12},
        "fixedrange": True,
        "color": ink,
        "nticks": 6,
        "gridcolor": rule,
        "griddash": "dot",
        "zeroline": False,
        "automargin": True,
    }
    return usual | more
