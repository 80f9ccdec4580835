"""New construction against repair: every project at once, and any one of them in full on request."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import streamlit as st

from planner.desk import questions
from planner.exchange.terms_file import known_terms
from planner.insight.brings import origin_of
from planner.insight.contest import Contender, Contest, Terms, contenders
from planner.insight.displace import Buys
from planner.insight.forcing import Interval
from planner.insight.instead import instead
from planner.insight.spans import ends, shares, span_words
from planner.insight.terms_words import in_short
from planner.insight.words import choice, count_words, criterion_name, criterion_unit, reason
from planner.money import DOLLARS, Tender
from planner.plan import Entry, Plan
from planner.text import amount, decimal, in_money, money, name_of, text, whole
from planner.ui.card.asks import MOST_NAMED
from planner.ui.card.facts import heading
from planner.ui.card.parts import belongs, gains
from planner.ui.look.markup import Child, Markup, div, join, span, table, tag
from planner.ui.look.widgets import show, title
from planner.ui.look.words import distinct
from planner.ui.panels.terms import terms_shown
from planner.ui.session import asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question
from planner.ui.session.state import hold_choice

FEW_NAMED: Final = 4
"""Names of what costs as much as a project; the rest is counted."""


def panel(good: Good) -> None:
    """The overview from the plan, then one project in full."""
    found = contenders(good.plan)
    show(title(text("contest.title"), whole(len(found))))
    if not found:
        show(div("vid-note", text("contest.none")))
        return
    with st.container(key="contest_body"):
        with st.container(key="contest_all"):
            show(overview(good.plan, found, known_terms(good.loaded)))
        with st.container(key="contest_one", gap="small"):
            by_id = {contender.entry.id: contender for contender in found}
            names = distinct({i: name_of(c.entry.name) for i, c in by_id.items()})
            hold_choice("contest_project", next(iter(names)), names)
            chosen = st.selectbox(
                text("contest.choose"),
                list(by_id),
                format_func=names.__getitem__,
                key="contest_project",
            )
            _deep(good, by_id[chosen])


def overview(
    plan: Plan, found: Iterable[Contender], known: Mapping[str, Terms] | None = None
) -> Markup:
    """Every project with its state and cost, in the order of the table; and with the first of its terms
    where those are known."""
    total, planned = plan.figures.projects_total, whole(plan.figures.projects_planned)
    counts = text("contest.counts", n=total, n_text=whole(total), planned=planned)
    return join([div("vid-cp", counts), *_grouped(plan, found, known or {})])


def _grouped(plan: Plan, found: Iterable[Contender], known: Mapping[str, Terms]) -> list[Markup]:
    """What was published, then what is the city's or an example; one list where nobody says."""
    groups: dict[str, list[Markup]] = {"": [], "published": [], "others": []}
    for contender in found:
        origin = origin_of(plan, contender.entry.id)
        group = origin if origin in ("", "published") else "others"
        groups[group].append(_row(plan, contender, known.get(contender.entry.id)))
    parts: list[Markup] = []
    for group, rows in groups.items():
        if rows and group:
            parts.append(heading(text(f"contest.origin.{group}")))
        if rows:
            parts.append(tag("div", *rows, role="list"))
    return parts


def _row(plan: Plan, contender: Contender, terms: Terms | None) -> Markup:
    """Name and cost; where it stands, and whose idea it is."""
    entry = contender.entry
    state = "in" if contender.planned else "out" if contender.buildable else "cannot"
    sign = {"in": "✓", "out": "○", "cannot": "✕"}[state]
    css = "in" if state == "in" else "out"
    stands: list[Child] = [
        span(css, tag("span", sign, aria_hidden="true"), "\u00a0", text(f"contest.{state}"))
    ]
    origin = origin_of(plan, entry.id)
    if origin not in ("", "published"):
        stands += [" · ", choice("origin", origin)]
    name = div("vid-name", span("", name_of(entry.name)), span("cost", _likely(plan, contender)))
    told = in_short(plan, terms) if terms is not None else ""
    kept = [div("vid-note", text("contest.terms_kept", words=told))] if told else []
    return div("vid-rival", name, div("vid-note", *stands), *kept, role="listitem")


def _told(plan: Plan, contender: Contender) -> Markup:
    """One project: what it costs and brings, what as much money does instead, and why it is out."""
    entry = contender.entry
    lines = [heading(name_of(entry.name)), div("vid-course", _range(plan, contender))]
    lines.append(belongs(plan, entry.id))
    if contender.plots:
        lines.append(_plots(plan, contender))
    lines += [div("vid-cp", words) for words in _money_words(plan, entry)]
    why = "" if entry.reason == "reason.waits_phase" else reason(entry)  # its whole says so
    if why:
        lines.append(div("vid-why", why))
    return join(lines)


def _money_words(plan: Plan, entry: Entry) -> list[str]:
    """What it brings, in plain counts; and what costs as much, of what the plan does."""
    brings = _counts(plan, entry.counts)
    told = [text("contest.brings", counts=brings)] if brings else []
    other = instead(plan, entry.id)
    if other is None:
        return told
    cost = money(other.cost, plan.scenario.money.tender)
    if not other.enough:
        return [*told, text("contest.instead.short", cost=cost)]
    names = [name_of(plan.entry(subject).name) for subject in other.subjects[:FEW_NAMED]]
    rest = len(other.subjects) - len(names)
    more = f" {text('card.displaces.more', n=rest, n_text=whole(rest))}" if rest else ""
    words = text("contest.instead", cost=cost, names="; ".join(names) + more)
    counts = _counts(plan, other.counts)
    return [*told, f"{words} {text('contest.instead.brings', counts=counts)}" if counts else words]


