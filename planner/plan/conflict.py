"""An infeasible scenario in planners' words: the rules that clash, where they stand, what to do."""

import math
import re
from collections.abc import Mapping
from typing import Final

from planner.alternatives.costs import MINOR_PER_UNIT
from planner.alternatives.table import CREW_UNITS
from planner.errors import Fault, InfeasiblePlanError
from planner.optimise import diagnose
from planner.optimise.whole import whole_rows
from planner.plan.prepare import Prepared
from planner.problem.commitments import keeping_promise
from planner.problem.model import Problem
from planner.scenario.files import Loaded
from planner.scenario.model import Lock, Scenario

_RULE_OF_ROW: Final = (
    (re.compile(r"C2_"), "money"),
    (re.compile(r"C3_crew_(?P<name>.+)_\d{4}$"), "crew:{name}"),
    (re.compile(r"C5_(?P<number>\d+)_"), "requires:{number}"),
    (re.compile(r"C6_(?P<kind>must|never)_(?P<number>\d+)_"), "{kind}:{number}"),
    (re.compile(r"C7_(?P<bound>least|most)_(?P<name>.+)$"), "share:{name}:{bound}"),
    (re.compile(r"C8_floor_(?P<name>.+)$"), "floor:{name}"),
    (re.compile(r"C9_promise_(?P<number>\d+)_"), "promise:{number}"),
    (re.compile(r"C10_people_(?P<number>\d+)_"), "target:{number}"),
    (re.compile(r"C10_at_work_"), "target:at_work"),
)
"""Row name -> rule; rows of C4 say what displacement means and are no rule to bargain over."""
_SLIP: Final = 1e-6
"""By how much a solver may miss a whole number."""


def rules_of(problem: Problem) -> dict[str, list[int]]:
    """Rule -> its linking rows, for all rules that could be eased or dropped."""
    rules: dict[str, list[int]] = {}
    for r, row in enumerate(problem.linking.names):
        for pattern, rule in _RULE_OF_ROW:
            match = pattern.match(row)
            if match:
                rules.setdefault(rule.format(**match.groupdict()), []).append(r)
    return rules


def infeasible(loaded: Loaded, prepared: Prepared, problem: Problem) -> InfeasiblePlanError:
    """The error that names every rule of a minimal conflict."""
    conflict = diagnose(problem, rules_of(problem))
    words = _Words(loaded, prepared)
    faults = [words.fault(rule, conflict.relief.get(rule, {})) for rule in conflict.rules]
    if not conflict.minimal:
        faults.append(Fault(key="infeasible_unfinished", file=loaded.path.name))
    return InfeasiblePlanError(faults)


