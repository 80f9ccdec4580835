"""Names of the things in a plan, in the reader's language; for pages, exports and the terminal."""

from collections.abc import Mapping
from decimal import Decimal
from math import floor

from planner.criteria import COST
from planner.plan.entry import Entry, Step
from planner.plan.plan import Plan
from planner.scenario.scenario import Scenario
from planner.text import (
    byline,
    counted,
    counted_up_to,
    decimal,
    has,
    name_of,
    percent,
    text,
    written,
)


def scenario_name(scenario: Scenario) -> str:
    """Name of the scenario; a synthetic city says so."""
    name = name_of(scenario.name.words)
    mark = text("compare.synthetic_city")
    if not scenario.synthetic or mark.casefold() in name.casefold():
        return name
    return f"{name} ({mark})"


def criterion_name(scenario: Scenario, criterion: str) -> str:
    """Name of a criterion, `cost` included."""
    if criterion == COST:
        return text("criterion.cost")
    return name_of(scenario.criteria[criterion].name.words)


def criterion_unit(scenario: Scenario, criterion: str, n: float | Decimal | None = None) -> str:
    """Unit of the criterion's gains; beside a number, as it is shown, in the form that it takes."""
    if criterion == COST:
        return text("criterion.cost.unit")
    unit = scenario.criteria[criterion].unit
    return name_of(unit.words) if n is None else counted(unit.forms, n)


def short_unit(scenario: Scenario, criterion: str, count: float) -> str:
    """The unit in a word, in the form that goes with the number; else as the scenario words it."""
    key = f"unit.{scenario.criteria[criterion].attribute}"
    return text(key, n=round(count)) if has(key) else criterion_unit(scenario, criterion, count)


def criterion_unit_up_to(scenario: Scenario, criterion: str, n: float | Decimal) -> str:
    """The unit after "up to" a number."""
    return counted_up_to(scenario.criteria[criterion].unit.forms, n)


def count_words(scenario: Scenario, criterion: str, count: float | None) -> str:
    """A plain count with its unit, as a card shows it: 96 residents, 7.3 points; empty where a criterion has none."""
    if count is None or criterion not in scenario.criteria:
        return ""
    digits = 0 if abs(count) >= 100 or f"{count:.1f}".endswith(".0") else 1
    shown = Decimal(f"{count:.{digits}f}")
    return f"{decimal(shown, digits)} {criterion_unit(scenario, criterion, shown)}"


def works_name(scenario: Scenario, works: str) -> str:
    """Legal term of a kind of works, as the scenario names it."""
    if works in scenario.works:
        return name_of(scenario.works[works].name.words)
    return text(f"works.{works}")


def choice(column: str, value: str | int) -> str:
    """Word for a coded value; a value that the catalogue does not know stands as it is."""
    key = f"choice.{column}.{value}"
    return text(key) if has(key) else str(value)


def entry_use(entry: Entry) -> str:
    """Use of a site, or kind of a project."""
    return choice("use" if entry.kind == "site" else "kind", entry.use)


def step_years(step: Step) -> str:
    """Calendar years of one step, 2027 or 2027–2029; blank where they are not told."""
    if not step.start:
        return ""
    last = step.start + step.years - 1
    return str(step.start) if last == step.start else f"{step.start}–{last}"


def course(plan: Plan, entry: Entry) -> str:
    """The works of an entry with their years where they are told, in order:
    Консервація 2027 → Реставрація 2029–2030."""
    steps = (f"{works_name(plan.scenario, s.works)} {step_years(s)}".strip() for s in entry.steps)
    return " → ".join(steps)


def reason(entry: Entry) -> str:
    """Why it is deferred or cannot be planned; empty when it is in the plan."""
    if not entry.reason:
        return ""
    values = dict(entry.reason_values)
    if "why" in values:
        values["why"] = written(str(values["why"]))
    if "author" in values:
        values["author"] = byline(str(values["author"]))
    if "elsewhere" in values:
        values["share"] = _part(float(values["points"]), float(values["elsewhere"]))
    return text(entry.reason, **values)


def _part(points: float, elsewhere: float) -> str:
    """What something brings, of what its means would bring elsewhere: less than all of it, however
    little is missing."""
    share = floor(1000 * points / elsewhere) / 1000
    return percent(share, 0 if share < 0.99 else 1)


def district_name(plan: Plan, district: str) -> str:
    """Name of a district; its id where the outlines do not name it."""
    districts = plan.inventory.districts
    named = dict(zip(districts.ids, districts.names, strict=True))
    return name_of(named[district]) if district in named else district


def field_name(column: str) -> str:
    """Name of a column of the tables; the column itself where the catalogue does not know it."""
    key = f"export.field.{column}"
    return text(key) if has(key) else column


def worth(points: float, parts: Mapping[str, float]) -> str:
    """A significance of 0-100, and the values that it is made of."""
    shown = decimal(points, 0)
    said = ", ".join(
        text("words.worth.part", value=choice("value", value), n_text=decimal(part, 0))
        for value, part in parts.items()
    )
    return text("words.worth", n_text=shown, parts=said) if said else shown
