"""The map: our own Canvas 2D component, without tiles and without any request.

Two elements: one carries the script and the ground, and as it does not change while weights move
the browser keeps it; the other, out of sight, hands over what a change changes. The zoom and the
centre live in the browser, by the map's key.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from planner.arrays import Flags
from planner.plan import Plan
from planner.text import Language, text
from planner.ui.look.palette import Theme
from planner.ui.look.seal import seal
from planner.ui.map.drawn import (
    BOTH,
    DIFFERENCE,
    FIRST,
    SECOND,
    Colouring,
    decisions,
    difference,
    kinds_of_difference,
)
from planner.ui.map.ground import City, ground, mark_data, works_marks

_BROWSER: Final = Path(__file__).parents[1] / "browser"
_SCRIPTS: Final = (
    "map_marks",
    "map_view",
    "map_city",
    "map_labels",
    "map_scene",
    "map_hands",
    "map_full",
)
"""Parts of one script, which `map.js` ends."""
HEIGHT: Final = 338


def _file(name: str) -> str:
    return (_BROWSER / name).read_text(encoding="utf-8")


@cache
def _canvas() -> ComponentRenderer:
    return st.components.v2.component(
        "vidnova_map",
        html=_file("map.html"),
        css=_file("map.css"),
        js="\n".join(_file(f"{name}.js") for name in (*_SCRIPTS, "map")),
    )


@cache
def _feed() -> ComponentRenderer:
    return st.components.v2.component("vidnova_map_feed", js=_file("map_feed.js"))


def _nothing() -> None:
    """Without a callback Streamlit would not return what is picked."""


def _draw(
    key: str,
    fixed: Mapping[str, object],
    changing: bytes,
    on_pick: Callable[[], None] | None,
) -> str | None:
    with st.container(key=f"{key}_frame", gap=None):
        result = _canvas()(key=key, data={**fixed, "map": key}, on_pick_change=on_pick or _nothing)
        _feed()(key=f"{key}_feed", data=changing)
    return result.pick if isinstance(result.pick, str) else None


def picked(key: str = "city_map") -> str | None:
    """The id just picked, inside the callback `on_pick`."""
    state = st.session_state.get(key)
    found = state.get("pick") if isinstance(state, Mapping) else None
    return found if isinstance(found, str) else None


def city_map(
    plan: Plan,
    *,
    entered: Collection[str] = (),
    selected: str | None = None,
    shown: Flags | None = None,
    colouring: Colouring = "works",
    language: Language,
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
        **ground(City.of(plan.inventory), language),
        "marks": works_marks(plan, language),
    }
    changing = decisions(
        plan,
        key,
        entered=entered,
        shown=shown,
        selected=selected,
        colouring=colouring,
        language=language,
        theme=theme,
        height=height,
    )
    return _draw(key, fixed, changing, on_pick)


def difference_map(
    first: Plan,
    second: Plan,
    names: tuple[str, str],
    *,
    selected: str | None = None,
    language: Language,
    theme: Theme,
    height: int = HEIGHT,
    key: str = "difference_map",
    on_pick: Callable[[], None] | None = None,
) -> str | None:
    """Draw which places only one of two plans of one inventory holds; returns the id picked.

    `names` are those of the two plans, in quotation marks if they shall have any.
    """
    told = difference_names(names, language)
    base = ground(City.of(first.inventory), language)
    words = {**_words(base), "groups": []}
    marks = [mark_data(mark, told[kind], quiet=kind == "both") for kind, mark in DIFFERENCE.items()]
    kinds = np.bincount(kinds_of_difference(first, second), minlength=4)
    summary = text(
        "map.difference.summary",
        language,
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


def difference_names(names: tuple[str, str], language: Language) -> dict[str, str]:
    """What each symbol of the difference map means."""
    first, second = names
    return {
        "both": text("map.difference.both", language),
        "first": text("map.difference.first", language, name=first),
        "second": text("map.difference.second", language, name=second),
        "neither": text("map.difference.neither", language),
    }