def _counts(plan: Plan, counts: Mapping[str, float]) -> str:
    """Plain counts of what has a weight, the heaviest first."""
    weighed = (c for c in counts if plan.shares.get(c) and round(counts[c], 1))
    heaviest = sorted(weighed, key=lambda c: -plan.shares[c])
    return ", ".join(count_words(plan.scenario, c, counts[c]) for c in heaviest)


def _costs(plan: Plan, contender: Contender) -> tuple[Tender, tuple[str, str, str]]:
    """Likely, low and high, in the plan's money, or as the table has it where there is no course to
    cost."""
    entry = contender.entry
    if not entry.cost:
        likely, low, high = (decimal(millions) for millions in contender.cost_musd)
        return DOLLARS, (likely, low, high)
    tender = plan.scenario.money.tender
    amounts = (entry.cost, entry.cost_low, entry.cost_high)
    likely, low, high = (amount(minor, tender, 0) for minor in amounts)
    return tender, (likely, low, high)


def _likely(plan: Plan, contender: Contender) -> str:
    tender, (likely, _, _) = _costs(plan, contender)
    return in_money(likely, tender)


def _range(plan: Plan, contender: Contender) -> str:
    tender, (likely, low, high) = _costs(plan, contender)
    return text("money.range", likely=in_money(likely, tender), low=low, high=high)


def _plots(plan: Plan, contender: Contender) -> Markup:
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
    show(_told(good.plan, contender))
    show(gains(good.plan, project))
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
        asking.place(terms, good, lambda found: show(terms_shown(good, found)))


def _sides(plan: Plan, found: Contest) -> Markup:
    """Both plans line by line, in the same words; which one is better, under these shares."""
    if found.swap is None or found.with_it is None or found.without is None:
        return div("vid-cp vid-warn", text(f"contest.{found.outcome}"))
    assert found.value is not None
    verdict = value_words(found.value, found.swap.share)
    equal = [] if found.value.exact else [div("vid-note", text("card.displaces.equal"))]
    return join([div("vid-cp vid-price", verdict), _lines(plan, found), *equal])


def _lines(plan: Plan, found: Contest) -> Markup:
    """A row for each thing that is counted or named: what the same money does without the project,
    and what is done with it."""
    assert found.swap and found.with_it and found.without
    rows: list[tuple[str, Child, Child]] = [
        (text(f"contest.line.{key}"), said(found.without), said(found.with_it))
        for key, said in _COUNTED
    ]
    tender = plan.scenario.money.tender
    sides = (found.without, found.with_it)
    spent = [money(side.spent, tender) for side in sides]
    rows.append((text("contest.line.spent"), spent[0], spent[1]))
    for criterion in _weighed(plan, found.without):
        name = criterion_name(plan.scenario, criterion)
        counts = [_count(plan, criterion, side.counts[criterion]) for side in sides]
        rows.append((name, counts[0], counts[1]))
    swap = found.swap
    rows.append((text("contest.line.only"), _only(plan, swap.left), _only(plan, swap.entered)))
    if swap.cleared or swap.spared:
        downs = [
            _names(plan, ids, side.cleared) if ids else "—"
            for ids, side in ((swap.spared, found.without), (swap.cleared, found.with_it))
        ]
        rows.append((text("contest.line.cleared"), downs[0], downs[1]))
    built = any(plan.entry(subject).kind == "project" for subject in swap.left)
    heads = [
        "",
        text(f"contest.without.{'other' if built else 'repair'}"),
        text("contest.with"),
    ]
    return div("vid-lines", table(text("contest.lines"), heads, rows))


_COUNTED: Final[tuple[tuple[str, Callable[[Buys], str]], ...]] = (
    ("people", lambda side: whole(side.residents_back)),
    ("new_homes", lambda side: whole(side.residents_in_new)),
    ("certificates", lambda side: whole(side.residents_certified)),
    ("lost", lambda side: decimal(sum(side.lost.values()))),
)


def _weighed(plan: Plan, amounts: Buys) -> list[str]:
    """Criteria that have a weight, without homes: people are counted above."""
    criteria = plan.scenario.criteria
    return [
        criterion
        for criterion in amounts.counts
        if plan.shares.get(criterion) and criteria[criterion].attribute != "residents_out"
    ]


def _count(plan: Plan, criterion: str, count: float) -> str:
    return f"{whole(count)} {criterion_unit(plan.scenario, criterion, round(count))}"


def _only(plan: Plan, only: tuple[str, ...]) -> Child:
    """Who has works on this side alone, as many as can be read."""
    if not only:
        return "—"
    items = []
    for subject in only[:MOST_NAMED]:
        marked = plan.entry(subject).heritage_status != "none"
        items.append(tag("li", _names(plan, (subject,), (subject,) if marked else ())))
    rest = len(only) - MOST_NAMED
    if rest > 0:
        more = text("card.displaces.more", n=rest, n_text=whole(rest))
        items.append(tag("li", span("vid-note", more)))
    return tag("ul", *items)


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
