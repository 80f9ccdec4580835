"""New construction against repair: every project at once, and any one of them in full on request."""

import math
from collections.abc import Iterable

import streamlit as st

from planner.desk import questions
from planner.insight.contest import Contender, Contest, Terms, contenders
from planner.insight.displace import Buys
from planner.insight.forcing import Interval
from planner.insight.spans import ends, shares, span_words
from planner.insight.terms import Change
from planner.insight.words import criterion_name, criterion_unit, reason
from planner.money import DOLLARS
from planner.plan import Plan
from planner.text import amount, decimal, in_money, money, name_of, percent, text, whole
from planner.ui.card.asks import MOST_NAMED, bands_shown
from planner.ui.look.markup import Child, Markup, div, join, span, tag
from planner.ui.look.widgets import show, title
from planner.ui.look.words import distinct
from planner.ui.session import asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question


def panel(good: Good) -> None:
    """The overview from the plan, then one project in full."""
    found = contenders(good.plan)
    show(title(text("contest.title"), whole(len(found))))
    if not found:
        show(div("vid-note", text("contest.none")))
        return
    with st.container(key="contest_body"):
        with st.container(key="contest_all"):
            show(overview(good.plan, found))
        with st.container(key="contest_one", gap="small"):
            by_id = {contender.entry.id: contender for contender in found}
            names = distinct({i: name_of(c.entry.name) for i, c in by_id.items()})
            chosen = st.selectbox(
                text("contest.choose"),
                list(by_id),
                format_func=lambda i: names[i],
                key="contest_project",
            )
            _deep(good, by_id[chosen])


def overview(plan: Plan, found: Iterable[Contender]) -> Markup:
    """Every project with its state, cost, plots and reason, in the order of the table."""
    spent, figures = plan.figures.spent_by_class, plan.figures
    split = text(
        "contest.split",
        **{name: money(minor, plan.scenario.money.tender) for name, minor in spent.items()},
    )
    total = figures.projects_total
    counts = text(
        "contest.counts",
        n=total,
        n_text=whole(total),
        planned=whole(figures.projects_planned),
    )
    rows = [_row(plan, contender) for contender in found]
    return join([div("vid-cp", f"{counts} {split}"), tag("div", *rows, role="list")])


def _row(plan: Plan, contender: Contender) -> Markup:
    entry = contender.entry
    state = "in" if contender.planned else "out" if contender.buildable else "cannot"
    sign = {"in": "✓", "out": "○", "cannot": "✕"}[state]
    name = div(
        "vid-name",
        name_of(entry.name),
        " ",
        span(
            "in" if state == "in" else "out",
            tag("span", sign, aria_hidden="true"),
            "\u00a0",
            text(f"contest.{state}"),
        ),
    )
    why = reason(entry)
    lines = [
        name,
        div("vid-course", _cost(plan, contender)),
        _plots(plan, contender),
    ]
    if why:
        lines.append(div("vid-why", why))
    return div("vid-rival", *lines, role="listitem")


def _cost(plan: Plan, contender: Contender) -> str:
    """In the plan's money, or as the table has it where there is no course to cost."""
    entry = contender.entry
    if entry.cost:
        tender = plan.scenario.money.tender
        amounts = (entry.cost, entry.cost_low, entry.cost_high)
        likely, low, high = (amount(minor, tender, 0) for minor in amounts)
    else:
        tender = DOLLARS
        likely, low, high = (decimal(millions) for millions in contender.cost_musd)
    return text("money.range", likely=in_money(likely, tender), low=low, high=high)


def _plots(plan: Plan, contender: Contender) -> Markup:
    if not contender.plots:
        return div("vid-note", text("contest.no_plots"))
    names = _names(plan, contender.plots, contender.heritage)
    return div("vid-course", text("contest.plots"), " ", names)


def _names(plan: Plan, ids: Iterable[str], heritage: Iterable[str]) -> Markup:
    """Names with commas between; heritage is marked in words."""
    parts: list[Child] = []
    marked = set(heritage)
    for subject in ids:
        name: list[Child] = [name_of(plan.entry(subject).name)]
        if subject in marked:
            name.append(span("vid-tag", text("card.displaces.heritage")))
        parts += [", ", *name] if parts else name
    return join(parts)


def _deep(good: Good, contender: Contender) -> None:
    project = contender.entry.id
    sides = Question(
        lane="contest",
        name=project,
        function=questions.sides,
        arguments=(project,),
        label=text("contest.ask"),
    )
    asking.place(sides, good, lambda found: show(_sides(good.plan, found)))
    terms = Question(
        lane="terms",
        name=project,
        function=questions.winning,
        arguments=(project,),
        label=text("contest.ask_terms"),
    )
    if contender.buildable:
        asking.place(terms, good, lambda found: show(_terms(good, found)))


