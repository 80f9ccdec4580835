"""What draws of the weights came to, for a reader of the terminal and for programs."""

from dataclasses import asdict
from typing import Any, Final

from planner.cli.layout import Head, columns, heading, paragraph
from planner.cli.show_duty import ends
from planner.insight.near import Sure
from planner.insight.near_words import figure_name, figure_unit, seat_words
from planner.insight.robust import SURE, Robust
from planner.insight.robust_words import (
    draws_words,
    held_words,
    near_words,
    robust_sentence,
    spread_words,
    unknown_words,
    waiting_words,
)
from planner.plan import Plan
from planner.text import name_of, percent, text, whole

SHOWN: Final = 30
"""Sites and projects without `--all`: those that depend on the weights most."""


def show_robust(plan: Plan, sure: Sure, robust: Robust, *, everything: bool) -> str:
    """The sentence, figures, plans as good under the draws, and how often each site stays."""
    words = (robust_sentence(robust), near_words(robust), unknown_words(robust.unknown))
    said = [*map(paragraph, words), *map(paragraph, waiting_words(robust))]
    first = "\n".join([heading(text("sure.draws")), *said])
    if not robust.draws:
        return first
    blocks = [
        first,
        _figures(plan, robust),
        _plans(plan, sure, robust),
        _core(plan, robust, None if everything else SHOWN),
        _first_year(plan, robust),
    ]
    return "\n\n".join(block for block in blocks if block)


def _figures(plan: Plan, robust: Robust) -> str:
    heads = [Head(text("sure.head.figure"), wraps=True), Head(text("sure.draws.head"), "right")]
    rows = [
        [f"{figure_name(plan, name)}, {figure_unit(plan, name)}", spread_words(plan, name, spread)]
        for name, spread in robust.spreads.items()
    ]
    return f"{heading(text('sure.draws.figures'))}\n{columns(heads, rows)}" if rows else ""


def _plans(plan: Plan, sure: Sure, robust: Robust) -> str:
    heads = [
        Head("№", "right"),
        Head(text("sure.head.plan"), wraps=True),
        Head(text("sure.draws.first"), "right"),
        Head(text("sure.draws.fits"), "right", wraps=True),
        Head(text("sure.draws.regret"), "right", wraps=True),
    ]
    rows = [
        [str(k), seat_words(plan, sure, seat), percent(ranks[0]), *held_words(robust, k - 1)]
        for k, (seat, ranks) in enumerate(
            zip(sure.seats, robust.acceptability, strict=True), start=1
        )
    ]
    return f"{heading(text('sure.draws.plans'))}\n{columns(heads, rows)}"


def _core(plan: Plan, robust: Robust, limit: int | None) -> str:
    ids = sorted(robust.core, key=lambda i: (abs(robust.core[i] - 0.5), plan.entry(i).rank))
    rows = [[name_of(plan.names(i)), draws_words(robust, robust.core[i])] for i in ids[:limit]]
    heads = [Head(text("cli.head.name"), wraps=True), Head(text("sure.draws.core"), "right")]
    rest = len(ids) - len(rows)
    more = "\n  " + text("cli.more", n=rest, n_text=whole(rest)) if rest else ""
    return f"{heading(text('sure.draws.depends'))}\n{columns(heads, rows)}{more}"


def _first_year(plan: Plan, robust: Robust) -> str:
    ids, share = robust.first_year, percent(SURE)
    if not ids:
        return paragraph(text("sure.draws.first_year.none", share=share))
    told = text("sure.draws.first_year", share=share, n=len(ids), n_text=whole(len(ids)))
    return paragraph(f"{told} {'; '.join(name_of(plan.names(i)) for i in ids)}", "", "  ")


def robust_dict(robust: Robust) -> dict[str, Any]:
    """The same for programs."""
    return {
        "weights": robust.kind,
        "draws": robust.draws,
        "complete": robust.complete,
        "farthest_gap": robust.farthest,
        "core_index": dict(robust.core),
        "figures": {name: asdict(spread) for name, spread in robust.spreads.items()},
        "rank_acceptability": [list(ranks) for ranks in robust.acceptability],
        "central_weights": [dict(one) if one is not None else None for one in robust.central],
        "first_year": list(robust.first_year),
        "drawn": list(robust.unknown),
        "asked": robust.asked,
        "wanted": robust.wanted,
        "works": {name: dict(works) for name, works in robust.works.items()},
        "fits": list(robust.fits),
        "regret": [asdict(one) if one is not None else None for one in robust.regret],
        "waiting": _waiting(robust),
    }


def _waiting(robust: Robust) -> dict[str, Any] | None:
    told = robust.waiting
    if told is None:
        return None
    return {
        "stabilise_now": None if told.now is None else ends(told.now),
        "decide_later": None if told.later is None else ends(told.later),
        "draws": told.futures,
        "fitting": told.fitting,
    }