class _Words:
    """Turns rules into faults with places in the scenario file and remedies in natural units."""

    def __init__(self, loaded: Loaded, prepared: Prepared) -> None:
        self.scenario: Scenario = loaded.scenario
        self.file = loaded.path.name
        self.prepared = prepared

    def fault(self, rule: str, relief: Mapping[str, float]) -> Fault:
        """The fault for one rule, with what would have to be added or eased."""
        kind, _, name = rule.partition(":")
        makers = {
            "money": self._money,
            "crew": self._crew,
            "requires": self._requires,
            "must": self._lock,
            "never": self._lock,
            "share": self._share,
            "floor": self._floor,
            "promise": self._promise,
            "target": self._at_work if name == "at_work" else self._people_back,
        }
        return makers[kind](kind, name, relief)

    def _money(self, _: str, __: str, relief: Mapping[str, float]) -> Fault:
        extra = sum(relief.values()) / MINOR_PER_UNIT
        key = "infeasible_money" if extra else "infeasible_money_alone"
        funds = ", ".join(self.scenario.money.funds)
        details: dict[str, str | float] = {"extra": extra, "currency": self.scenario.money.currency}
        return self._made(key, "money.funds", funds, details)

    def _crew(self, _: str, name: str, relief: Mapping[str, float]) -> Fault:
        unit = self.scenario.crews[name].unit
        years = ", ".join(row.rsplit("_", 1)[1] for row in relief)
        extra = sum(relief.values()) / CREW_UNITS
        details: dict[str, str | float] = {
            "extra": extra,
            "unit_uk": unit.uk,
            "unit_en": unit.en,
            "years": years,
        }
        key = "infeasible_crew" if extra else "infeasible_crew_alone"
        return self._made(key, f"crews.{name}.capacity", name, details)

    def _requires(self, _: str, number: str, __: Mapping[str, float]) -> Fault:
        rule = self.scenario.rules.requires[int(number)]
        value = f"{rule.start}, {rule.after}"
        return self._made("infeasible_requires", f"rules.requires[{number}]", value, {})

    def _lock(self, kind: str, number: str, _: Mapping[str, float]) -> Fault:
        locks = self.scenario.rules.must if kind == "must" else self.scenario.rules.never
        lock: Lock = locks[int(number)]
        details = {"why": lock.reason, "author": lock.author}
        return self._made(f"infeasible_{kind}", f"rules.{kind}[{number}]", lock.subject, details)

    def _share(self, _: str, name: str, __: Mapping[str, float]) -> Fault:
        group, _, bound = name.partition(":")
        rule = next(r for c, r in self.scenario.rules.share.items() if c == group)
        limit = rule.at_least if bound == "least" else rule.at_most
        field = f"rules.share.{group}.at_{bound}"
        return self._made(f"infeasible_share_{bound}", field, str(limit), {})

    def _floor(self, _: str, name: str, relief: Mapping[str, float]) -> Fault:
        number, _, rest = name.partition("_")
        rule = self.scenario.rules.district_floor[int(number)]
        district = rest.removeprefix(f"{rule.criterion}_")
        case = self.prepared.case
        column = self.prepared.table.criteria.index(rule.criterion)
        most = float(case.attainable[case.districts() == district, column].sum())
        share = sum(relief.values()) / most if most > 0 else 0.0
        possible = max(0.0, float(rule.at_least) - share)
        details: dict[str, str | float] = {"district": district, "possible": 100.0 * possible}
        key = "infeasible_floor" if share > 0 else "infeasible_floor_alone"
        return self._made(key, f"rules.district_floor[{number}]", str(rule.at_least), details)

    def _promise(self, _: str, number: str, __: Mapping[str, float]) -> Fault:
        promise = self.scenario.rules.promises[int(number)]
        possible = keeping_promise(self.prepared.case, promise).any()
        details: dict[str, str | float] = {
            "why": promise.reason,
            "author": promise.author,
            "start": promise.start,
        }
        key = "infeasible_promise" if possible else "infeasible_promise_alone"
        return self._made(key, f"rules.promises[{number}]", promise.subject, details)

    def _people_back(self, _: str, number: str, relief: Mapping[str, float]) -> Fault:
        target = self.scenario.rules.targets.people_back[int(number)]
        possible = math.floor(sum(self._reached(row, relief[row]) for row in relief) + _SLIP)
        details: dict[str, str | float] = {"year": target.by, "possible": max(0, possible)}
        key = f"infeasible_{target.who}" + ("" if relief else "_alone")
        field = f"rules.targets.people_back[{number}]"
        return self._made(key, field, str(target.at_least), details)

    def _reached(self, row: str, relief: float) -> float:
        """What a row with a least amount attains; relief is counted from its limit as solved for,
        which is the next that whole numbers can reach."""
        rows = self.prepared.problem.linking
        whole, r = whole_rows(rows, "outward"), rows.names.index(row)
        return float(whole.rows.rhs[r] * whole.unit[r]) - relief

    def _at_work(self, _: str, __: str, relief: Mapping[str, float]) -> Fault:
        limit = self.scenario.rules.targets.sites_at_work
        most = limit.at_most if limit else 0
        years = [row.rsplit("_", 1)[1] for row, amount in relief.items() if amount > _SLIP]
        needed = most + math.ceil(max(relief.values(), default=0.0) - _SLIP)
        details: dict[str, str | float] = {"years": ", ".join(years), "needed": needed}
        key = "infeasible_at_work" if relief else "infeasible_at_work_alone"
        return self._made(key, "rules.targets.sites_at_work", str(most), details)

    def _made(self, key: str, field: str, value: str, details: Mapping[str, str | float]) -> Fault:
        return Fault(key=key, file=self.file, field=field, value=value, details=details)
