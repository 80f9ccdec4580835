"""What a project is a part of, what it restores, and what it is said to bring, by whom."""

from planner.insight.brings import Brought, brought, restored_by, restores, whole_of
from planner.insight.words import choice, criterion_name, criterion_unit
from planner.plan import Entry, Plan
from planner.text import decimal, name_of, percent, text, whole
from planner.ui.card.facts import heading, names
from planner.ui.look.markup import Child, Markup, div, foreign, join, span, table


def parts(plan: Plan, entry: Entry) -> Markup:
    """Of a project its whole, phase, restored sites and stated gains; of a site who restores it."""
    if entry.kind == "site":
        projects = restored_by(plan, entry.id)
        told = text("part.restored_by", names=names(plan, projects)) if projects else ""
        return div("vid-note", told) if told else join([])
    return join([belongs(plan, entry.id), gains(plan, entry.id)])


def belongs(plan: Plan, project: str) -> Markup:
    """Its whole and phase, what it waits for, and what it restores."""
    whole, lines = whole_of(plan, project), []
    if name := name_of(whole.name):
        key = "part.phase" if whole.phase else "part.of"
        lines.append(text(key, n=whole.phase, n_text=str(whole.phase), whole=name))
    if whole.before:
        lines.append(text("part.waits", names=names(plan, whole.before)))
    if sites := restores(plan, project):
        lines.append(text("part.restores", names=names(plan, sites)))
    return join([div("vid-note", line) for line in lines])


def gains(plan: Plan, project: str) -> Markup:
    """Each stated gain with how it is known, and from whom; nothing where none is stated."""
    stated = brought(plan, project)
    if not stated:
        return join([])
    rows: list[list[Child]] = [
        [criterion_name(plan.scenario, g.criterion), _amount(plan, g), _known(g)] for g in stated
    ]
    heads = [text(f"part.brings.{column}") for column in ("criterion", "amount", "quality")]
    return join([heading(text("part.brings")), div("vid-facts", table("", heads, rows))])


def _amount(plan: Plan, gain: Brought) -> str:
    plain = gain.amount == round(gain.amount)
    number = whole(gain.amount) if plain else decimal(gain.amount)
    return f"{number} {criterion_unit(plan.scenario, gain.criterion, round(gain.amount))}"


def _known(gain: Brought) -> Markup:
    """How it is known and from whom; how much of it the scenario counts, where it doubts it."""
    word = span(f"q-{gain.quality}", choice("gain_quality", gain.quality))
    told: list[Child] = [word, ": ", foreign(name_of(gain.source))]
    if gain.counted != 1.0:
        told += ["; ", text("part.doubted", share=percent(gain.counted))]
    return join(told)
