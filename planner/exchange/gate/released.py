"""A plan made ready for those who are to read it: what they may not know is no longer in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np

from planner.errors import Fault, InputError
from planner.exchange.gate.cleaning import clean_inventory, clean_scenario, renamed_rule
from planner.exchange.gate.fields import treatment
from planner.exchange.gate.gate import Gate
from planner.inventory import Inventory
from planner.inventory.cut import without as rows_without
from planner.plan import Listing, Plan
from planner.plan.entries import Entries, Maker
from planner.plan.extract import extract
from planner.plan.figures import Loss
from planner.plan.places import Places
from planner.profiles import Profile
from planner.scenario import Loaded, Scenario
from planner.scenario.cut import speaks_of
from planner.scenario.cut import without as rules_without


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A plan as one profile may read it, and the gate that its fields pass on their way out."""

    plan: Plan
    gate: Gate
    ids: Mapping[str, str] = field(default_factory=dict)
    """Id in the tables -> the id that the profile knows, of all that is left; empty where all
    are the same."""
    hides: bool = False
    """Whether anything was left out."""

    @property
    def profile(self) -> Profile:
        """For whom it is."""
        return self.gate.profile

    def answer(self, kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """What was found out of the whole city besides the plan, by the ids that the profile knows.

        Raises InputError where it counts what the profile does not get: no sum of it can be told.
        """
        if self.hides:
            raise InputError([Fault(key="counts_sensitive")])
        named = _by_ids(data, self.ids)
        return self.gate.tree(kind, named)

    def link(self, address: str) -> str:
        """An address that opens the plan; blank where it would name what is forced, or money that
        pays for what is left out."""
        unsaid = {"forced", "money"} if self.hides else {"forced"}
        told = self.profile == "internal" or not unsaid & parse_qs(urlsplit(address).query).keys()
        return address if told else ""


def release(plan: Plan, profile: Profile) -> Released:
    """The plan as a profile may read it; for the office itself the very plan.

    Sites and projects that are marked sensitive are not in it where the profile does not get them,
    nor is their part of any sum; names and ids are those without addresses, places coarse, words of
    people and years of works gone, as `fields.yaml` says.
    """
    if profile == "internal":
        return Released(plan=plan, gate=Gate(profile))
    gone = hidden(plan.inventory, profile)
    left = extract(plan, gone)
    inventory, ids = clean_inventory(left.inventory, profile)
    scenario = clean_scenario(left.scenario, ids, profile)
    timeless = treatment("when", profile) == "withheld"
    listing = _listing(left, ids, timeless=timeless)
    assert isinstance(left.entries, Entries), "a plan is released as it was made"
    grounds = replace(
        left.entries.maker.grounds,
        inventory=inventory,
        rules=scenario.rules,
        index=_groups(listing),
        subjects=(*inventory.sites.id, *inventory.projects.id),
    )
    maker = replace(left.entries.maker, listing=listing, inventory=inventory, grounds=grounds)
    plan = replace(
        left,
        scenario=scenario,
        base=clean_scenario(left.base, ids, profile),
        inventory=inventory,
        entries=Entries(maker),
        listing=listing,
        losses=_losses(left, ids, maker, timeless=timeless),
        labour=() if treatment("crew", profile) == "withheld" else left.labour,
        origins={renamed_rule(rule, ids): files for rule, files in left.origins.items()},
        swings=tuple(replace(s, subject=ids[s.subject]) for s in left.swings),
        standing={ids[subject]: how for subject, how in left.standing.items()},
    )
    return Released(plan=plan, gate=Gate(profile), ids=ids, hides=bool(gone))


def _by_ids(data: Any, ids: Mapping[str, str]) -> Any:
    """A tree in which every id, as a key or as a value, is the one that the profile knows."""
    if isinstance(data, Mapping):
        return {ids.get(key, key): _by_ids(part, ids) for key, part in data.items()}
    if isinstance(data, (list, tuple)):
        return [_by_ids(part, ids) for part in data]
    return ids.get(data, data) if isinstance(data, str) else data


def hidden(inventory: Inventory, profile: Profile) -> frozenset[str]:
    """Ids of what is marked sensitive, where the profile does not get it, and of the buildings whose
    plots such a project would take: in a plan with it nobody could say what becomes of them, and were they
    there in another, both together would tell of it."""
    if treatment("sensitive", profile) != "gone":
        return frozenset()
    tables, projects = (inventory.sites, inventory.projects), inventory.projects
    marked = [t.id[row] for t in tables for row in np.flatnonzero(t.sensitive).tolist()]
    plots = [projects.displaces[row] for row in np.flatnonzero(projects.sensitive).tolist()]
    return frozenset([*marked, *(site for plot in plots for site in plot)])


def _groups(listing: Listing) -> dict[str, int]:
    """Id -> group number: all sites, then all projects."""
    return dict(zip(listing.ids, listing.position.tolist(), strict=True))


def _listing(plan: Plan, ids: Mapping[str, str], *, timeless: bool) -> Listing:
    """The list by the ids that the profile knows, without years where it gets none."""
    old = plan.listing
    named = replace(old, ids=tuple(ids[subject] for subject in old.ids))
    changed: dict[str, Any] = {"place": Places(named.ids, _groups(named), old.position)}
    if timeless:
        nothing = ("step_start", "step_years", "money")
        changed |= {name: np.zeros_like(getattr(old, name)) for name in nothing}
        criteria = plan.scenario.criteria.values()
        decaying = np.array([criterion.timing == "condition" for criterion in criteria])
        changed["counts"] = np.where(old.is_in_plan[:, None] & decaying, np.nan, old.counts)
    return replace(named, **changed)


def _losses(
    plan: Plan, ids: Mapping[str, str], maker: Maker, *, timeless: bool
) -> tuple[Loss, ...]:
    """Losses by the names that the profile knows. How much decays of what is worked on tells when:
    where years are withheld it is not told, and such losses stand last, by name."""
    names = maker.inventory.sites
    rows = {subject: row for row, subject in enumerate(names.id)}
    found = []
    for loss in plan.losses:
        subject = ids[loss.id]
        named = replace(
            loss,
            id=subject,
            name=names.names(rows[subject]),
            by_project=loss.by_project and ids[loss.by_project],
        )
        worked_on = bool(plan.listing.is_in_plan[plan.listing.place[loss.id]])
        unknown = timeless and loss.kind == "decay" and worked_on
        found.append(replace(named, lost=float("nan")) if unknown else named)
    return tuple(
        sorted(found, key=lambda x: (x.kind, x.lost != x.lost, x.id if x.lost != x.lost else ""))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedData:
    """A scenario and its tables as one profile may read them, and the gate."""

    loaded: Loaded
    gate: Gate
    unsaid: tuple[str, ...] = ()
    """Settings of its own that the profile does not get, so that it plans otherwise without them."""


def release_data(
    loaded: Loaded, profile: Profile, released: Released | None = None
) -> ReleasedData:
    """The same of a scenario and its tables alone, whether there is a plan or not.

    released: a plan of it as the profile may read it. Where something is left out, the money is that
    of the rest, as in the plan; without a plan nobody knows how much that is, and none is told.
    """
    if profile == "internal":
        return ReleasedData(loaded=loaded, gate=Gate(profile))
    gone = hidden(loaded.inventory, profile)
    inventory, ids = clean_inventory(rows_without(loaded.inventory, gone), profile)

    def clean(scenario: Scenario) -> Scenario:
        return clean_scenario(rules_without(scenario, gone), ids, profile)

    told = clean(loaded.scenario)

    cleaned = replace(
        loaded,
        scenario=_with_money_of(told, released) if gone else told,
        base=clean(loaded.base),
        filed=clean(loaded.filed),
        inventory=replace(inventory, sha256=loaded.inventory.sha256),
        origins={
            renamed_rule(rule, ids): files
            for rule, files in loaded.origins.items()
            if not speaks_of(rule, gone)
        },
    )
    return ReleasedData(loaded=cleaned, gate=Gate(profile), unsaid=_unsaid(loaded, profile))


def _with_money_of(scenario: Scenario, released: Released | None) -> Scenario:
    """The scenario with the money of a plan; with none where there is no plan."""
    money = scenario.money
    stated = {} if released is None else released.plan.scenario.money.funds
    funds = {
        name: fund.model_copy(update={"amount": stated[name].amount if name in stated else {}})
        for name, fund in money.funds.items()
    }
    return scenario.model_copy(update={"money": money.model_copy(update={"funds": funds})})


def _unsaid(loaded: Loaded, profile: Profile) -> tuple[str, ...]:
    """Crews of a scenario's own, and its promises, each of which names a year."""
    own, below = loaded.scenario, loaded.base
    held = {"crew": own.crews != below.crews, "when": own.rules.promises != below.rules.promises}
    return tuple(k for k, is_own in held.items() if is_own and treatment(k, profile) == "withheld")
