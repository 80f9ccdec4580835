"""How sure is a plan? The time of each question beside a warm solve, and answers against every plan.

    python -m tests.benchmarks.insight [--sites 8000] [--within 0.003]      times
    python -m tests.benchmarks.insight --cases 1000 [--first 0]     small problems, every plan listed

Times are ratios to one warm solve of the same city in the same run: plans as good as the balanced one of
Kharkiv, and of a made-up city. Beside them how far found and proven lie apart, in hundredths of all that
is possible of a figure.
"""

import argparse
import time
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from planner.errors import SolverError
from planner.exchange.proven import proven
from planner.insight.aspire.aspire import Target, aspire
from planner.insight.fair.fairness import fairness
from planner.insight.near import how_sure
from planner.insight.robust import robust
from planner.insight.trade.frontier import money_frontier
from planner.optimise import Solution, solve
from planner.plan import plan_of, problem_of
from planner.scenario import Loaded, load_scenario
from planner.synthetic import LIKE, generate
from tests.benchmarks.tables import machine, markdown
from tests.optimise.nearby import tried, wrong
from tests.places import KHARKIV

HEADS = (
    "city",
    "alternatives",
    "warm solve, s",
    "how sure, warm solves",
    "plans",
    "mean gap",
    "largest",
)
EVERY = 100
GAP = 1e-4


def held_against_all(cases: int, first: int) -> None:
    """Prints what an enumeration contradicts of so many drawn problems that have a plan; what was not
    settled in time, as on a busy machine, is told apart."""
    seed, done, bad, late, began = first, 0, 0, 0, time.monotonic()
    while done < cases:
        try:
            case = tried(seed)
        except SolverError as error:
            late += 1
            print(f"seed {seed}: {error}", flush=True)
            case = None
        if case is not None:
            done += 1
            told = wrong(case)
            bad += bool(told)
            for words in told:
                print(f"seed {seed}: {words}", flush=True)
            if done % EVERY == 0:
                print(f"{done} problems, {bad} wrong, {time.monotonic() - began:.0f} s", flush=True)
        seed += 1
    print(f"{done} problems of seeds {first} to {seed - 1}, every plan listed: {bad} wrong")
    print(f"{late} others were not settled in time")


def row(name: str, loaded: Loaded, within: float) -> list[str]:
    """A line of the table: the time as a multiple of a warm solve."""
    problem = problem_of(loaded)
    plan = proven(loaded, GAP) or solve(problem, gap=GAP, seconds=120.0)
    warm = timed(problem, plan)
    began = time.monotonic()
    sure = how_sure(loaded, plan, within)
    took = time.monotonic() - began
    gaps = [
        100.0 * away / sure.whole[name]
        for name, claim in sure.ranges.items()
        for away in (claim.low - claim.least, claim.most - claim.high)
    ]
    print(f"{name}: {took:.0f} s", flush=True)
    numbers = (f"{warm:.2f}", f"{took / warm:.0f}", str(sure.found))
    return [name, f"{len(problem.value):,}", *numbers, f"{fmean(gaps):.2f}", f"{max(gaps):.2f}"]


def timed(problem, plan: Solution) -> float:
    """Seconds of a solve within half a per cent from the prices of the plan, the best of three."""
    took = []
    for _ in range(3):
        began = time.monotonic()
        solve(problem, gap=5e-3, start=plan)
        took.append(time.monotonic() - began)
    return min(took)


def times(sites: int, within: float) -> None:
    """Prints the tables, and each line as soon as it is there."""
    print(machine(), flush=True)
    rows = [row("Kharkiv, balanced", load_scenario(KHARKIV / "balanced.yaml"), within)]
    with TemporaryDirectory() as folder:
        city = Path(folder) / "city"
        generate(city, sites=sites, seed=1, like=LIKE)
        rows.append(
            row(f"{sites:,} sites, balanced", load_scenario(city / "balanced.yaml"), within)
        )
        asked = [asked_row("Kharkiv, balanced", load_scenario(KHARKIV / "balanced.yaml"))]
        asked.append(asked_row(f"{sites:,} sites", load_scenario(city / "balanced.yaml")))
    print(markdown(HEADS, rows))
    print(markdown(ASKED, asked))


ASKED = (
    "city",
    "targets, warm solves",
    "told",
    "money curve",
    "points",
    "fairness",
    "found",
    "proven",
    "a draw",
    "200 draws, s",
)
DRAWS = 24
"""Of drawn weights, as many as tell how long one takes."""


def asked_row(name: str, loaded: Loaded) -> list[str]:
    """Targets a twentieth above what the plan has of homes and services, the curve of money, and fairness
    between districts, drawn weights: times as multiples of a warm solve."""
    problem = problem_of(loaded)
    plan = proven(loaded, GAP) or solve(problem, gap=GAP, seconds=120.0)
    warm = timed(problem, plan)
    shares = {c: f.share for c, f in plan_of(loaded, plan).figures.by_criterion.items()}
    wanted = [
        Target(figure=c, share=min(1.0, shares[c] + 0.05))
        for c in ("homes", "services")
        if c in shares
    ]
    heard: list[float] = []
    began = time.monotonic()
    aims = aspire(loaded, plan, wanted, lambda _: heard.append(time.monotonic()))
    first = (heard[0] if heard else time.monotonic()) - began
    began = time.monotonic()
    curve = money_frontier(loaded, plan)
    second, began = time.monotonic() - began, time.monotonic()
    fair = fairness(loaded, plan, "homes")
    third, began = time.monotonic() - began, time.monotonic()
    draws = robust(loaded, plan, draws=DRAWS, seconds=600.0)
    fourth = (time.monotonic() - began) / max(1, draws.draws)
    print(f"{name}: {first:.1f}, {second:.1f}, {third:.1f}, {fourth:.2f} s", flush=True)
    found = "-" if fair is None or fair.fairest is None else f"{fair.fairest.least:.2f}"
    return [
        name,
        f"{first / warm:.0f}",
        aims.outcome,
        f"{second / warm:.0f}",
        str(len(curve.points)),
        f"{third / warm:.0f}",
        found,
        "-" if fair is None else f"{fair.most:.2f}",
        f"{fourth / warm:.1f}",
        f"{200 * fourth:.0f}",
    ]


def main() -> None:
    """See the head of this module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--sites", type=int, default=8_000)
    parser.add_argument("--within", type=float, default=0.003)
    asked = parser.parse_args()
    if asked.cases:
        held_against_all(asked.cases, asked.first)
    else:
        times(asked.sites, asked.within)


if __name__ == "__main__":
    main()
