"""The weights in the browser: what its component is given, and what it tells of."""

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import Any, Final

import streamlit as st

from planner.desk.desk import Desk
from planner.desk.weights import WHOLE
from planner.insight.words import criterion_name
from planner.scenario.scenario import Scenario
from planner.text import text
from planner.ui.look.component import Component, event, mount
from planner.ui.look.palette import criterion_ink
from planner.ui.look.words import criterion_direction

PART: Final = Component(name="weights", script="weights.js", styles=("weights.css",))
KEY: Final = "weight_rows"
_HEARD: Final = "weight_acts_heard"
WEIGHTS: Final = "weights"
"""By which name the browser tells of acts on them with those on other controls."""
_WORDS: Final = {
    "slider": "plan.weight.slider",
    "number": "plan.weight.number",
    "less": "plan.weight.less",
    "more": "plan.weight.more",
    "lock": "plan.weight.lock",
    "unlock": "plan.weight.unlock",
    "baseline": "plan.weight.baseline",
    "unread": "plan.weight.unread",
}

Move = tuple[str, int | bool]
"""A criterion, and its new share in whole percent, or whether it is locked from now on."""


def packed(
    scenario: Scenario, desk: Desk, heard: int, baseline: Mapping[str, int]
) -> dict[str, Any]:
    """What is sent to the browser: every share as it stands, and the words.

    heard: the number of the last act that these shares answer. baseline: shares that a dotted mark
    stands at. Rows are in the order of the desk: [criterion, name, direction, colour, share of the
    file, exact share, share shown, locked, share of the baseline]; those that the file leaves at 0
    fold away.
    """
    rows = [
        [
            criterion,
            criterion_name(scenario, criterion),
            criterion_direction(scenario, criterion),
            criterion_ink(criterion, order).css,
            _number(desk.preset[criterion]),
            _number(desk.exact[criterion]),
            share,
            criterion in desk.locked,
            baseline[criterion],
        ]
        for order, (criterion, share) in enumerate(desk.shares.items())
    ]
    unused = [criterion_name(scenario, c) for c, share in desk.preset.items() if not share]
    note = text("plan.weights.unused_note"), text("criterion.cost.why")
    return {
        "heard": heard,
        "label": text("plan.weights"),
        "words": {name: text(key) for name, key in _WORDS.items()},
        "rows": rows,
        "unused": text("plan.weights.unused", names=", ".join(unused)) if unused else "",
        "note": " ".join(note) if unused else "",
    }


def _number(share: Fraction) -> int | float:
    """Whole percentages in fewer characters; the browser counts in floating point anyway."""
    return int(share) if share.denominator == 1 else float(share)


def moves_among(acts: object, after: int, criteria: Collection[str]) -> tuple[list[Move], int]:
    """(what is new among the acts that the browser told of, number of the last act heard).

    acts: lists [number, criterion, whole percentage or whether to lock]. The browser repeats an
    act until it is answered, so that none is lost: those up to number `after` are old. What is no
    such act, or names another criterion, is left out.
    """
    moves: list[Move] = []
    for act in acts if isinstance(acts, list) else []:
        match act:
            case [int(number), str(criterion), int(value)] if number > after:
                after = number
                if criterion in criteria and 0 <= value <= WHOLE:
                    moves.append((criterion, value))
    return moves, after


def heard_acts() -> int:
    """The number of the last act that this session has heard."""
    return int(st.session_state.get(_HEARD, 0))


def weight_rows(
    scenario: Scenario,
    desk: Desk,
    on_moves: Callable[[list[Move]], None],
    baseline: Mapping[str, int],
) -> None:
    """The rows on the page; on_moves is told of new moves before the page is drawn again."""

    def told() -> None:
        acts = event(KEY, "moves")
        moves, heard = moves_among(acts, heard_acts(), desk.shares)
        st.session_state[_HEARD] = heard
        on_moves(moves)

    data = packed(scenario, desk, heard_acts(), baseline)
    mount(PART, data, key=KEY, on_moves_change=told)