def _sides(plan: Plan, found: Contest) -> Markup:
    """Both plans side by side, in the same words; which one is better, under these shares."""
    if found.swap is None or found.with_it is None or found.without is None:
        return div("vid-cp vid-warn", text(f"contest.{found.outcome}"))
    assert found.value is not None
    both = [
        _side(plan, "with", found.with_it, found.swap.entered, found.swap.cleared),
        _side(plan, "without", found.without, found.swap.left, found.swap.spared),
    ]
    verdict = value_words(found.value, found.swap.share)
    equal = [] if found.value.exact else [div("vid-note", text("card.displaces.equal"))]
    return join([div("vid-cp vid-price", verdict), div("vid-sides", *both), *equal])


def value_words(points: Interval, share: Interval | None) -> str:
    """Which side is better and by how much; where that cannot be told, how far apart they can be."""
    if points.nothing:
        return text("contest.value.equal")
    if points.low <= 0 <= points.high:
        widest = share or points
        ends_of = Interval(low=0.0, high=max(-widest.low, widest.high))
        return text("contest.value.same", most=(shares if share else ends)(ends_of)[1])
    side = "without" if points.low > 0 else "with"
    part = share
    if points.low < 0:
        points = Interval(low=-points.high, high=-points.low)
        part = None if share is None else Interval(low=-share.high, high=-share.low)
    return text(f"contest.value.{side}", price=span_words(points, part, "by"))


def _side(
    plan: Plan,
    key: str,
    amounts: Buys,
    only: tuple[str, ...],
    cleared: tuple[str, ...],
) -> Markup:
    lines = [
        text("contest.people", n=whole(amounts.residents_back)),
        text("contest.new_homes", n=whole(amounts.residents_in_new)),
        text("contest.lost", n=decimal(sum(amounts.lost.values()))),
        text("contest.spent", n=money(amounts.spent, plan.scenario.money.tender)),
        *_achieved(plan, amounts),
    ]
    parts: list[Child] = [tag("b", text(f"contest.{key}"), class_="t")]
    parts.append(tag("ul", *(tag("li", line) for line in lines)))
    if cleared:
        names = _names(plan, cleared, amounts.cleared)
        parts.append(div("vid-alarm", text("contest.cleared"), " ", names))
    parts.append(_only_here(plan, only))
    return div("vid-side", *parts)


def _achieved(plan: Plan, amounts: Buys) -> list[str]:
    """What each criterion that has a weight achieves, homes apart: people are counted above."""
    scenario = plan.scenario
    return [
        text(
            "contest.achieved",
            name=criterion_name(scenario, criterion),
            n=whole(amount),
            unit=criterion_unit(scenario, criterion, round(amount)),
        )
        for criterion, amount in amounts.counts.items()
        if plan.shares.get(criterion) and scenario.criteria[criterion].attribute != "residents_out"
    ]


def _only_here(plan: Plan, only: tuple[str, ...]) -> Markup:
    if not only:
        return div("vid-note", text("contest.only_none"))
    n = len(only)
    head = text("contest.only", n=n, n_text=whole(n))
    items = []
    for subject in only[:MOST_NAMED]:
        entry = plan.entry(subject)
        marked = entry.heritage_status != "none"
        items.append(tag("li", _names(plan, (subject,), (subject,) if marked else ())))
    if n > MOST_NAMED:
        rest = n - MOST_NAMED
        more = text("card.displaces.more", n=rest, n_text=whole(rest))
        items.append(tag("li", span("vid-note", more)))
    return join([tag("b", head), tag("ul", *items)])


def _terms(good: Good, found: Terms) -> Markup:
    """The share of renewal, then the grant, each with its precision."""
    parts: list[Child] = []
    if found.bands is not None:
        parts.append(bands_shown(good, found.bands))
    if found.grant is not None:
        parts.append(div("vid-cp", _grant_words(good, found.project, found.grant)))
    return join(parts)


def _grant_words(good: Good, project: str, grant: Change) -> str:
    """The least part of its cost that is proven to be enough, and what is not known of less."""
    if grant.at is None:
        if grant.complete:
            return text("contest.grant_untold" if grant.open else "contest.grant_none")
        return text("contest.grant_open")
    if not grant.at:
        return text("card.money.already")
    cost = good.plan.entry(project).cost
    tender = good.plan.scenario.money.tender
    told = text(
        "contest.grant",
        amount=money(math.ceil(grant.at * cost), tender),
        share=percent(float(grant.at)),
    )
    if not grant.open:
        return told
    return f"{told} {text('contest.grant_less', share=percent(float(grant.short)))}"
