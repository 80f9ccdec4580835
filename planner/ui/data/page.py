"""Data and method: where the numbers come from, what they mean, and what the plan rests on."""

import streamlit as st

from planner.domain import GRADES, HERITAGE_STATUSES, Basis, Names
from planner.errors import PlannerError
from planner.insight.method import known
from planner.insight.words import choice, works_name
from planner.inventory import Inventory
from planner.scenario.scenario import Scenario
from planner.text import Language, date, decimal, name_of, text, whole
from planner.ui.data import datum, method
from planner.ui.keep import exporting
from planner.ui.look.markup import Child, Markup, div, foreign, join, span, table, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.session import answering, state
from planner.ui.session.failing import telling_faults

TABS = ("data", "criteria", "works", "method", "words", "changes")
CHANGES = 4


@telling_faults
def page() -> None:
    """The page: one tab per question a reader may ask."""
    language = state.language()
    show(tag("h2", text("data.heading", language)))
    try:
        path = state.chosen_path()
        loaded = state.scenario_at(path)
    except PlannerError as error:
        good = answering.last_good()
        show_faults(error, language)
        if good is None:
            return
        loaded = good.loaded
    scenario, inventory = loaded.scenario, loaded.inventory
    exporting.data_panel(loaded, answering.last_plan(), language)
    tabs = st.tabs([text(f"data.tab.{tab}", language) for tab in TABS])
    with tabs[0]:
        _data(scenario, inventory, language)
    with tabs[1]:
        _criteria(scenario, language)
    with tabs[2]:
        _works(scenario, language)
        _money(scenario, language)
    with tabs[3]:
        method.problem(language)
        method.certificate(answering.last_plan(), language)
    with tabs[4]:
        method.glossary(language)
    with tabs[5]:
        _changes(language)


def _changes(language: Language) -> None:
    show(tag("h3", text("changes.heading", language)))
    show(tag("ul", *(tag("li", text(f"changes.{n}", language)) for n in range(1, CHANGES + 1))))


def _say(names: Names, language: Language) -> str:
    return name_of(names.model_dump(), language)


def basis(stated: Basis, language: Language) -> Markup:
    """Where figures come from, and whether they are only illustrative."""
    css = "vid-good" if stated.kind == "sourced" else "vid-warn"
    kind = span(css, text(f"data.basis.{stated.kind}", language))
    words = name_of({"uk": stated.uk, "en": stated.en}, language)
    return join([kind, ". ", words])


def _scroll(markup: Markup) -> None:
    show(div("vid-scroll", markup, tabindex="0", role="region"))


def _data(scenario: Scenario, inventory: Inventory, language: Language) -> None:
    if scenario.synthetic:
        show(div("vid-stale", text("plan.synthetic", language)))
    sites, projects = inventory.sites, inventory.projects
    counts = text(
        "data.counts",
        language,
        sites=whole(len(sites), language),
        projects=whole(len(projects), language),
        districts=whole(len(inventory.districts.ids), language),
    )
    show(tag("p", counts, " ", text("data.unvisited", language)))
    rows = []
    for column, words in [*sites.quality_word.items()]:
        frequencies: dict[str, int] = {}
        for word in words:
            frequencies[word] = frequencies.get(word, 0) + 1
        missing = sum(q == "missing" for q in sites.quality[column])
        known = "; ".join(
            f"{choice('quality', word, language)} {whole(n, language)}"
            for word, n in sorted(frequencies.items(), key=lambda item: -item[1])
            if word not in {"", "missing"}
        )
        rows.append([text(f"data.column.{column}", language), known, whole(missing, language)])
    header = [text(f"data.quality.{k}", language) for k in ("column", "known", "missing")]
    _scroll(table(text("data.quality", language), header, rows))
    show(tag("h3", text("datum.heading", language)))
    datum.panel(inventory, language)
    show(tag("h3", text("data.not_counted", language)))
    show(tag("ul", *(tag("li", text(f"data.not_counted.{i}", language)) for i in range(1, 7))))
    show(tag("h3", text("data.limits", language)))
    show(tag("ul", *(tag("li", text(f"data.limit.{i}", language)) for i in range(1, 8))))
    if inventory.districts.schematic:
        show(div("vid-stale", text("data.schematic", language)))
    _sources(language)


def _sources(language: Language) -> None:
    rows: list[list[Child]] = [
        [foreign(text(f"data.source.{i}.{part}", language)) for part in ("name", "use", "licence")]
        for i in range(1, 9)
    ]
    header = [text(f"data.source.{part}", language) for part in ("name", "use", "licence")]
    show(tag("h3", text("data.sources", language)))
    _scroll(table("", header, rows))
    show(div("vid-note", foreign(text("data.attribution", language))))


