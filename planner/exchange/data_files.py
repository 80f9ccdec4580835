"""The data page as files: a workbook of its tables, and the method as plain text."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from planner.domain import GRADES, Basis, Names
from planner.exchange.gate import Released, ReleasedData
from planner.exchange.settings import provenance
from planner.exchange.sheet import Cell, Column, Form, Table
from planner.exchange.workbook import workbook
from planner.insight import certainty
from planner.insight.method import formula_in, known, row_of
from planner.insight.words import choice, works_name
from planner.inventory import Inventory, Projects, Sites
from planner.problem import ROWS
from planner.scenario import Loaded, Scenario
from planner.scenario.about import About
from planner.text import exact, keys, money_unit, name_of, sort_key, text

OBJECTIVE: Final = (
    r"V = 100 \sum_c w_c \frac{\sum_a g_{c,a}\, x_a}{G_c}"
    r" - 100\, w_{\text{cost}} \frac{\sum_a c_a x_a}{M}"
)
_Row = tuple[Cell, ...]


def to_xlsx(data: ReleasedData, released: Released | None) -> bytes:
    """Sheets: quality, sources, limits, criteria, works, money, method, glossary, provenance.

    Counts and settings only: no place, no address and no damage report of any building.
    """
    loaded, sheets, created = data.loaded, [*data_tables(data.loaded)], datetime.now(UTC)
    if released is not None:
        sheets.append(provenance(released))
        created = datetime.fromisoformat(released.plan.provenance.created)
    return workbook(
        sheets,
        data.gate,
        title=text("data.heading"),
        subject=_say(loaded.scenario.name),
        comments=f"sha256 {loaded.inventory.sha256}",
        created=created.isoformat(),
    )


def data_tables(loaded: Loaded) -> tuple[Table, ...]:
    """The tables of the data page, one a sheet."""
    return data_tables_of(loaded.scenario, loaded.inventory, loaded.about)


def data_tables_of(scenario: Scenario, inventory: Inventory, about: About) -> tuple[Table, ...]:
    """The same of what a plan holds."""
    return (
        _table("quality", [*_quality(inventory.sites)]),
        _table("sources", [*_sources(about)]),
        _table("limits", [*_limits(about)]),
        _table("criteria", [*_criteria(scenario)]),
        _table("works", [*_works(scenario)]),
        _table("money", [*_money(scenario)]),
        _table("method", [*_method()]),
        _table("glossary", [*_glossary()]),
    )


_COLUMNS: Final[dict[str, tuple[tuple[str, Form], ...]]] = {
    "quality": (("field", "text"), ("known", "text"), ("count", "whole")),
    "sources": (("source", "text"), ("use", "text"), ("licence", "text")),
    "limits": (("section", "text"), ("statement", "text")),
    "criteria": (("criterion", "text"), ("property", "text"), ("statement", "text")),
    "works": (
        ("works", "text"),
        ("grade", "whole"),
        ("low", "number"),
        ("likely", "number"),
        ("high", "number"),
        ("lawful", "text"),
        ("basis", "text"),
    ),
    "money": (
        ("section", "text"),
        ("name", "text"),
        ("year", "year"),
        ("amount", "number"),
        ("unit", "text"),
        ("basis", "text"),
    ),
    "method": (("number", "text"), ("name", "text"), ("statement", "text"), ("formula", "text")),
    "glossary": (("term", "text"), ("statement", "text")),
}


def _table(key: str, rows: Sequence[_Row]) -> Table:
    columns = tuple(
        Column(key=name, title=text(f"take.column.{name}"), form=form)
        for name, form in _COLUMNS[key]
    )
    return Table(key=key, title=text(f"take.sheet.{key}"), columns=columns, rows=tuple(rows))


def _say(names: Names) -> str:
    return name_of(names.words)


def _basis(stated: Basis) -> str:
    words = name_of(stated.words)
    return f"{text(f'data.basis.{stated.kind}')}. {words}"


def _quality(table: Sites | Projects) -> Iterator[_Row]:
    """How many values of each column are known in which way."""
    for column, words in table.quality_word.items():
        name = text(f"data.column.{column}")
        counts: dict[str, int] = {}
        for word, quality in zip(words, table.quality[column], strict=True):
            stated = "missing" if quality == "missing" or not word else word
            counts[stated] = counts.get(stated, 0) + 1
        for word, count in sorted(counts.items(), key=lambda item: -item[1]):
            yield (name, choice("quality", word), count)


def _sources(about: About) -> Iterator[_Row]:
    for source in about.sources:
        yield tuple(_say(words) for words in (source.name, source.use, source.licence))
    if not about.sources:
        yield (text("data.silent"), None, None)
    for words in (about.read, about.attribution):
        if words is not None:
            yield (_say(words), None, None)


def _limits(about: About) -> Iterator[_Row]:
    notice = () if about.notice is None else (about.notice,)
    for section, said in (("not_counted", about.not_counted), ("limits", notice + about.limits)):
        for words in map(_say, said):
            yield (text(f"data.{section}"), words)
        if not said:
            yield (text(f"data.{section}"), text("data.silent"))


def _criteria(scenario: Scenario) -> Iterator[_Row]:
    for criterion in scenario.criteria.values():
        attribute = known(f"criterion.attribute.{criterion.attribute}", criterion.attribute)
        effects = ", ".join(
            f"{works_name(scenario, works)} {exact(share)}"
            for works, share in criterion.effects.items()
            if share
        )
        for key, words in (
            ("direction", _say(criterion.direction)),
            ("unit", _say(criterion.unit)),
            ("attribute", attribute),
            ("timing", text(f"criterion.timing.{criterion.timing}")),
            ("effects", effects),
            ("basis", _basis(criterion.basis)),
        ):
            yield (_say(criterion.name), text(f"data.criterion.{key}"), words)


def _works(scenario: Scenario) -> Iterator[_Row]:
    for works in scenario.works.values():
        lawful = ", ".join(choice("heritage_status", s) for s in works.lawful_for)
        said = (lawful or "—", _basis(works.basis))
        name = _say(works.name)
        if works.per == "resident":
            name = text("data.works.per_resident", works=name)
        for grade in GRADES:
            cost = works.unit_cost.get(grade)
            if cost is not None:
                yield (name, grade, cost.low, cost.likely, cost.high, *said)


def _money(scenario: Scenario) -> Iterator[_Row]:
    unit = money_unit(scenario.money.tender)
    for fund in scenario.money.funds.values():
        for year, amount in sorted(fund.amount.items()):
            name, said = _say(fund.name), _basis(fund.basis)
            yield (text("data.funds"), name, year, amount, unit, said)
    for crew in scenario.crews.values():
        for year, capacity in sorted(crew.capacity.items()):
            name, said = _say(crew.name), _basis(crew.basis)
            unit = _say(crew.unit)
            yield (text("data.crews"), name, year, capacity, unit, said)


def _method() -> Iterator[_Row]:
    yield (
        "V",
        text("take.objective"),
        text("method.objective"),
        formula_in(OBJECTIVE),
    )
    for function in ROWS:
        row = row_of(function)
        yield (
            row.number,
            text(f"rule.{row.number}.title"),
            text(f"rule.{row.number}"),
            formula_in(row.formula),
        )


def _glossary() -> Iterator[_Row]:
    terms = [
        key.removesuffix(".term")
        for key in keys()
        if key.startswith("glossary.") and key.endswith(".term")
    ]
    for key in sorted(terms, key=lambda k: sort_key(text(f"{k}.term"))):
        yield (text(f"{key}.term"), text(key))


def to_text(data: ReleasedData, released: Released | None) -> bytes:
    """The method as plain text: what is weighed, the rules with their formulas, what is proven."""
    loaded = data.loaded
    lines = [text("data.heading"), _say(loaded.scenario.name), ""]
    lines += [text("method.intro"), ""]
    for number, name, statement, formula in _method():
        lines += [f"{number}  {name}", str(statement), f"    {formula}", ""]
    lines += [text("method.proven"), text("method.proven.means")]
    lines += [text("method.proven.not")]
    if released is not None:
        lines += ["", certainty(released.plan)]
    for heading, table in (("limits", _limits(loaded.about)), ("glossary", _glossary())):
        lines += ["", text(f"take.sheet.{heading}")]
        lines += [" – ".join(str(cell) for cell in row) for row in table]
    lines += ["", text("method.advises"), ""]
    lines += [f"sha256 {loaded.sha256} {loaded.inventory.sha256}"]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
