"""How sure a plan is, for a reader of the terminal and for programs."""

from collections.abc import Sequence
from typing import Any, Final

from planner.cli.layout import Head, columns, heading, paragraph
from planner.cli.show_plan import provenance
from planner.exchange.sheet import finite
from planner.insight.near import BACK, MENDING, NEW, Seat, Sure
from planner.insight.near_words import (
    counted_sentence,
    figure_name,
    figure_unit,
    found_words,
    number,
    ordered,
    proven_words,
    seat_words,
    standing_words,
    star_words,
    sure_sentence,
    worse_words,
)
from planner.insight.words import scenario_name
from planner.optimise.near.decide import Standing
from planner.plan import Plan
from planner.text import name_of, text, whole

SHOWN: Final = 30
"""Names of a group without `--all`."""
BY: Final = ("prices", "solver")
"""Who says a limit: prices that anyone can add up, or a solver alone."""
BESIDE: Final = (BACK, MENDING, NEW)
"""Figures of the table of plans, where the scenario has them."""


def show_sure(plan: Plan, sure: Sure, *, everything: bool) -> str:
    """The sentence, the ranges, the plans, and what they share."""
    blocks = [
        f"{heading(scenario_name(plan.scenario))}\n{paragraph(sure_sentence(plan, sure) + '.')}",
        _ranges(plan, sure),
        _seats(plan, sure),
        *_groups(plan, sure, None if everything else SHOWN),
        f"{paragraph(counted_sentence(sure))}\n{provenance(plan)}",
    ]
    return "\n\n".join(block for block in blocks if block)


def _ranges(plan: Plan, sure: Sure) -> str:
    heads = [
        Head(text("sure.head.figure"), wraps=True),
        Head(text("sure.head.now"), "right"),
        Head(text("sure.head.found"), "right"),
        Head(text("sure.head.proven"), "right"),
    ]
    rows = [
        [
            f"{figure_name(plan, name)}, {figure_unit(plan, name)}",
            number(plan, name, sure.seats[0].amounts[name]),
            found_words(plan, claim),
            proven_words(plan, claim),
        ]
        for name, claim in sure.ranges.items()
    ]
    star = star_words(sure)
    told = f"{heading(text('sure.ranges'))}\n{columns(heads, rows)}"
    return f"{told}\n{paragraph(star, '  ', '  ')}" if star else told


def _seats(plan: Plan, sure: Sure) -> str:
    beside = [name for name in BESIDE if name in sure.ranges]
    heads = [
        Head("№", "right"),
        Head(text("sure.head.plan"), wraps=True),
        Head(text("sure.head.worse"), "right"),
        *(
            Head(f"{figure_name(plan, n)}, {figure_unit(plan, n)}", "right", wraps=True)
            for n in beside
        ),
    ]
    rows = [
        [
            str(k),
            seat_words(plan, sure, seat),
            worse_words(sure, seat),
            *(number(plan, name, seat.amounts[name]) for name in beside),
        ]
        for k, seat in enumerate(sure.seats, start=1)
    ]
    return f"{heading(text('sure.plans'))}\n{columns(heads, rows)}"


def _groups(plan: Plan, sure: Sure, limit: int | None) -> list[str]:
    """Sites and projects by how they stand; of a large city in how many plans they are."""
    if not sure.standing:
        some = [i for i, n in sure.count.items() if 0 < n < sure.found]
        return [_group(plan, sure, "counts", some, limit)] if some else []
    standings: tuple[Standing, ...] = ("always", "sometimes", "never", "open")
    return [
        _group(plan, sure, standing, sure.ids(standing), limit)
        for standing in standings
        if sure.ids(standing)
    ]


def _group(plan: Plan, sure: Sure, key: str, ids: Sequence[str], limit: int | None) -> str:
    told = ordered(plan, ids)
    shown = told if limit is None else told[:limit]
    title = heading(f"{text(f'sure.{key}')}: {whole(len(told))}")
    if key in ("always", "never"):
        names = "; ".join(name_of(plan.names(i)) for i in shown)
        body = paragraph(names, "  ", "  ")
    else:
        rows = [[name_of(plan.names(i)), standing_words(sure, i)] for i in shown]
        heads = [Head(text("cli.head.name"), wraps=True), Head("", wraps=True)]
        body = columns(heads, rows)
    rest = len(told) - len(shown)
    more = "\n  " + text("cli.more", n=rest, n_text=whole(rest)) if rest else ""
    return f"{title}\n{paragraph(text(f'sure.{key}.why'), '  ', '  ')}\n{body}{more}"


def sure_dict(plan: Plan, sure: Sure) -> dict[str, Any]:
    """The same for programs: people and points, money in minor units."""
    stamp = plan.provenance
    return {
        "format": 1,
        "scenario": dict(plan.scenario.name.words),
        "scenario_sha256": stamp.scenario_sha256,
        "inventory_sha256": stamp.inventory_sha256,
        "decisions_sha256": stamp.decisions_sha256,
        "solver": stamp.solver,
        "value": plan.solution.value,
        "within": sure.within,
        "least_value": sure.least,
        "plans_found": sure.found,
        "complete": sure.complete,
        "ranges": {
            name: {
                "plan": finite(sure.seats[0].amounts[name]),
                "proven_least": finite(claim.least),
                "found_least": finite(claim.low),
                "found_most": finite(claim.high),
                "proven_most": finite(claim.most),
                "least_from": BY[claim.words[0]],
                "most_from": BY[claim.words[1]],
            }
            for name, claim in sure.ranges.items()
        },
        "plans": [_seat_dict(plan, sure, seat) for seat in sure.seats],
        "standing": dict(sure.standing),
        "in_plans": dict(sure.count),
    }


def _seat_dict(plan: Plan, sure: Sure, seat: Seat) -> dict[str, Any]:
    return {
        "marks": list(seat.marks),
        "value": seat.solution.value,
        "figures": {name: finite(amount) for name, amount in seat.amounts.items()},
        "worked_on": sorted(seat.works),
    }
