"""Scenario: all that a planner decides, as strict, frozen data. See the file format in README."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, StringConstraints, model_validator

from planner.arrays import Floats
from planner.criteria import COST, Criterion
from planner.domain import Amount, Basis, Counted, Grade, HeritageStatus, Names, Strict, Text
from planner.scenario.chosen import ChosenPlan
from planner.scenario.funds import Id, Money, Year
from planner.works import CostClass, Works

Share = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False, decimal_places=4)]
Proportion = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
SpendingClass = Literal["conservation", "repair", "certificates", "new"]
GainQuality = Literal["reported", "stated", "illustrative", "judgement"]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class InventoryFiles(Strict):
    """Tables beside the scenario file."""

    sites: str
    projects: str
    districts: str | None = None
    """Outlines; without them a site's district is what its table says, if it says any."""
    gains: str | None = None
    """What projects are said to bring; without it that follows from their people and capacity."""


class Horizon(Strict):
    """Two clocks: money is spent over `money_years`, service and decay count over `appraisal_years`."""

    start: Year
    money_years: Annotated[int, Field(ge=1, le=15)]
    appraisal_years: Annotated[int, Field(ge=1, le=50)]
    basis: Basis

    @model_validator(mode="after")
    def _nested(self) -> Self:
        if self.appraisal_years < self.money_years:
            raise ValueError("appraisal_too_short")
        return self


class Crew(Strict):
    """One trade: how much of it there is each year."""

    name: Names
    unit: Counted
    capacity: dict[Year, Amount]
    basis: Basis


class Strikes(Strict):
    """How likely a building is struck again within a year, by district."""

    by_district: dict[str, Proportion]
    elsewhere: Proportion
    """In districts that are not named."""
    basis: Basis


class Shelter(Strict):
    """What a school or clinic may do without a shelter."""

    uses: Annotated[tuple[str, ...], Field(min_length=1)]
    """Of buildings that need one."""
    without: Proportion
    """Share of its pupils and patients who may come where there is none, or nobody knows of one."""
    built_with: tuple[str, ...] = ()
    """Works after which there is one."""
    basis: Basis


class Ensemble(Strict):
    """A group of buildings that is worth more than each of them alone."""

    name: Names
    value: Annotated[float, Field(ge=0, le=100)]
    """Points of significance of the group, beyond those of its members: each carries an equal part."""
    basis: Basis


class Damage(Strict):
    """What each damage grade means for cost, use, hazard and fabric."""

    share: dict[Grade, Proportion]
    """Damaged share of the floor area."""
    unusable: dict[Grade, Proportion]
    hazard: dict[Grade, Annotated[float, Field(ge=0, le=3)]]
    impaired: dict[Grade, Proportion]
    """m: part of the heritage value that the damage impaired."""
    decay: dict[Grade, Proportion]
    """d: yearly loss of unprotected fabric."""
    strike_probability: Proportion | Strikes = 0.0
    """Yearly probability that a building is struck again and out of use; discounts later service, of
    repaired and of new buildings alike. One for all, or by district."""
    basis: Basis

    def struck(self, districts: Sequence[str]) -> Floats:
        """(n,) yearly probability at each of n places."""
        stated = self.strike_probability
        if isinstance(stated, float):
            return np.full(len(districts), stated)
        known = stated.by_district
        return np.array([known.get(name, stated.elsewhere) for name in districts], dtype=np.float64)


class Significance(Strict):
    """Heritage value before the damage, 0-100, by legal status."""

    by_status: dict[HeritageStatus, Annotated[float, Field(ge=0, le=100)]]
    world_heritage_candidate: Annotated[float, Field(ge=0, le=100)]
    basis: Basis


class ShareRule(Strict):
    """C7: a class of works gets at least, or at most, a share of what is spent."""

    at_least: Share | None = None
    at_most: Share | None = None


class DistrictFloor(Strict):
    """C8: each district keeps at least a share of its own attainable gain of a criterion."""

    criterion: str
    at_least: Share


class Decided(Strict):
    """What somebody decided beforehand about one site or project, and why."""

    site: Id | None = None
    project: Id | None = None
    works: str | None = None
    reason: Text
    author: Text

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.site is None) == (self.project is None):
            raise ValueError("lock_names_one")
        return self

    @property
    def subject(self) -> str:
        """Id of the site or project."""
        return self.site or self.project or ""


