"""What a plan rests on, as tables: the settings that planners chose, and its provenance."""

from collections.abc import Iterator
from typing import Final

from planner.exchange.gate import Released
from planner.exchange.sheet import Cell, Form, Table, table
from planner.exchange.stamp import stamp_rows
from planner.insight import answer, certainty, coverage_source, kept_words, void_weights, works_done
from planner.insight.rules import rules_held, rules_taken_out
from planner.insight.words import criterion_name, works_name
from planner.plan.plan import Plan
from planner.scenario.scenario import Decided, Lock, Protect, Scenario, StatusLifted
from planner.text import byline, money_unit, name_of, text, written

_SETTINGS: Final[tuple[tuple[str, Form], ...]] = (
    ("section", "text"),
    ("setting", "text"),
    ("year", "year"),
    ("value", "number"),
    ("unit", "text"),
    ("note", "text"),
)
_Row = tuple[Cell, ...]


def _weights(plan: Plan) -> Iterator[_Row]:
    section = text("export.section.weights")
    unit = text("export.unit.share")
    for criterion, share in plan.shares.items():
        name = criterion_name(plan.scenario, criterion)
        yield (section, name, None, round(100 * share, 9), unit, None)


def _means(scenario: Scenario) -> Iterator[_Row]:
    unit = money_unit(scenario.money.tender)
    section = text("export.section.funds")
    for fund in scenario.money.funds.values():
        name = name_of(fund.name.words)
        terms = text(f"export.terms.{'carry' if fund.carry_over else 'expire'}")
        for year, amount in sorted(fund.amount.items()):
            yield (section, name, year, amount, unit, terms)
    section = text("export.section.crews")
    for crew in scenario.crews.values():
        name = name_of(crew.name.words)
        for year, capacity in sorted(crew.capacity.items()):
            yield (section, name, year, capacity, name_of(crew.unit.words), None)


def _years(scenario: Scenario) -> Iterator[_Row]:
    section = text("export.section.years")
    horizon = scenario.horizon
    for key, value in (
        ("start", horizon.start),
        ("money_years", horizon.money_years),
        ("appraisal_years", horizon.appraisal_years),
        ("price_year", scenario.money.price_year),
    ):
        yield (section, text(f"export.setting.{key}"), None, value, None, None)


def _decided(by: Decided | StatusLifted | Protect) -> str:
    """Why, and by whom."""
    return text("export.locked", reason=written(by.reason), author=byline(by.author))


def _lock(kind: str, lock: Lock) -> _Row:
    words = _decided(lock)
    return (text("export.section.rules"), kind, None, lock.subject, None, words)


def _rules(plan: Plan) -> Iterator[_Row]:
    section, percent = text("export.section.rules"), text("export.unit.share")
    rules = plan.scenario.rules
    for spending, share in rules.share.items():
        name = text(f"choice.spending.{spending}")
        for key, limit in (("at_least", share.at_least), ("at_most", share.at_most)):
            if limit is not None:
                words = text(f"export.rule.{key}", name=name)
                yield (section, words, None, limit * 100, percent, None)
    for floor in rules.district_floor:
        name = criterion_name(plan.scenario, floor.criterion)
        words = text("export.rule.district_floor", name=name)
        yield (section, words, None, floor.at_least * 100, percent, None)
    for key, locks in (("must", rules.must), ("never", rules.never)):
        for lock in locks:
            yield _lock(text(f"export.forced.{key}"), lock)
    yield from _commitments(plan.scenario)
    for need in rules.requires:
        yield (section, text("export.rule.requires"), None, need.start, None, need.after)
    for key, lifted in (("status_lifted", rules.status_lifted), ("recreation", rules.recreation)):
        for item in lifted:
            words = _decided(item)
            yield (section, text(f"export.rule.{key}"), None, item.site, None, words)


def _origins(plan: Plan) -> Iterator[_Row]:
    """Each rule that holds by its name, and where it comes from; what was taken out, and why."""
    section = text("rule.title")
    for rule in (*rules_held(plan), *rules_taken_out(plan)):
        why = text("export.locked", reason=written(rule.reason), author=byline(rule.author))
        note = "; ".join([*([why] if rule.reason else []), rule.origin])
        yield (section, rule.words, None, rule.name, None, note)


def _commitments(scenario: Scenario) -> Iterator[_Row]:
    """Promises with their years, reasons and authors; targets with their years."""
    section = text("export.section.rules")
    for promise in scenario.rules.promises:
        words = text("export.rule.promise")
        if promise.works is not None:
            works = works_name(scenario, promise.works)
            words = text("export.rule.promise_works", works=works)
        note = _decided(promise)
        yield (section, words, promise.start, promise.subject, None, note)
    for target in scenario.rules.targets.people_back:
        words = text(f"export.rule.people_back.{target.who}")
        unit = text(f"export.unit.{target.who}")
        yield (section, words, target.by, target.at_least, unit, None)
    rule = scenario.rules.protect
    if rule is not None:
        words = text(f"export.rule.protect.{'on' if rule.holds else 'off'}")
        yield (section, words, rule.by, rule.least_grade, None, _decided(rule))
    at_work = scenario.rules.targets.sites_at_work
    if at_work is not None:
        unit = text("export.unit.buildings")
        yield (
            section,
            text("export.rule.sites_at_work"),
            None,
            at_work.at_most,
            unit,
            None,
        )


def settings(plan: Plan) -> Table:
    """Weights, money, crews, years and rules: all that planners decided."""
    rows = (
        *_weights(plan),
        *_means(plan.scenario),
        *_years(plan.scenario),
        *_rules(plan),
        *_origins(plan),
    )
    return table("settings", _SETTINGS, rows)


def provenance(released: Released, link: str = "") -> Table:
    """The answer in a sentence, how certain it is, and where the plan comes from."""
    plan = released.plan
    source = coverage_source(plan.about)
    said = filter(
        None, (answer(plan), works_done(plan), kept_words(plan), void_weights(plan), source)
    )
    rows: list[_Row] = [
        (text("export.setting.answer"), " ".join(said)),
        (text("export.setting.certainty"), certainty(plan)),
        (text("export.setting.advice"), text("export.advice")),
        (text("export.setting.costs"), text("export.costs")),
    ]
    rows += stamp_rows(released, link)
    return table("provenance", [("setting", "text"), ("value", "plain")], rows)
