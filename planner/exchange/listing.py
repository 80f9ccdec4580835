"""The priority list as a table: a row per site and project, by an allow-list of fields.

Exact places are sensitive in wartime: the list has no coordinates, no addresses and no damage reports
for anybody. Which of the fields below leave for whom is for the gate to say.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from planner.exchange.sheet import NAMES, Cell, Column, Form, Table, names, tidy
from planner.insight.brings import restores, whole_of
from planner.insight.words import (
    choice,
    course,
    criterion_name,
    criterion_unit,
    district_name,
    entry_use,
    field_name,
    reason,
    works_name,
)
from planner.inventory import Quality
from planner.inventory.wording import Texts
from planner.plan.entry import Entry
from planner.plan.plan import Plan
from planner.text import LANGUAGES, money_unit, name_of, spoken, text

QUALITIES: Final = ("floor_area_m2", "people", "damage_grade", "location", "cost")
"""Columns whose data quality goes out with the list."""
_FIRST_NAME: Final = 4
"""Columns up to the name in the first language: those up to the one in the language spoken stay in
sight."""
_Read = Callable[[Entry], Cell]


def qualities(plan: Plan) -> dict[str, dict[str, str]]:
    """Id -> column -> how the value is known, in the table's own word, or `missing`."""
    known: dict[str, dict[str, str]] = {}
    for table in (plan.inventory.sites, plan.inventory.projects):
        for column in QUALITIES:
            if column not in table.quality:
                continue
            stated = zip(table.quality[column], table.quality_word[column], strict=True)
            for subject, (quality, word) in zip(table.id, stated, strict=True):
                shown = word if word and quality is not Quality.MISSING else str(quality)
                known.setdefault(subject, {})[column] = shown
    return known


def _what(plan: Plan) -> list[tuple[str, Form, _Read]]:
    def grade(entry: Entry) -> int | None:
        return entry.damage_grade if entry.kind == "site" and entry.damage_grade >= 0 else None

    def status(entry: Entry) -> str | None:
        if entry.kind == "project":
            return None
        return choice("heritage_status", entry.heritage_status)

    def name(language: int) -> _Read:
        return lambda e: names(e.name)[language]

    return [
        ("rank", "whole", lambda e: e.rank),
        ("group", "text", lambda e: text(f"export.group.{e.group}")),
        ("id", "text", lambda e: e.id),
        *((column, form, name(at)) for at, (column, form) in enumerate(NAMES)),
        ("kind", "text", lambda e: text(f"export.kind.{e.kind}")),
        ("district", "text", lambda e: district_name(plan, e.district)),
        ("use", "text", lambda e: entry_use(e)),
        ("heritage_status", "text", status),
        ("damage_grade", "whole", grade),
        *_today(plan),
        ("works", "text", lambda e: course(plan, e)),
        ("first_year", "year", lambda e: (e.steps[0].start or None) if e.steps else None),
        (
            "last_year",
            "year",
            lambda e: max((s.start + s.years - 1 for s in e.steps if s.start), default=None),
        ),
    ]


def _today(plan: Plan) -> list[tuple[str, Form, _Read]]:
    """What the table of sites says of the building today; blank where it says nothing."""
    today, listing = plan.inventory.sites.today, plan.listing

    def row(entry: Entry) -> int:
        return int(listing.inventory[listing.place[entry.id]])

    def word(fact: str, choices: str) -> _Read:
        def read(entry: Entry) -> Cell:
            said = getattr(today, fact)[row(entry)] if entry.kind == "site" else ""
            return choice(choices, said) if said else None

        return read

    def number(fact: str) -> _Read:
        def read(entry: Entry) -> Cell:
            value = today.value(fact, row(entry)) if entry.kind == "site" else None
            return tidy(value) if isinstance(value, float) else None

        return read

    def works(said: Texts) -> _Read:
        def read(entry: Entry) -> Cell:
            of = said[row(entry)] if entry.kind == "site" else ""
            return works_name(plan.scenario, of) if of else None

        return read

    def date(entry: Entry) -> Cell:
        return today.date["state_today"][row(entry)] or None if entry.kind == "site" else None

    return [
        ("owner", "text", word("owner", "owner")),
        ("state_today", "text", word("state_today", "state_today")),
        ("state_date", "text", date),
        ("readiness", "text", word("readiness", "readiness")),
        ("readiness_works", "text", works(today.readiness_works)),
        ("damaged_share", "percent", number("damaged_share")),
        ("cost_known", "number", number("cost_known")),
        ("cost_known_works", "text", works(today.cost_known_works)),
        ("new_use", "text", word("new_use", "use")),
        ("shelter", "text", word("shelter", "shelter")),
        ("significance", "number", number("significance")),
    ]


