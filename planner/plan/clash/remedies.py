"""Rules as faults, with places in the scenario file and remedies in natural units."""

from collections.abc import Mapping

from planner.alternatives.costs import MINOR_PER_UNIT
from planner.alternatives.table import CREW_UNITS
from planner.errors import Fault
from planner.optimise.diagnosis import Relief
from planner.plan.prepare import Prepared
from planner.problem.commitments import keeping_promise
from planner.scenario.files.loading import Loaded
from planner.scenario.scenario import Lock, Scenario
from planner.text import LANGUAGES, decimal, name_of

Details = dict[str, str | int | float]
_NONE = Relief()


class Remedies:
    """Turns rules into faults; a key that ends in `_alone` has no figure to offer."""

    def __init__(self, loaded: Loaded, prepared: Prepared) -> None:
        self.scenario: Scenario = loaded.scenario
        self.file = loaded.path.name
        self.prepared = prepared

    def fault(self, rule: str, relief: Relief | None, rows: frozenset[str]) -> Fault:
        """The fault for one rule, with what would have to be added or eased."""
        kind, _, name = rule.partition(":")
        relief = relief or _NONE
        match kind:
            case "money":
                return self._money(relief)
            case "crew":
                return self._crew(name, relief)
            case "requires":
                return self._requires(name)
            case "share":
                return self._share(name, relief)
            case "floor":
                return self._floor(name, relief, rows)
            case "promise":
                return self._promise(name)
            case "target" if name == "at_work":
                return self._at_work(relief, rows)
            case "target":
                return self._people_back(name, relief)
        return self._lock(kind, name)

    def _money(self, relief: Relief) -> Fault:
        funds = self.scenario.money.funds
        given = [(*_of_year(row), amount) for row, amount in relief.amounts.items()]
        extra = sum(relief.amounts.values()) / MINOR_PER_UNIT
        details: Details = {"extra": extra, "currency": self.scenario.money.currency}
        key = "infeasible_money_alone"
        if len(given) == 1:
            key, (fund, year, _) = "infeasible_money", given[0]
            name = funds[fund.removeprefix("C2_fund_")].name
            details |= {"year": year, "fund_uk": name.uk, "fund_en": name.en}
        elif given:
            key = "infeasible_money_split"
            for language in LANGUAGES:
                details[f"split_{language}"] = "; ".join(
                    f"{name_of(funds[fund.removeprefix('C2_fund_')].name.model_dump(), language)} "
                    f"{year}: {decimal(amount / MINOR_PER_UNIT, language, 2)}"
                    for fund, year, amount in given
                )
        return self._made(key, "money.funds", ", ".join(funds), details)

    def _crew(self, name: str, relief: Relief) -> Fault:
        unit = self.scenario.crews[name].unit
        details: Details = {"unit_uk": unit.uk, "unit_en": unit.en}
        details["extra"] = sum(relief.amounts.values()) / CREW_UNITS
        details["years"] = ", ".join(_of_year(row)[1] for row in relief.amounts)
        for language in LANGUAGES:
            details[f"split_{language}"] = "; ".join(
                f"{_of_year(row)[1]}: {decimal(amount / CREW_UNITS, language, 2)}"
                for row, amount in relief.amounts.items()
            )
        key = "infeasible_crew" if relief.amounts else "infeasible_crew_alone"
        return self._made(key, f"crews.{name}.capacity", name, details)

    def _requires(self, number: str) -> Fault:
        rule = self.scenario.rules.requires[int(number)]
        value = f"{rule.start}, {rule.after}"
        return self._made("infeasible_requires", f"rules.requires[{number}]", value)

    def _lock(self, kind: str, number: str) -> Fault:
        locks = self.scenario.rules.must if kind == "must" else self.scenario.rules.never
        lock: Lock = locks[int(number)]
        details: Details = {
            "why": lock.reason,
            "author": lock.author,
            **self._named(lock.subject),
        }
        return self._made(f"infeasible_{kind}", f"rules.{kind}[{number}]", lock.subject, details)

    def _named(self, subject: str) -> Details:
        """Names of a site or project; its id where the tables do not hold it."""
        inventory = self.prepared.case.inventory
        for part in (inventory.sites, inventory.projects):
            if subject in part.id:
                at = part.id.index(subject)
                uk, en = part.name_uk[at], part.name_en[at]
                return {"name_uk": uk or en, "name_en": en or uk}
        return {"name_uk": subject, "name_en": subject}

    def _share(self, name: str, relief: Relief) -> Fault:
        group, _, bound = name.partition(":")
        rule = next(r for c, r in self.scenario.rules.share.items() if c == group)
        limit = rule.at_least if bound == "least" else rule.at_most
        details: Details = {"now": _percent(float(limit or 0))}
        key = f"infeasible_share_{bound}_alone"
        if relief.setting is not None:
            key = f"infeasible_share_{bound}"
            details["possible"] = _percent(relief.setting)
        return self._made(key, f"rules.share.{group}.at_{bound}", str(limit), details)

    def _floor(self, number: str, relief: Relief, rows: frozenset[str]) -> Fault:
        rule = self.scenario.rules.district_floor[int(number)]
        prefix = f"C8_floor_{number}_{rule.criterion}_"
        districts = sorted(row.removeprefix(prefix) for row in rows if row.startswith(prefix))
        details: Details = {"district": ", ".join(districts), "now": _percent(float(rule.at_least))}
        key = "infeasible_floor_alone"
        if relief.setting is not None:
            key = "infeasible_floor"
            details["possible"] = _percent(relief.setting)
        return self._made(key, f"rules.district_floor[{number}]", str(rule.at_least), details)

    def _promise(self, number: str) -> Fault:
        promise = self.scenario.rules.promises[int(number)]
        possible = keeping_promise(self.prepared.case, promise).any()
        details: Details = {
            "why": promise.reason,
            "author": promise.author,
            "start": promise.start,
            **self._named(promise.subject),
        }
        key = "infeasible_promise" if possible else "infeasible_promise_alone"
        return self._made(key, f"rules.promises[{number}]", promise.subject, details)

    def _people_back(self, number: str, relief: Relief) -> Fault:
        target = self.scenario.rules.targets.people_back[int(number)]
        details: Details = {"year": target.by}
        key = f"infeasible_{target.who}_alone"
        if relief.setting is not None:
            key = f"infeasible_{target.who}"
            details["possible"] = round(relief.setting)
        field = f"rules.targets.people_back[{number}]"
        return self._made(key, field, str(target.at_least), details)

    def _at_work(self, relief: Relief, rows: frozenset[str]) -> Fault:
        limit = self.scenario.rules.targets.sites_at_work
        years = sorted(_of_year(row)[1] for row in rows if row.startswith("C10_at_work_"))
        details: Details = {"years": ", ".join(years)}
        key = "infeasible_at_work_alone"
        if relief.setting is not None:
            key = "infeasible_at_work"
            details["needed"] = round(relief.setting)
        value = str(limit.at_most if limit else 0)
        return self._made(key, "rules.targets.sites_at_work", value, details)

    def _made(
        self,
        key: str,
        field: str,
        value: str,
        details: Mapping[str, str | int | float] | None = None,
    ) -> Fault:
        return Fault(key=key, file=self.file, field=field, value=value, details=details or {})


def _of_year(row: str) -> tuple[str, str]:
    """What a row is about, and the year at the end of its name."""
    subject, _, year = row.rpartition("_")
    return subject, year


def _percent(share: float) -> float:
    """In per cent, without the dust of binary fractions."""
    return round(100.0 * share, 6)
