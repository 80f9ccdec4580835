"""Do the answers of a card hold when they are solved again? Every question of some sites, in Kharkiv.

    python -m tests.benchmarks.answers [--preset balanced] [--sites 8] [--projects 2]
        [--gap 1e-5] [--seconds 30] [--naming 240]

Half of the sites are in the preset's plan, spread over its list, half are next or deferred. What a
card answers of each is asked as the page asks it: the price of forcing it in or barring it, what
leaves and what enters, with how much money, and at which shares of the weight that speaks most for
it. Then each scenario is written with that one thing changed and solved anew, from nothing.

An answer agrees where the new plan does as it says; an interval where both meet. Where the new plan
does otherwise and is itself not within the gap, nothing can be said: that is counted as open. Which names
are certain takes longer to prove than the page waits for it, so that more time is given for it here.
"""

import argparse
import math
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from planner.errors import InfeasiblePlanError, InputError, SolverError
from planner.insight.displace import Swap, displacement, way_for
from planner.insight.fewest import kinds_of
from planner.insight.forcing import Hand, price
from planner.insight.proportions import shares_at
from planner.insight.terms import Bands, Change, money_change, weight_bands
from planner.optimise import Solution
from planner.plan import Entry, Plan, solve_scenario
from planner.scenario import Forced, Loaded, load_scenario, with_settings
from tests.benchmarks.ranking import PRESETS, in_hand, sampled
from tests.benchmarks.tables import machine, markdown
from tests.places import KHARKIV

Verdict = Literal["agrees", "open", "WRONG"]
VERDICTS: Final[tuple[Verdict, ...]] = ("agrees", "open", "WRONG")
HEADS: Final = ("answer", "told", *VERDICTS, "said not to be certain")
LATEST: Final = 3e-4
"""Gap of the plan that the questions are asked about, as of a settled one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Plans made anew, each scenario as it would be written, from nothing."""

    gap: float
    seconds: float

    def solved(self, loaded: Loaded) -> Solution | None:
        """The plan; none where there is none, or none was found in time."""
        try:
            return solve_scenario(loaded, gap=self.gap, seconds=self.seconds)
        except (InfeasiblePlanError, SolverError):
            return None

    def verdict(self, same: bool, found: Solution) -> Verdict:
        """What a plan says of an answer that it does as, or not."""
        return "agrees" if same else "WRONG" if found.gap <= self.gap else "open"


@dataclass(slots=True)
class Score:
    """Answers of each kind by what came of them."""

    by: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, kind: str, verdict: str, about: str) -> None:
        """Counts one, and prints it where it is not right."""
        self.by.setdefault(kind, Counter())[verdict] += 1
        if verdict == "WRONG":
            print(f"    WRONG {kind}: {about}", flush=True)

    def lines(self) -> list[list[str]]:
        """Rows of the table."""
        return [
            [kind, str(sum(n[v] for v in VERDICTS)), *(str(n[v]) for v in (*VERDICTS, "unsure"))]
            for kind, n in self.by.items()
        ]