def _money(plan: Plan) -> list[tuple[str, Form, _Read]]:
    tender = plan.scenario.money.tender

    def cost(name: str) -> _Read:
        return lambda e: tender.amount(getattr(e, name)) if e.steps else None

    def due(year: int) -> _Read:
        return lambda e: tender.amount(e.money.get(year, 0)) if e.in_plan else None

    costs: list[tuple[str, Form, _Read]] = [
        (name, "money", cost(name)) for name in ("cost", "cost_low", "cost_high")
    ]
    return costs + [(f"money_{y}", "money", due(y)) for y in plan.scenario.years]


def _worth(plan: Plan) -> list[tuple[str, Form, _Read]]:
    def known(mapping: Callable[[Entry], Mapping[str, float]], criterion: str) -> _Read:
        return lambda e: (
            tidy(mapping(e)[criterion]) if e.steps and criterion in mapping(e) else None
        )

    weighted = [c for c, share in plan.shares.items() if share > 0]
    counts = list(plan.figures.by_criterion)
    columns: list[tuple[str, Form, _Read]] = [
        ("loss", "points", lambda e: tidy(e.loss) if e.steps else None),
        ("margin", "points", lambda e: tidy(e.margin) if e.steps else None),
        ("importance", "points", lambda e: tidy(e.importance) if e.steps else None),
    ]
    columns += [(f"points_{c}", "points", known(lambda e: e.points, c)) for c in weighted]
    columns += [(f"gain_{c}", "number", known(lambda e: e.counts, c)) for c in counts]
    return columns


def _why(plan: Plan) -> list[tuple[str, Form, _Read]]:
    known = qualities(plan)

    def quality(column: str) -> _Read:
        def read(entry: Entry) -> Cell:
            value = known.get(entry.id, {}).get(column)
            return None if value is None else choice("quality", value)

        return read

    def forced(entry: Entry) -> str | None:
        return text(f"export.forced.{entry.forced}") if entry.forced else None

    def part(read: Callable[[str], Cell]) -> _Read:
        return lambda entry: read(entry.id) if entry.kind == "project" else None

    columns: list[tuple[str, Form, _Read]] = [
        ("displaces", "text", lambda e: "; ".join(e.displaces) or None),
        ("displaced_by", "text", lambda e: e.displaced_by),
        ("part_of", "text", part(lambda i: name_of(whole_of(plan, i).name) or None)),
        ("phase", "whole", part(lambda i: whole_of(plan, i).phase or None)),
        ("restores", "text", part(lambda i: "; ".join(restores(plan, i)) or None)),
        ("forced", "text", forced),
        ("reason", "text", lambda e: reason(e) or None),
        ("missing", "text", lambda e: fields(e.missing) or None),
    ]
    return columns + [(f"quality_{column}", "text", quality(column)) for column in QUALITIES]


def fields(columns: Iterable[str]) -> str:
    """Names of columns of the tables, one after the other."""
    return ", ".join(field_name(column) for column in columns)


def _title(key: str, plan: Plan) -> str:
    """Title of a column; those of a year or a criterion name it."""
    family, _, member = key.partition("_")
    if family == "money":
        return text("export.column.money", year=member, unit=money_unit(plan.scenario.money.tender))
    if family in ("points", "gain"):
        name = criterion_name(plan.scenario, member)
        unit = criterion_unit(plan.scenario, member)
        return text(f"export.column.{family}", name=name, unit=unit)
    if family == "quality":
        return text("export.column.quality", name=field_name(member))
    return text(f"export.column.{key}", unit=money_unit(plan.scenario.money.tender))


def priority_list(plan: Plan) -> Table:
    """Every site and project in list order.

    Costs are in the scenario's unit; `money_<year>` falls due in the plan, so it is empty outside it. Works,
    cost, points and gains of next and deferred entries are those of the course closest to
    entering.
    """
    columns = [*_what(plan), *_money(plan), *_worth(plan), *_why(plan)]
    return Table(
        key="list",
        title=text("export.sheet.list"),
        columns=tuple(
            Column(key=key, title=_title(key, plan), form=form) for key, form, _ in columns
        ),
        rows=tuple(tuple(read(entry) for _, _, read in columns) for entry in plan.entries),
        frozen_columns=_FIRST_NAME + LANGUAGES.index(spoken()),
    )