class Lock(Decided):
    """C6: a site or project that must, or must never, be worked on; by whom and why.

    With `works` only those (the last step of the course); without, any works.
    """


class Promise(Decided):
    """C9: works begun, or promised in an earlier plan, that start in a stated year.

    With `works` that step of the course starts then; without, any step does.
    """

    start: Year


class PeopleBack(Strict):
    """C10: at least so many residents or users are back when the works of a year are finished."""

    who: Literal["residents", "users"]
    at_least: Count
    by: Year
    """The last year whose works count."""

    @property
    def attribute(self) -> str:
        """What a criterion that counts these people multiplies."""
        return f"{self.who}_out"


class SitesAtWork(Strict):
    """C10: at most so many damaged buildings have works under way in the same year."""

    at_most: Count


class Targets(Strict):
    """C10: what the plan has to reach, and how much may go on at once."""

    people_back: tuple[PeopleBack, ...] = ()
    sites_at_work: SitesAtWork | None = None


class Requirement(Strict):
    """C5: works on `start` may begin only after works on `after` are finished."""

    start: Id
    after: Id


class StatusLifted(Strict):
    """A monument that lost its protection, so that it may be cleared; by whom and why."""

    site: Id
    reason: Text
    author: Text


class TakenOut(Strict):
    """A rule of a file that this one extends and that holds here no longer; by whom and why."""

    rule: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    """What it is called: `never.town-hall.clear`; `never.town-hall` takes out all that begin so."""
    reason: Text
    author: Text


class Protect(Strict):
    """C11: monuments that must not be left without protection; by whom and why."""

    holds: bool = True
    """False for a rule that is stated, so that its price can be told, and does not hold."""
    status: Annotated[tuple[HeritageStatus, ...], Field(min_length=1)]
    least_grade: Grade = 3
    """Damaged as badly as this, or worse."""
    by: Year
    """The last year in which works that protect may begin."""
    reason: Text
    author: Text


class Rules(Strict):
    """Policies that the plan must keep. Those of the files that a scenario extends add up."""

    share: dict[SpendingClass, ShareRule] = Field(default_factory=dict)
    district_floor: tuple[DistrictFloor, ...] = ()
    must: tuple[Lock, ...] = ()
    never: tuple[Lock, ...] = ()
    requires: tuple[Requirement, ...] = ()
    promises: tuple[Promise, ...] = ()
    targets: Targets = Targets()
    protect: Protect | None = None
    status_lifted: tuple[StatusLifted, ...] = ()
    recreation: tuple[StatusLifted, ...] = ()
    """Lost monuments whose re-creation (works `rebuild`) is allowed."""
    without: tuple[TakenOut, ...] = ()


class Scenario(Strict):
    """A complete scenario, with everything it extends merged in."""

    format: Literal[1]
    extends: str | None = None
    name: Names
    note: Names | None = None
    synthetic: bool = False
    inventory: InventoryFiles
    horizon: Horizon
    money: Money
    crews: dict[Id, Crew]
    duration: Annotated[tuple[CostClass, ...], Field(min_length=1)]
    damage: Damage
    significance: Significance
    ensembles: dict[Id, Ensemble] = Field(default_factory=dict)
    shelter: Shelter | None = None
    """None where every school and clinic that is repaired opens in full."""
    works: dict[str, Works]
    criteria: dict[Id, Criterion]
    gains_counted: dict[GainQuality, Proportion] = Field(default_factory=dict)
    """Which share of a gain counts, by how it is known; 1 where nothing is said."""
    weights: dict[str, Annotated[Decimal, Field(ge=0, allow_inf_nan=False, max_digits=12)]]
    rules: Rules = Rules()
    chosen_plan: ChosenPlan | None = None
    """None where the best plan is searched for."""

    @property
    def exact_shares(self) -> dict[str, Fraction]:
        """Weights as shares that sum to 1, in the order of the criteria, `cost` last."""
        total = Fraction(sum(self.weights.values()))
        return {c: Fraction(self.weights.get(c, 0)) / total for c in (*self.criteria, COST)}

    @property
    def shares(self) -> dict[str, float]:
        """The same, as values are counted with."""
        return {criterion: float(share) for criterion, share in self.exact_shares.items()}

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years in which money may fall due: the money years, and later tranches."""
        last = self.horizon.start + self.horizon.money_years - 1
        funded = [y for f in self.money.funds.values() for y, a in f.amount.items() if a > 0]
        return tuple(range(self.horizon.start, max([last, *funded]) + 1))
