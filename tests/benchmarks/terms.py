"""Whether the terms told of each published pilot are true just inside and false just outside.

    python -m tests.benchmarks.terms [--drawn 3] [--pilots 10] [--patience 60]

At weightings drawn evenly from all shares, with the money and rules of the masterplan preset: bands of
the share of renewal, the change of money, the cost. Each end of what is told is solved again from
nothing, with the pilot and without it. A line for each statement: both sides agree, one is contrary,
or the solver could not tell within the patience. `wrong` has to stay 0. Where nothing turns it there is
no end to solve again: `throughout` where that is proven as far as was looked, else `not known`.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np

from planner.insight import sweep
from planner.insight.forcing import Hand
from planner.insight.proportions import shares_at
from planner.insight.terms import Change, cut_needed, money_change, weight_bands
from planner.optimise import Solution
from planner.scenario import Loaded, load_scenario, with_settings
from tests.benchmarks.tables import machine
from tests.places import KHARKIV

PUBLISHED: Final = "published"
CLOSE: Final = 1e-9
FIRST: Final = (1e-4, 60.0)
"""Gap and seconds of the plan that the terms begin from."""
WEIGHT: Final = "renewal"
Ends = list[tuple[Hand, bool]] | str
"""Settings, and whether the pilot is told to be in there; a word where no end is told."""


def drawn(count: int) -> Iterator[tuple[str, Loaded]]:
    """The masterplan preset under drawn weights."""
    loaded = load_scenario(KHARKIV / "masterplan.yaml")
    criteria = [name for name in loaded.scenario.shares if name != "cost"]
    draw = np.random.default_rng(20)
    for k in range(count):
        shares = draw.dirichlet(np.ones(len(criteria)))
        weights = {c: Decimal(f"{100 * s:.2f}") for c, s in zip(criteria, shares, strict=True)}
        yield f"drawn {k + 1}", with_settings(loaded, weights=weights)


def of_weight(loaded: Loaded, best: Solution, pilot: str) -> Ends:
    """Where bands of the share of renewal end, and the nearest shares told to be outside of them."""
    hand = Hand.of(loaded)
    bands = weight_bands(loaded, best, pilot, WEIGHT)
    told = [point for point in bands.points if point.state != "untold"]
    ends = [
        point
        for k, point in enumerate(told)
        if any(other.state != point.state for other in (*told[k - 1 : k], *told[k + 1 : k + 2]))
    ]
    if not ends:
        return without_end(bands.complete and len(told) == len(bands.points))
    return [(hand.weighted(shares_at(loaded, WEIGHT, p.at)), p.state == "in") for p in ends]


def without_end(proven: bool) -> str:
    return "throughout" if proven else "not known"


def of_change(change: Change, at: object) -> Ends:
    """The least change told to turn it, and the most told not to; at: settings by change."""
    if change.at is None:
        return without_end(change.complete and not change.open)
    assert callable(at)
    return [(at(change.at), not change.planned), (at(change.short), change.planned)]


def of_money(loaded: Loaded, best: Solution, pilot: str) -> Ends:
    """Of all money in proportion."""
    hand = Hand.of(loaded)
    change = money_change(loaded, best, pilot)
    way = -1 if change.planned else 1
    return of_change(change, lambda part: hand.funded(Fraction(1) + way * part))


def of_cost(loaded: Loaded, best: Solution, pilot: str) -> Ends:
    """Of the pilot's own cost."""
    if Hand.of(loaded).holds(best, pilot):
        return "planned"
    hand, change = Hand.of(loaded), cut_needed(loaded, best, pilot)
    return of_change(change, lambda part: hand.cheaper(pilot, float(part)))


def seen(hand: Hand, pilot: str, is_in: bool, patience: float) -> str:
    """What solving both sides from nothing says of a statement."""
    one, other = (
        hand.locked(pilot, way).searched(None, (CLOSE, patience)) for way in ("must", "never")
    )
    if one.value > other.bound:
        return "agrees" if is_in else "wrong"
    if other.value > one.bound:
        return "wrong" if is_in else "agrees"
    return "open"


def main() -> None:
    """A line for each pilot and kind of term, and the sums."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--drawn", type=int, default=3)
    parser.add_argument("--pilots", type=int, default=10, help="of each weighting, by turns")
    parser.add_argument("--patience", type=float, default=60.0)
    said = parser.parse_args()
    print(*machine(), sep="\n")
    sweep.SECONDS, sweep.DECIDE = 2 * said.patience, (1.0, said.patience / 3)  # type: ignore[misc]
    sums: Counter[str] = Counter()
    for k, (name, loaded) in enumerate(drawn(said.drawn)):
        projects = loaded.inventory.projects
        mine = [
            p for p, o in zip(projects.id, projects.parts.origin, strict=True) if o == PUBLISHED
        ]
        best = Hand.of(loaded).solve(None, FIRST)
        assert best is not None
        for turn in range(min(said.pilots, len(mine))):
            pilot = mine[(k * said.pilots + turn) % len(mine)]
            for kind, ends in (("weight", of_weight), ("money", of_money), ("cost", of_cost)):
                told = ends(loaded, best, pilot)
                found = (
                    [told]
                    if isinstance(told, str)
                    else [seen(hand, pilot, is_in, said.patience) for hand, is_in in told]
                )
                sums.update(found)
                print(f"{name:9} {pilot:28} {kind:7} {' '.join(found)}", flush=True)
    print(dict(sums))


if __name__ == "__main__":
    main()
