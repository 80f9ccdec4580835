"""The data page as files: a workbook of its tables, and the method as plain text."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from planner.domain import GRADES, Basis, Names
from planner.exchange.settings import provenance
from planner.exchange.sheet import Cell, Column, Form, Table
from planner.exchange.xlsx_file import workbook
from planner.insight import certainty
from planner.insight.method import formula_in, known, row_of
from planner.insight.words import choice, works_name
from planner.inventory import Projects, Sites
from planner.plan import Plan
from planner.problem import ROWS
from planner.scenario import Loaded, Scenario
from planner.text import Language, keys, name_of, sort_key, text

OBJECTIVE: Final = (
    r"V = 100 \sum_c w_c \frac{\sum_a g_{c,a}\, x_a}{G_c}"
    r" - 100\, w_{\text{cost}} \frac{\sum_a c_a x_a}{M}"
)
_Row = tuple[Cell, ...]


def to_xlsx(loaded: Loaded, plan: Plan | None, language: Language) -> bytes:
    """Sheets: quality, sources, limits, criteria, works, money, method, glossary, provenance.

    Counts and settings only: no place, no address and no damage report of any building.
    """
    sheets = [*data_tables(loaded, language)]
    if plan is not None:
        sheets.append(provenance(plan, language))
    created = datetime.now(UTC) if plan is None else datetime.fromisoformat(plan.provenance.created)
    return workbook(
        sheets,
        title=text("data.heading", language),
        subject=_say(loaded.scenario.name, language),
        comments=f"sha256 {loaded.inventory.sha256}",
        created=created.isoformat(),
    )


def data_tables(loaded: Loaded, language: Language) -> tuple[Table, ...]:
    """The tables of the data page, one a sheet."""
    scenario, inventory = loaded.scenario, loaded.inventory
    return (
        _table("quality", [*_quality(inventory.sites, language)], language),
        _table("sources", [*_sources(language)], language),
        _table("limits", [*_limits(language)], language),
        _table("criteria", [*_criteria(scenario, language)], language),
        _table("works", [*_works(scenario, language)], language),
        _table("money", [*_money(scenario, language)], language),
        _table("method", [*_method(language)], language),
        _table("glossary", [*_glossary(language)], language),
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


def _table(key: str, rows: Sequence[_Row], language: Language) -> Table:
    columns = tuple(
        Column(key=name, title=text(f"take.column.{name}", language), form=form)
        for name, form in _COLUMNS[key]
    )
    return Table(
        key=key, title=text(f"take.sheet.{key}", language), columns=columns, rows=tuple(rows)
    )


def _say(names: Names, language: Language) -> str:
    return name_of(names.model_dump(), language)


def _basis(stated: Basis, language: Language) -> str:
    words = name_of({"uk": stated.uk, "en": stated.en}, language)
    return f"{text(f'data.basis.{stated.kind}', language)}. {words}"


def _quality(table: Sites | Projects, language: Language) -> Iterator[_Row]:
    """How many values of each column are known in which way."""
    for column, words in table.quality_word.items():
        name = text(f"data.column.{column}", language)
        counts: dict[str, int] = {}
        for word, quality in zip(words, table.quality[column], strict=True):
            stated = "missing" if quality == "missing" or not word else word
            counts[stated] = counts.get(stated, 0) + 1
        for word, count in sorted(counts.items(), key=lambda item: -item[1]):
            yield (name, choice("quality", word, language), count)


def _sources(language: Language) -> Iterator[_Row]:
    for i in range(1, 9):
        yield tuple(
            text(f"data.source.{i}.{part}", language) for part in ("name", "use", "licence")
        )
    yield (text("data.attribution", language), None, None)


def _limits(language: Language) -> Iterator[_Row]:
    for section, one, count in (("not_counted", "not_counted", 6), ("limits", "limit", 7)):
        for i in range(1, count + 1):
            yield (text(f"data.{section}", language), text(f"data.{one}.{i}", language))


def _criteria(scenario: Scenario, language: Language) -> Iterator[_Row]:
    for criterion in scenario.criteria.values():
        attribute = known(
            f"criterion.attribute.{criterion.attribute}", criterion.attribute, language
        )
        effects = ", ".join(
            f"{works_name(scenario, works, language)} {share:g}"
            for works, share in criterion.effects.items()
            if share
        )
        for key, words in (
            ("direction", _say(criterion.direction, language)),
            ("unit", _say(criterion.unit, language)),
            ("attribute", attribute),
            ("timing", text(f"criterion.timing.{criterion.timing}", language)),
            ("effects", effects),
            ("basis", _basis(criterion.basis, language)),
        ):
            yield (_say(criterion.name, language), text(f"data.criterion.{key}", language), words)


def _works(scenario: Scenario, language: Language) -> Iterator[_Row]:
    for works in scenario.works.values():
        lawful = ", ".join(choice("heritage_status", s, language) for s in works.lawful_for)
        said = (lawful or "—", _basis(works.basis, language))
        for grade in GRADES:
            cost = works.unit_cost.get(grade)
            if cost is not None:
                yield (_say(works.name, language), grade, cost.low, cost.likely, cost.high, *said)


def _money(scenario: Scenario, language: Language) -> Iterator[_Row]:
    unit = text("export.unit.million", language, currency=scenario.money.currency)
    for fund in scenario.money.funds.values():
        for year, amount in sorted(fund.amount.items()):
            name, said = _say(fund.name, language), _basis(fund.basis, language)
            yield (text("data.funds", language), name, year, amount, unit, said)
    for crew in scenario.crews.values():
        for year, capacity in sorted(crew.capacity.items()):
            name, said = _say(crew.name, language), _basis(crew.basis, language)
            unit = _say(crew.unit, language)
            yield (text("data.crews", language), name, year, capacity, unit, said)


def _method(language: Language) -> Iterator[_Row]:
    yield (
        "V",
        text("take.objective", language),
        text("method.objective", language),
        formula_in(OBJECTIVE, language),
    )
    for function in ROWS:
        row = row_of(function)
        yield (
            row.number,
            text(f"rule.{row.number}.title", language),
            text(f"rule.{row.number}", language),
            formula_in(row.formula, language),
        )


def _glossary(language: Language) -> Iterator[_Row]:
    terms = [
        key.removesuffix(".term")
        for key in keys()
        if key.startswith("glossary.") and key.endswith(".term")
    ]
    for key in sorted(terms, key=lambda k: sort_key(text(f"{k}.term", language), language)):
        yield (text(f"{key}.term", language), text(key, language))


def to_text(loaded: Loaded, plan: Plan | None, language: Language) -> bytes:
    """The method as plain text: what is weighed, the rules with their formulas, what is proven."""
    lines = [text("data.heading", language), _say(loaded.scenario.name, language), ""]
    lines += [text("method.intro", language), ""]
    for number, name, statement, formula in _method(language):
        lines += [f"{number}  {name}", str(statement), f"    {formula}", ""]
    lines += [text("method.proven", language), text("method.proven.means", language)]
    lines += [text("method.proven.not", language)]
    if plan is not None:
        lines += ["", certainty(plan, language)]
    for heading, table in (("limits", _limits(language)), ("glossary", _glossary(language))):
        lines += ["", text(f"take.sheet.{heading}", language)]
        lines += [" – ".join(str(cell) for cell in row) for row in table]
    lines += ["", text("method.advises", language), ""]
    lines += [f"sha256 {loaded.sha256} {loaded.inventory.sha256}"]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
