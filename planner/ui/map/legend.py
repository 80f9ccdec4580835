"""What the symbols of the maps mean, as markup below them."""

from typing import Final

import numpy as np

from planner.alternatives import CODES
from planner.insight.words import works_name
from planner.plan import Plan
from planner.text import text
from planner.ui.look.letters import badge
from planner.ui.look.markup import Markup, div, span, tag
from planner.ui.look.palette import DAMAGE, DAMAGE_OF_GRADE, STANDING, WORKS_LEGEND
from planner.ui.map.city_map import difference_names
from planner.ui.map.drawn import Colouring

_PALER: Final = "transform:scale(.6);opacity:.75;background:var(--quiet);border-radius:50%"


def _item(mark: Markup, words: str, title: str = "") -> Markup:
    return span("i", mark, words, title=title)


def _symbol(name: str) -> Markup:
    return tag("span", class_=f"sym sym-{name}", aria_hidden="true")


def _styled(style: str) -> Markup:
    return tag("span", class_="sym", style=style, aria_hidden="true")


def _works(plan: Plan) -> list[Markup]:
    """A line of the legend for each symbol in use."""
    used = {CODES[code] for code in np.unique(plan.listing.works).tolist() if code >= 0}
    items = []
    for kinds in WORKS_LEGEND:
        found = [works for works in kinds if works in used]
        if found:
            names = ", ".join(works_name(plan.scenario, works) for works in found)
            meaning = " ".join(text(f"works.{works}.help") for works in found)
            items.append(_item(_symbol(kinds[0]), names, meaning))
    if (plan.listing.works < 0).any():
        items.append(_item(_symbol("other"), text("map.no_works")))
    return items


def _damage(plan: Plan) -> list[Markup]:
    """Degrees of damage that the map shows, in order."""
    grades = np.unique(plan.inventory.sites.damage_grade).tolist()
    found = {DAMAGE_OF_GRADE[grade] for grade in grades}
    return [
        _item(
            _symbol("hollow" if degree == "unknown" else degree),
            text(f"plan.map.damage.{degree}"),
        )
        for degree in DAMAGE
        if degree in found
    ]


_SHAPES: Final = {
    "circle": "border-radius:50%",
    "diamond": "clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)",
    "x": "clip-path:polygon(20% 0,50% 30%,80% 0,100% 20%,70% 50%,100% 80%,80% 100%,50% 70%,20% 100%,0 80%,"
    "30% 50%,0 20%)",
}


def _standing(plan: Plan) -> list[Markup]:
    """What is certain, and what is a choice, of what the map shows."""
    there = {plan.standing.get(subject, "open") for subject in plan.listing.place}
    return [
        _item(
            _symbol("hollow")
            if mark.shape not in _SHAPES
            else _styled(f"background:{mark.ink.css};{_SHAPES[mark.shape]}"),
            text(f"plan.map.standing.{kind}"),
        )
        for kind, mark in STANDING.items()
        if kind in there
    ]


def legend(plan: Plan, colouring: Colouring) -> Markup:
    """The symbols of the city's map."""
    if colouring == "certainty":
        items = [*_standing(plan), _item(_symbol("hollow"), text("plan.map.hollow"))]
    elif colouring == "works":
        items = _works(plan)
        items.append(_item(_symbol("hollow"), text("plan.map.hollow")))
    else:
        items = _damage(plan)
        items.append(_item(_styled(_PALER), text("map.small")))
    items.append(_item(_symbol("ring"), text("plan.map.ring")))
    return div("vid-legend", *items)


def difference_legend(names: tuple[str, str], letters: tuple[int, int]) -> Markup:
    """The symbols of the map of differences; `names` are those of the two plans."""
    told = difference_names(names)
    items = [
        _item(badge(letter, aria_hidden="true"), told[kind])
        for kind, letter in zip(("first", "second"), letters, strict=True)
    ]
    items += [_item(_styled(_PALER), told["both"]), _item(_symbol("hollow"), told["neither"])]
    return div("vid-legend", *items)
