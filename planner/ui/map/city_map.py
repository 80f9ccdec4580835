"""The map: our own Canvas 2D component, without tiles and without any request.

The browser keeps the ground, which does not change while weights move, and is given what a change
changes. The zoom and the centre live in the browser, by the map's key. The map stands in a shadow
of its own: so its short names of classes are nobody else's.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

import numpy as np

from planner.arrays import Flags
from planner.plan import Plan
from planner.text import spoken, text
from planner.ui.look.component import Component, event, mount
from planner.ui.look.letters import LETTERS
from planner.ui.look.palette import Theme
from planner.ui.look.seal import seal
from planner.ui.map.drawn import (
    BOTH,
    FIRST,
    SECOND,
    Colouring,
    decisions,
    difference,
    difference_marks,
    kinds_of_difference,
)
from planner.ui.map.ground import CityGround, ground, mark_data, standing_marks, works_marks

PART: Final = Component(
    name="map", script="map.js", styles=("map.css",), markup="map.html", keeps=True
)
HEIGHT: Final = 338


def _nothing() -> None:
    """Without a callback Streamlit would not tell what is picked."""


def _draw(
    key: str,
    fixed: Mapping[str, object],
    changing: bytes,
    on_pick: Callable[[], None] | None,
) -> str | None:
    kept = {**fixed, "map": key}
    mount(PART, changing, key=key, kept=kept, on_pick_change=on_pick or _nothing)
    return picked(key)


def picked(key: str = "city_map") -> str | None:
    """The id just picked, inside the callback `on_pick` and in the drawing that follows it."""
    found = event(key, "pick")
    return found if isinstance(found, str) else None


def city_map(
    plan: Plan,
    *,
    entered: Collection[str] = (),
    selected: str | None = None,
    shown: Flags | None = None,
    colouring: Colouring = "works",
    theme: Theme,
    height: int = HEIGHT,
    key: str = "city_map",
    on_pick: Callable[[], None] | None = None,
) -> str | None:
    """Draw every site and project where it stands; returns the id just picked, once.

    `entered`: ids with a ring. `selected`: id with a halo, brought into sight. `shown`: (n,) in
    list order, what a filter leaves; the rest is faint. `height` in pixels.
    """
    fixed = {
        **ground(CityGround.of(plan.inventory), spoken()),
        "marks": standing_marks() if colouring == "certainty" else works_marks(plan),
    }
    changing = decisions(
        plan,
        key,
        entered=entered,
        shown=shown,
        selected=selected,
        colouring=colouring,
        theme=theme,
        height=height,
    )
    return _draw(key, fixed, changing, on_pick)


def difference_map(
    first: Plan,
    second: Plan,
    names: tuple[str, str],
    letters: tuple[int, int],
    *,
    selected: str | None = None,
    theme: Theme,
    height: int = HEIGHT,
    key: str = "difference_map",
    on_pick: Callable[[], None] | None = None,
) -> str | None:
    """Draw which places only one of two plans of one inventory holds; returns the id picked.

    `names` are those of the two plans, in quotation marks if they shall have any; `letters` their
    places among those that are compared.
    """
    told = difference_names(names)
    base = ground(CityGround.of(first.inventory), spoken())
    words = {**_words(base), "groups": []}
    on = {"first": LETTERS[letters[0]], "second": LETTERS[letters[1]]}
    marks = [
        mark_data(mark, told[kind], quiet=kind == "both", letter=on.get(kind, ""))
        for kind, mark in difference_marks(letters).items()
    ]
    kinds = np.bincount(kinds_of_difference(first, second), minlength=4)
    summary = text(
        "map.difference.summary",
        first=names[0],
        second=names[1],
        only_first=int(kinds[FIRST]),
        only_second=int(kinds[SECOND]),
        both=int(kinds[BOTH]),
    )
    seen = {
        "plan": f"{seal(first)} {seal(second)}",
        "stamp": base["stamp"],
        "second": False,
        "selected": selected or "",
        "theme": theme,
        "summary": summary,
        "height": height,
    }
    fixed = {**base, "words": words, "marks": marks}
    return _draw(key, fixed, difference(first, second).sealed(key, seen), on_pick)


def _words(base: Mapping[str, object]) -> Mapping[str, object]:
    words = base["words"]
    assert isinstance(words, Mapping)
    return words


def difference_names(names: tuple[str, str]) -> dict[str, str]:
    """What each symbol of the difference map means."""
    first, second = names
    return {
        "both": text("map.difference.both"),
        "first": text("map.difference.first", name=first),
        "second": text("map.difference.second", name=second),
        "neither": text("map.difference.neither"),
    }
