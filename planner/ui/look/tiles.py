"""Key figures as tiles of one height: the count first, its share, and its change."""

from planner.insight.answer import as_percent
from planner.insight.words import criterion_name, criterion_unit, short_unit
from planner.plan import Plan
from planner.plan.figures import Among, Figure
from planner.text import amount, decimal, money, money_in_unit, percent, text, whole
from planner.ui.look.markup import Child, Markup, div, span, tag
from planner.ui.look.palette import criterion_ink
from planner.ui.look.seal import seal

SPENT: tuple[str, ...] = ("conservation", "repair", "certificates", "new")
"""Parts of the money in the order in which the last tile draws them."""


def tiles(plan: Plan, baseline: Plan | None = None, *, steady: bool = True) -> Markup:
    """A tile a criterion on which anything can be gained, and one of money.

    baseline: what changes are told against, where that can be compared. steady: the figures no
    longer turn; those that may are marked, and nothing is compared with them.
    """
    before = baseline if steady and baseline is not plan else None
    cells = [
        _tile(plan, criterion, order, before, steady=steady)
        for order, (criterion, figure) in enumerate(plan.figures.by_criterion.items())
        if figure.possible > 0
    ]
    css = "vid-figures" if steady else "vid-figures unsteady"
    return div(css, *cells, _money(plan, before, steady=steady), data_plan=seal(plan))


def _tile(plan: Plan, criterion: str, order: int, before: Plan | None, *, steady: bool) -> Markup:
    figure = plan.figures.by_criterion[criterion]
    old, among = _comparable(figure, before), _among(plan, figure, steady=steady)
    css = criterion_ink(criterion, order).css
    count, possible = whole(figure.count), whole(figure.possible)
    unit = criterion_unit(plan.scenario, criterion, round(figure.possible))
    name = criterion_name(plan.scenario, criterion)
    mark = tag("span", class_="vid-dot", style=f"background:{css}", aria_hidden="true")
    points = decimal(plan.points(criterion))
    note = text("plan.figure.note", count=count, possible=possible, unit=unit, points=points)
    if among is not None:
        ends = {"low": whole(among.low), "high": whole(among.high)}
        note = text("plan.figure.among", note=note, within=as_percent(among.within), **ends)
    return div(
        "vid-figure",
        div("k", mark, span("name", name), _change(figure, old)),
        _value(count, short_unit(plan.scenario, criterion, figure.count), steady=steady),
        _track(figure.share, None if old is None else old.share, css, _band(among, figure)),
        div("m", *_below(plan, figure, possible)),
        title=note,
    )


def _below(plan: Plan, figure: Figure, possible: str) -> list[Child]:
    """The share; of homes, where some people are given certificates, also who is housed how."""
    share, figures = percent(figure.share), plan.figures
    homes = plan.scenario.criteria[figure.criterion].attribute == "residents_out"
    if not homes or not figures.residents_certified:
        return [text("plan.figure.of", share=share, possible=possible)]
    parts = [figures.residents_in_new, figures.residents_certified]
    others = "".join(f" + {whole(n)}" for n in parts if n)
    told = text("plan.figure.homes", share=share, back=whole(figures.residents_back))
    of = {"new": whole(parts[0]), "certified": whole(parts[1])}
    note = text("plan.figure.homes.help", back=whole(figures.residents_back), **of)
    return [tag("span", told, others, title=note)]


def _comparable(figure: Figure, before: Plan | None) -> Figure | None:
    """The figure of the baseline, where that counts the same."""
    old = before.figures.by_criterion.get(figure.criterion) if before is not None else None
    return old if old is not None and round(old.possible) == round(figure.possible) else None


def _change(figure: Figure, old: Figure | None) -> Child:
    """By how much it differs from the baseline; blank where it does not."""
    change = round(figure.count) - round(old.count) if old is not None else 0
    if not change:
        return ""
    way, arrow = ("good", "▲") if change > 0 else ("bad", "▼")
    sign = "+" if change > 0 else "\u2212"
    return span(f"d {way}", tag("span", arrow, aria_hidden="true"), f"{sign}{whole(abs(change))}")


def _value(number: str, unit: str, *, steady: bool) -> Markup:
    about = "" if steady else span("about", "≈")
    return div("v", about, number, " ", tag("small", unit))


def _among(plan: Plan, figure: Figure, *, steady: bool) -> Among | None:
    """How far the figure goes among plans as good, where that is known."""
    attribute = plan.scenario.criteria[figure.criterion].attribute
    told = (among for among in plan.among if among.counts == attribute)
    return next(told, None) if steady else None


def _band(among: Among | None, figure: Figure) -> str:
    """Where plans as good have the figure, as they were found."""
    if among is None:
        return ""
    low, high = (max(0.0, min(1.0, end / figure.possible)) for end in (among.low, among.high))
    return f"left:{100 * low:.1f}%;width:{100 * (high - low):.1f}%"


def _track(share: float, before: float | None, css: str, band: str) -> Markup:
    """From nothing to all that is possible: a band for plans as good, a mark for the plan, a dotted
    one for the baseline."""
    marks = [tag("span", class_="band", style=band)] if band else []
    marks += [] if before is None else [tag("span", class_="base", style=_at(before))]
    marks.append(tag("span", class_="now", style=f"{_at(share)};background:{css}"))
    return div("track", *marks, aria_hidden="true")


def _at(share: float) -> str:
    return f"left:{100 * max(0.0, min(1.0, share)):.1f}%"


def _range(plan: Plan) -> str:
    """What it would cost with every estimate at one end: no interval of confidence, it says."""
    tender, figures = plan.scenario.money.tender, plan.figures
    low, high = (money(end, tender) for end in (figures.spent_low, figures.spent_high))
    return f"{text('plan.figure.range', low=low, high=high)}. {text('plan.figure.range.help')}"


def _money(plan: Plan, before: Plan | None, *, steady: bool) -> Markup:
    figures = plan.figures
    spent = {kind: minor for kind, minor in figures.spent_by_class.items() if minor}
    parts = [
        tag("span", class_=kind, style=f"flex:{spent[kind]}") for kind in SPENT if kind in spent
    ]
    tender = plan.scenario.money.tender
    told = ", ".join(text(f"plan.figure.spent.{k}", n=money(m, tender)) for k, m in spent.items())
    unit = text("plan.figure.of_money", total=money_in_unit(figures.money_total, tender))
    change: Child = ""
    if before is not None and before.scenario.money.tender == tender:
        minor = figures.spent - before.figures.spent
        shown = amount(abs(minor), tender, 0)
        sign = "+" if minor > 0 else "\u2212"
        change = span("d", f"{sign}{shown}") if shown != amount(0, tender, 0) else ""
    new = money(figures.spent_by_class["new"], tender)
    return div(
        "vid-figure money",
        div("k", span("name", text("plan.figure.money")), change),
        _value(amount(figures.spent, tender, 0), unit, steady=steady),
        div("split", *parts, role="img", aria_label=told, title=told),
        div("m", text("plan.figure.spent.new", n=new), title=_range(plan)),
    )