def asked_of(plan: Plan, count: int, projects: int) -> list[Entry]:
    """Sites in the plan and out of it, half each; and projects that are out of it, the cheapest first:
    they clear plots, wait for phases and restore buildings, so that some of what they change is certain."""
    inside = sampled(plan, count - count // 2)
    outside = [e for e in plan.entries if e.group in ("next", "deferred") and e.kind == "site"]
    step = max(1, len(outside) // max(1, count // 2))
    built = [e for e in plan.entries if e.group in ("next", "deferred") and e.kind == "project"]
    others = sorted(built, key=lambda e: e.cost)[:projects]
    return [*inside, *outside[::step][: count // 2], *others]


def swap_again(
    score: Score, again: Again, loaded: Loaded, start: Solution, entry: Entry, naming: float
) -> None:
    """The price of the lock, and who leaves and enters; naming: seconds for which names are certain."""
    way = way_for(planned=entry.in_plan, locked=False)
    told = displacement(loaded, start, entry.id, way, naming=naming)
    lock = Forced(subject=entry.id, way=way, reason="tried", author="benchmark")
    found = again.solved(with_settings(loaded, forced=[lock]))
    if found is None or told.points is None:
        right = found is None and told.points is None
        score.add("price", "agrees" if right else "open", entry.id)
        return
    true = price(start, found)
    meet = told.points.low <= true.high + 1e-9 and true.low <= told.points.high + 1e-9
    words = f"{entry.id} {way}: {told.points} and {true}"
    score.add("price of " + way, "agrees" if meet else "WRONG", words)
    _names_again(score, again, loaded, (start, found), told)


def _names_again(
    score: Score, again: Again, loaded: Loaded, plans: tuple[Solution, Solution], told: Swap
) -> None:
    table = Hand.of(loaded).prepared.table
    kinds = kinds_of(table)
    old, new = (
        dict(zip(table.subjects, kinds[plan.chosen].tolist(), strict=True)) for plan in plans
    )
    does = {
        "left": lambda i: new[i] < 0,
        "entered": lambda i: new[i] >= 0,
        "cleared": lambda i: new[i] == -2,
        "spared": lambda i: new[i] != -2,
        "changed": lambda i: new[i] >= 0 and new[i] != old[i],
    }
    for kind, holds in does.items():
        for subject in getattr(told, kind):
            if subject == told.subject:
                continue
            sure = subject not in told.unsure
            verdict = again.verdict(holds(subject), plans[1]) if sure else "unsure"
            score.add(f"who {kind}", verdict, f"{told.subject} {told.way}: {subject}")


def money_again(score: Score, again: Again, loaded: Loaded, start: Solution, entry: Entry) -> None:
    """The least change of money that is proven to turn membership, and the most that is not to."""
    told = money_change(loaded, start, entry.id)
    way = -1 if told.planned else 1
    if told.at is None or told.open:
        score.add("money", "unsure", entry.id)
    for part, member in _parts(told):
        found = again.solved(funded(loaded, 1 + way * part))
        if found is not None:
            same = Hand.of(loaded).holds(found, entry.id) == member
            score.add("money", again.verdict(same, found), f"{entry.id} at {float(part):+.4f}")


def _parts(told: Change) -> Iterable[tuple[Fraction, bool]]:
    if told.at:
        yield told.at, not told.planned
    if told.short:
        yield told.short, told.planned


def funded(loaded: Loaded, factor: Fraction) -> Loaded:
    """With all money in proportion, every amount rounded down to whole minor units."""
    money = loaded.scenario.money
    budget = {
        fund: {
            year: Decimal(money.tender.amount(math.floor(minor * factor)))
            for year, minor in money.minor_of(fund).items()
        }
        for fund in money.funds
    }
    return with_settings(loaded, budget=budget)


def bands_again(
    score: Score, again: Again, loaded: Loaded, plan: Plan, entry: Entry, most: int
) -> None:
    """The ends of the bands of the weight that speaks most for it."""
    criterion = max(plan.scenario.criteria, key=lambda c: abs(entry.points.get(c, 0.0)))
    told = weight_bands(loaded, plan.solution, entry.id, criterion)
    for _ in told.runs("untold"):
        score.add("bands", "unsure", entry.id)
    for share, member in _ends(told)[:most]:
        shares = shares_at(loaded, criterion, share)
        whole = math.lcm(*(w.denominator for w in shares.values()))
        weights = {
            c: Decimal(int(w * whole)) for c, w in shares.items()
        }  # exact, as files hold them
        found = again.solved(with_settings(loaded, weights=weights))
        if found is not None:
            same = Hand.of(loaded).holds(found, entry.id) == member
            about = f"{entry.id} at {float(share):.3f} of {criterion}"
            score.add("bands", again.verdict(same, found), about)


def _ends(told: Bands) -> list[tuple[Fraction, bool]]:
    """Both ends of each band, those within the scale first: there it turns."""
    ends = {
        (share, member)
        for member, state in ((True, "in"), (False, "out"))
        for band in told.runs("in" if state == "in" else "out")
        for share in (band.low, band.high)
    }
    return sorted(ends, key=lambda end: (end[0] in (0, 1), end))


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", choices=PRESETS, default="balanced")
    parser.add_argument("--sites", type=int, default=8)
    parser.add_argument("--projects", type=int, default=2)
    parser.add_argument("--gap", type=float, default=1e-5)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument(
        "--naming", type=float, default=240.0, help="seconds to prove names of a site"
    )
    parser.add_argument("--points", type=int, default=4, help="ends of bands tried for a site")
    asked = parser.parse_args(words)
    print("\n".join(machine()))
    loaded = load_scenario(KHARKIV / f"{asked.preset}.yaml")
    plan, score = in_hand(loaded, LATEST), Score()
    again = Again(gap=asked.gap, seconds=asked.seconds)
    for entry in asked_of(plan, asked.sites, asked.projects):
        began = time.monotonic()
        swap_again(score, again, loaded, plan.solution, entry, asked.naming)
        money_again(score, again, loaded, plan.solution, entry)
        bands_again(score, again, loaded, plan, entry, asked.points)
        print(f"  {entry.id:32} {time.monotonic() - began:5.0f} s", flush=True)
        print(markdown(HEADS, score.lines()), flush=True)


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        raise SystemExit(str(error)) from error