def _criteria(scenario: Scenario, language: Language) -> None:
    show(tag("p", text("data.criteria.intro", language)))
    for criterion in scenario.criteria.values():
        attribute = f"criterion.attribute.{criterion.attribute}"
        effects = ", ".join(
            f"{works_name(scenario, works, language)} {decimal(share, language, 1)}"
            for works, share in criterion.effects.items()
            if share
        )
        parts = (
            ("direction", _say(criterion.direction, language)),
            ("unit", _say(criterion.unit, language)),
            ("attribute", known(attribute, criterion.attribute, language)),
            ("timing", text(f"criterion.timing.{criterion.timing}", language)),
            ("effects", effects),
            ("basis", basis(criterion.basis, language)),
        )
        _definition(_say(criterion.name, language), parts, "data.criterion", language)
    cost = (
        ("direction", text("criterion.cost.direction", language)),
        ("unit", text("criterion.cost.unit", language)),
        ("basis", text("criterion.cost.why", language)),
    )
    _definition(text("criterion.cost", language), cost, "data.criterion", language)
    _damage(scenario, language)


def _definition(
    title: str, parts: tuple[tuple[str, Child], ...], prefix: str, language: Language
) -> None:
    rows = [[text(f"{prefix}.{key}", language), words] for key, words in parts]
    body = [tag("tr", tag("th", key, scope="row"), tag("td", words)) for key, words in rows]
    show(tag("h3", title))
    _scroll(tag("table", tag("tbody", *body), class_="vid-table vid-pairs"))


def _damage(scenario: Scenario, language: Language) -> None:
    damage = scenario.damage
    columns = ("share", "unusable", "hazard", "impaired", "decay")
    rows = [
        [
            choice("damage_grade", grade, language),
            *(decimal(getattr(damage, column)[grade], language, 3) for column in columns),
        ]
        for grade in GRADES
    ]
    header = [text("data.damage.grade", language)]
    header += [text(f"data.damage.{column}", language) for column in columns]
    show(tag("h3", text("data.damage", language)))
    _scroll(table("", header, rows))
    show(tag("p", basis(damage.basis, language)))
    significance = scenario.significance
    values = [
        [choice("heritage_status", status, language), decimal(points, language, 0)]
        for status, points in significance.by_status.items()
    ]
    candidate = decimal(significance.world_heritage_candidate, language, 0)
    values.append([text("data.significance.candidate", language), candidate])
    header = [text(f"data.significance.{key}", language) for key in ("status", "points")]
    show(tag("h3", text("data.significance", language)))
    _scroll(table("", header, values))
    show(tag("p", basis(significance.basis, language)))


def _works(scenario: Scenario, language: Language) -> None:
    show(tag("p", text("data.works.intro", language)))
    rows: list[list[Child]] = []
    for works in scenario.works.values():
        costs = [
            text(
                "data.works.cost",
                language,
                low=whole(float(cost.low), language),
                likely=whole(float(cost.likely), language),
                high=whole(float(cost.high), language),
            )
            if (cost := works.unit_cost.get(grade)) is not None
            else "—"
            for grade in GRADES
        ]
        lawful = ", ".join(choice("heritage_status", s, language) for s in works.lawful_for)
        if set(works.lawful_for) == set(HERITAGE_STATUSES):
            lawful = text("data.works.lawful.all", language)
        rows.append([_say(works.name, language), *costs, lawful or "—"])
    header = [text("data.works.works", language)]
    header += [text("data.works.grade", language, grade=grade) for grade in GRADES]
    header.append(text("data.works.lawful", language))
    _scroll(table(text("data.works.unit", language), header, rows))
    for works in scenario.works.values():
        show(tag("p", tag("b", _say(works.name, language)), ". ", basis(works.basis, language)))


def _money(scenario: Scenario, language: Language) -> None:
    show(tag("h3", text("data.funds", language)))
    years = scenario.years
    rows: list[list[Child]] = []
    for fund in scenario.money.funds.values():
        amounts = [decimal(fund.amount.get(year, 0), language, 0) for year in years]
        carries = text("data.funds.carries" if fund.carry_over else "data.funds.lapses", language)
        rows.append([_say(fund.name, language), *amounts, carries])
    header = [
        text("data.funds.fund", language),
        *map(str, years),
        text("data.funds.rest", language),
    ]
    _scroll(table(text("data.funds.unit", language), header, rows))
    for fund in scenario.money.funds.values():
        show(tag("p", tag("b", _say(fund.name, language)), ". ", basis(fund.basis, language)))
    show(tag("h3", text("data.crews", language)))
    rows = [
        [
            f"{_say(crew.name, language)}, {_say(crew.unit, language)}",
            *(decimal(crew.capacity.get(year, 0), language, 0) for year in years),
        ]
        for crew in scenario.crews.values()
    ]
    _scroll(table("", [text("data.crews.crew", language), *map(str, years)], rows))
    for crew in scenario.crews.values():
        show(tag("p", tag("b", _say(crew.name, language)), ". ", basis(crew.basis, language)))
    exchange = scenario.money.exchange
    stated = text(
        "data.exchange",
        language,
        rate=decimal(exchange.USD, language, 2),
        currency=scenario.money.currency,
        date=date(exchange.date, language),
        year=scenario.money.price_year,
    )
    show(tag("p", stated, " ", basis(exchange.basis, language)))
