"""Data and method: where the numbers come from, what they mean, and what the plan rests on."""

from collections.abc import Sequence

import streamlit as st

from planner.domain import GRADES, HERITAGE_STATUSES, NOT_CHECKED, READINESS, Names, Prepared
from planner.errors import PlannerError
from planner.insight import coverage, coverage_source
from planner.insight.method import known
from planner.insight.words import choice, works_name
from planner.inventory import Inventory
from planner.scenario.about import About
from planner.scenario.scenario import Scenario
from planner.text import currency_word, date, decimal, exact, money_unit, name_of, text, whole
from planner.ui.data import datum, method, values
from planner.ui.data.values import basis, scroll
from planner.ui.keep import exporting
from planner.ui.look.markup import Child, Markup, div, foreign, table, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.session import answering, state
from planner.ui.session.failing import telling_faults
from planner.works import Works

TABS = ("data", "criteria", "works", "method", "words", "changes")
CHANGES = 4


@telling_faults
def page() -> None:
    """The page: one tab per question a reader may ask."""
    show(tag("h2", text("data.heading")))
    try:
        path = state.chosen_path()
        loaded = state.scenario_at(path)
    except PlannerError as error:
        good = answering.last_good()
        show_faults(error)
        if good is None:
            return
        loaded = good.loaded
    scenario, inventory = loaded.scenario, loaded.inventory
    st.button(text("newcity.begin"), key="newcity_begin", on_click=state.go_to, args=("newcity",))
    with st.container(key="keep", horizontal=True):
        taken = st.container()
    tabs = st.tabs([text(f"data.tab.{tab}") for tab in TABS])
    with tabs[0]:
        _data(scenario, inventory, loaded.about)
    with tabs[1]:
        _criteria(scenario, inventory)
    with tabs[2]:
        _works(scenario)
        _money(scenario)
    with tabs[3]:
        method.problem()
        method.ranking()
        proven = st.container()
    with tabs[4]:
        method.glossary()
    with tabs[5]:
        _changes()
    good = answering.asked_of()  # last: nothing above waits for it
    plan = good.plan if good is not None else None
    with proven:
        method.certificate(plan)
    with taken:
        exporting.data_panel(loaded, plan)


def _changes() -> None:
    show(tag("h3", text("changes.heading")))
    show(tag("ul", *(tag("li", text(f"changes.{n}")) for n in range(1, CHANGES + 1))))


def _say(names: Names) -> str:
    return name_of(names.words)


def _data(scenario: Scenario, inventory: Inventory, about: About) -> None:
    if scenario.synthetic:
        show(div("vid-stale", text("plan.synthetic")))
    sites, projects = inventory.sites, inventory.projects
    told = [text("data.counts", sites=whole(len(sites)), projects=whole(len(projects)))]
    if districts := inventory.district_names():
        told.append(text("data.counts.districts", districts=whole(len(districts))))
    if about.damaged:
        told += [f"{coverage(len(sites), about)}.", coverage_source(about)]
    if about.notice:
        told.append(_say(about.notice))
    show(tag("p", " ".join(told)))
    rows = []
    for column, words in [*sites.quality_word.items()]:
        frequencies: dict[str, int] = {}
        for word in words:
            frequencies[word] = frequencies.get(word, 0) + 1
        missing = sum(q == "missing" for q in sites.quality[column])
        known = "; ".join(
            f"{choice('quality', word)} {whole(n)}"
            for word, n in sorted(frequencies.items(), key=lambda item: -item[1])
            if word not in {"", "missing"}
        )
        rows.append([text(f"data.column.{column}"), known, whole(missing)])
    header = [text(f"data.quality.{k}") for k in ("column", "known", "missing")]
    scroll(table(text("data.quality"), header, rows))
    show(tag("h3", text("datum.heading")))
    datum.panel(inventory)
    for heading, said in (("not_counted", about.not_counted), ("limits", about.limits)):
        show(tag("h3", text(f"data.{heading}")))
        show(_listed(said))
    if inventory.districts.schematic:
        show(div("vid-stale", text("data.schematic")))
    _sources(about)


def _listed(said: Sequence[Names]) -> Markup:
    """What the city says, a line each; where it says nothing, how it can."""
    if not said:
        return div("vid-note", text("data.silent"))
    return tag("ul", *(tag("li", _say(words)) for words in said))


def _sources(about: About) -> None:
    show(tag("h3", text("data.sources")))
    if not about.sources:
        show(_listed(()))
    else:
        rows: list[list[Child]] = [
            [foreign(_say(words)) for words in (source.name, source.use, source.licence)]
            for source in about.sources
        ]
        header = [text(f"data.source.{part}") for part in ("name", "use", "licence")]
        scroll(table(_say(about.read) if about.read else "", header, rows))
    if about.attribution:
        show(div("vid-note", foreign(_say(about.attribution))))


