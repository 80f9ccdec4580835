"""Does the order of the list hold when solved again? Losses beside true replacement costs in Kharkiv.

    python -m tests.benchmarks.ranking [--sites 30] [--gap 1e-4] [--seconds 40] [--presets balanced ...]

For sites of each preset's plan, spread evenly over its list, the plan is made anew with the site
barred. What that costs is an interval, since neither plan is proven to the last digit; printed are
Spearman's rank correlation of its middle with the loss that orders the list, with importance and
with value for money, and how many of the pairs that the intervals tell apart stand in that order.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from scipy.stats import spearmanr

from planner.errors import InputError
from planner.exchange.proven import proven
from planner.insight.forcing import Hand, Interval, price
from planner.plan import Entry, Plan, plan_of, solve_scenario
from planner.scenario import Loaded, load_scenario
from tests.benchmarks.tables import machine, markdown, table
from tests.places import KHARKIV

PRESETS: Final = ("balanced", "repair-first", "people-first", "masterplan")
HEADS: Final = ("preset", "loss", "importance", "value for money", "pairs certain", "in order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One site: what the list says, and what a plan without it says."""

    entry: Entry
    cost: Interval
    """Points that the plan loses when the site is barred."""

    @property
    def middle(self) -> float:
        """Of the interval, points."""
        return (self.cost.low + self.cost.high) / 2.0


def sampled(plan: Plan, count: int) -> list[Entry]:
    """Sites of the plan, spread evenly over the order of their losses; no plots."""
    sites = [e for e in plan.in_plan if e.kind == "site" and e.displaced_by is None]
    sites.sort(key=lambda entry: -entry.loss)
    places = np.linspace(0, len(sites) - 1, min(count, len(sites))).round().astype(int)
    return [sites[place] for place in places.tolist()]


def in_hand(loaded: Loaded, gap: float) -> Plan:
    """The plan that is kept as proven, or else found."""
    known = proven(loaded, gap)
    return plan_of(loaded, known or solve_scenario(loaded, gap=gap, seconds=300.0))


def measured(hand: Hand, plan: Plan, entry: Entry, terms: tuple[float, float]) -> Measured | None:
    """The site with its true cost; none where no plan without it was found in time."""
    began = time.monotonic()
    other = hand.locked(entry.id, "never").solve(plan.solution, terms)
    if other is None or other.status == "infeasible":
        print(f"  {entry.id}: no plan without it", flush=True)
        return None
    cost = price(plan.solution, other)
    words = f"{entry.loss:8.4f} {cost.low:8.4f} to {cost.high:.4f}"
    print(f"  {entry.id:32}{words}  {time.monotonic() - began:5.1f} s", flush=True)
    return Measured(entry=entry, cost=cost)


def in_order(sites: Sequence[Measured]) -> tuple[int, int]:
    """(pairs whose intervals do not meet, those of them that losses put in the same order)."""
    certain = [
        (a, b) if a.cost.low > b.cost.high else (b, a)
        for a, b in combinations(sites, 2)
        if a.cost.low > b.cost.high or b.cost.low > a.cost.high
    ]
    return len(certain), sum(dear.entry.loss > cheap.entry.loss for dear, cheap in certain)


def line(name: str, sites: Sequence[Measured]) -> list[str]:
    """One row of the table."""
    costs = [site.middle for site in sites]
    told = [[getattr(s.entry, by) for s in sites] for by in ("loss", "importance", "margin")]
    pairs, agree = in_order(sites)
    related = [f"{spearmanr(costs, by).statistic:.3f}" for by in told]
    every = len(sites) * (len(sites) - 1) // 2
    return [name, *related, f"{pairs} of {every}", f"{agree / max(pairs, 1):.1%}"]


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=30)
    parser.add_argument("--gap", type=float, default=1e-4)
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--presets", nargs="+", choices=PRESETS, default=PRESETS)
    asked = parser.parse_args(words)
    print("\n".join(machine()))
    lines = []
    for name in asked.presets:
        loaded = load_scenario(KHARKIV / f"{name}.yaml")
        plan, hand = in_hand(loaded, asked.gap), Hand.of(loaded)
        print(f"{name}: gap {plan.gap:.1e}; loss, and what a plan without it lacks", flush=True)
        terms = (asked.gap, asked.seconds)
        tried = [measured(hand, plan, entry, terms) for entry in sampled(plan, asked.sites)]
        lines.append(line(name, [site for site in tried if site is not None]))
        print(table(HEADS, lines[-1:]), flush=True)
    print(markdown(HEADS, lines))


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        raise SystemExit(str(error)) from error
