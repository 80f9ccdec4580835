"""What figures of a scenario mean: grades of damage, significance, strikes to come, shelters."""

from collections import Counter

from planner.domain import GRADES, Basis
from planner.insight.words import choice
from planner.inventory import Inventory
from planner.scenario.scenario import Scenario
from planner.text import decimal, name_of, percent, text, whole
from planner.ui.look.markup import Child, Markup, div, join, span, table, tag
from planner.ui.look.widgets import show


def basis(stated: Basis) -> Markup:
    """Where figures come from, and whether they are only illustrative."""
    css = "vid-good" if stated.kind == "sourced" else "vid-warn"
    kind = span(css, text(f"data.basis.{stated.kind}"))
    words = name_of(stated.words)
    return join([kind, ". ", words])


def scroll(markup: Markup) -> None:
    """A table that may be wider than its place."""
    show(div("vid-scroll", markup, tabindex="0", role="group"))


def _of_damage(column: str, value: float) -> str:
    """Points of hazard, shares of all else."""
    if column == "hazard":
        return decimal(value, 0 if value == int(value) else 1)
    return percent(value, 0 if round(100 * value, 6) == round(100 * value) else 1)


def damage(scenario: Scenario) -> None:
    """What each grade means."""
    stated = scenario.damage
    columns = ("share", "unusable", "hazard", "impaired", "decay")
    rows = [
        [
            choice("damage_grade", grade),
            *(_of_damage(column, getattr(stated, column)[grade]) for column in columns),
        ]
        for grade in GRADES
    ]
    header = [text("data.damage.grade")]
    header += [text(f"data.damage.{column}") for column in columns]
    show(tag("h3", text("data.damage")))
    scroll(table("", header, rows))
    show(tag("p", basis(stated.basis)))


def significance(scenario: Scenario, inventory: Inventory) -> None:
    """Points by status, and of groups of buildings."""
    stated = scenario.significance
    values: list[list[Child]] = [
        [choice("heritage_status", status), decimal(points, 0)]
        for status, points in stated.by_status.items()
    ]
    candidate = decimal(stated.world_heritage_candidate, 0)
    values.append([text("data.significance.candidate"), candidate])
    members = Counter(inventory.sites.ensemble)
    for key, ensemble in scenario.ensembles.items():
        words = text(
            "data.significance.ensemble",
            name=name_of(ensemble.name.words),
            n_text=whole(members[key]),
        )
        values.append([words, decimal(ensemble.value, 0)])
    header = [text(f"data.significance.{key}") for key in ("status", "points")]
    show(tag("h3", text("data.significance")))
    scroll(table("", header, values))
    show(tag("p", basis(stated.basis)))
    for ensemble in scenario.ensembles.values():
        show(tag("p", tag("b", name_of(ensemble.name.words)), ". ", basis(ensemble.basis)))


def lasting(scenario: Scenario, inventory: Inventory) -> None:
    """What keeps a repaired building from serving: strikes to come, and the want of a shelter."""
    strikes, shelter = scenario.damage.strike_probability, scenario.shelter
    if not isinstance(strikes, float):
        districts = inventory.districts
        names = dict(zip(districts.ids, districts.names, strict=True))
        rows: list[list[Child]] = [
            [name_of(names[key]) if key in names else key, percent(share, 1)]
            for key, share in strikes.by_district.items()
        ]
        rows.append([text("data.strikes.elsewhere"), percent(strikes.elsewhere, 1)])
        show(tag("h3", text("data.strikes")))
        scroll(table("", [text("datum.field.district"), text("data.strikes.share")], rows))
        show(tag("p", basis(strikes.basis)))
    if shelter is not None:
        uses = ", ".join(choice("use", use) for use in shelter.uses)
        share = text("data.shelter.share", uses=uses, share=percent(shelter.without))
        show(tag("h3", text("data.shelter")))
        show(tag("p", share, " ", basis(shelter.basis)))