def _criteria(scenario: Scenario, inventory: Inventory) -> None:
    show(tag("p", text("data.criteria.intro")))
    for criterion in scenario.criteria.values():
        attribute = f"criterion.attribute.{criterion.attribute}"
        effects = "; ".join(
            f"{works_name(scenario, works)} {exact(share)}"
            for works, share in criterion.effects.items()
            if share
        )
        parts = (
            ("direction", _say(criterion.direction)),
            ("unit", _say(criterion.unit)),
            ("attribute", known(attribute, criterion.attribute)),
            ("timing", text(f"criterion.timing.{criterion.timing}")),
            ("effects", effects),
            ("basis", basis(criterion.basis)),
        )
        _definition(_say(criterion.name), parts, "data.criterion")
    cost = (
        ("direction", text("criterion.cost.direction")),
        ("unit", text("criterion.cost.unit")),
        ("basis", text("criterion.cost.why")),
    )
    _definition(text("criterion.cost"), cost, "data.criterion")
    values.damage(scenario)
    values.significance(scenario, inventory)
    values.lasting(scenario, inventory)


def _definition(title: str, parts: tuple[tuple[str, Child], ...], prefix: str) -> None:
    rows = [[text(f"{prefix}.{key}"), words] for key, words in parts]
    body = [tag("tr", tag("th", key, scope="row"), tag("td", words)) for key, words in rows]
    show(tag("h3", title))
    scroll(tag("table", tag("tbody", *body), class_="vid-table vid-pairs"))


def _works(scenario: Scenario) -> None:
    show(tag("p", text("data.works.intro")))
    rows: list[list[Child]] = []
    for works in scenario.works.values():
        costs = [
            text(
                "data.works.cost",
                low=whole(float(cost.low)),
                likely=whole(float(cost.likely)),
                high=whole(float(cost.high)),
            )
            if (cost := works.unit_cost.get(grade)) is not None
            else "—"
            for grade in GRADES
        ]
        lawful = ", ".join(choice("heritage_status", s) for s in works.lawful_for)
        if {*works.lawful_for, NOT_CHECKED} == set(HERITAGE_STATUSES):
            lawful = text("data.works.lawful.all")
        rows.append([_per(works), *costs, lawful or "—"])
    currency = currency_word(scenario.money.currency)
    header = [text("data.works.works")]
    header += [text("data.works.grade", grade=grade) for grade in GRADES]
    header.append(text("data.works.lawful"))
    scroll(table(text("data.works.unit", currency=currency), header, rows))
    for works in scenario.works.values():
        show(tag("p", tag("b", _say(works.name)), ". ", basis(works.basis)))
    _leads(scenario)


def _per(works: Works) -> str:
    name = _say(works.name)
    return text("data.works.per_resident", works=name) if works.per == "resident" else name


def _leads(scenario: Scenario) -> None:
    """Years of preparing before works may start, by how far they are prepared."""
    waiting = [(works, works.lead) for works in scenario.works.values() if works.lead is not None]
    if not waiting:
        return
    stages: tuple[Prepared, ...] = ("unknown", *READINESS)
    rows = [
        [text("data.lead.monument", works=_say(works.name)) if listed else _say(works.name)]
        + [
            whole((lead.monument if listed else {}).get(stage, lead.years.get(stage, 0)))
            for stage in stages
        ]
        for works, lead in waiting
        for listed in ((False, True) if lead.monument else (False,))
    ]
    show(tag("h3", text("data.lead")))
    scroll(table("", [text("data.works.works"), *(choice("readiness", s) for s in stages)], rows))
    alike: dict[str, list[str]] = {}
    for works, lead in waiting:
        alike.setdefault(_say(lead.basis), []).append(_say(works.name))
    bases = {_say(lead.basis): lead.basis for _, lead in waiting}
    for words, names in alike.items():
        show(tag("p", tag("b", ", ".join(names)), ". ", basis(bases[words])))


def _money(scenario: Scenario) -> None:
    show(tag("h3", text("data.funds")))
    years = scenario.years
    rows: list[list[Child]] = []
    for fund in scenario.money.funds.values():
        amounts = [decimal(fund.amount.get(year, 0), 0) for year in years]
        carries = text("data.funds.carries" if fund.carry_over else "data.funds.lapses")
        rows.append([_say(fund.name), *amounts, carries])
    header = [
        text("data.funds.fund"),
        *map(str, years),
        text("data.funds.rest"),
    ]
    scroll(table(text("data.funds.unit", unit=money_unit(scenario.money.tender)), header, rows))
    for fund in scenario.money.funds.values():
        show(tag("p", tag("b", _say(fund.name)), ". ", basis(fund.basis)))
    show(tag("h3", text("data.crews")))
    rows = [
        [
            f"{_say(crew.name)}, {_say(crew.unit)}",
            *(decimal(crew.capacity.get(year, 0), 0) for year in years),
        ]
        for crew in scenario.crews.values()
    ]
    scroll(table("", [text("data.crews.crew"), *map(str, years)], rows))
    for crew in scenario.crews.values():
        show(tag("p", tag("b", _say(crew.name)), ". ", basis(crew.basis)))
    exchange = scenario.money.exchange
    stated = text(
        "data.exchange",
        rate=decimal(exchange.USD, 2),
        currency=currency_word(scenario.money.currency),
        date=date(exchange.date),
        year=scenario.money.price_year,
    )
    show(tag("p", stated, " ", basis(exchange.basis)))
