"""Money of a scenario: funds, what each may pay for, exchange, and how estimates are rounded."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, StringConstraints

from planner.arrays import Flags
from planner.domain import PRIVATE, Amount, Basis, HeritageStatus, Names, Owner, Strict
from planner.money import Tender, Unit

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Year = Annotated[int, Field(ge=2000, le=2200)]


class Eligibility(Strict):
    """What a fund may pay for; every list that is given must hold the site or project."""

    kind: tuple[Literal["site", "project"], ...] = ()
    heritage_status: tuple[HeritageStatus, ...] = ()
    use: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    owner: tuple[Owner, ...] = ()
    """Of sites; projects have none. Where no owner is named all are paid for but private ones."""
    works: tuple[str, ...] = ()
    """Of a course it pays for the steps that are among them."""


class Fund(Strict):
    """Money by the year it becomes available, in the scenario's money unit."""

    name: Names
    carry_over: bool
    eligible: Literal["all"] | Eligibility
    amount: dict[Year, Amount]
    basis: Basis

    def may_pay(self, **columns: Sequence[str]) -> Flags:
        """(n,) whether it may pay for each of n sites and projects.

        columns: the n words of each of the fields of `Eligibility` but `works`; what is left out,
        since a table says nothing of it, is no condition.
        """
        (n,) = {len(column) for column in columns.values()}
        allowed = np.ones(n, dtype=bool)
        stated = self.eligible if isinstance(self.eligible, Eligibility) else Eligibility()
        for name, column in columns.items():
            accepted, words = getattr(stated, name), np.array(column, dtype=str)
            if name == "owner":
                private = np.isin(words, sorted(PRIVATE))
                site = np.array(columns["kind"], dtype=str) == "site"
                allowed &= ~site | (np.isin(words, accepted) if accepted else ~private)
            elif accepted:
                allowed &= np.isin(words, np.array(accepted, dtype=str))
        return allowed

    def pays_for(self, works: str) -> bool:
        """Whether it may pay for a kind of works."""
        named = self.eligible.works if isinstance(self.eligible, Eligibility) else ()
        return not named or works in named


class Exchange(Strict):
    """Units of the scenario's currency for one US dollar, on a date."""

    USD: Annotated[Decimal, Field(gt=0, allow_inf_nan=False, max_digits=12)]
    date: date
    basis: Basis


class KnownCost(Strict):
    """How far a cost that is known from a contract or a tender may still move."""

    low: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
    high: Annotated[float, Field(ge=1, le=10, allow_inf_nan=False)]
    """Shares of it."""
    basis: Basis


class Money(Strict):
    """Currency, funds, and how estimates are rounded."""

    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    unit: Unit
    """Of the currency, in which amounts of funds, `round_to`, limits of durations and what labour is
    stated for are stated, and plans are told."""
    price_year: Year
    round_to: Annotated[Decimal, Field(gt=0, le=100, allow_inf_nan=False, decimal_places=8)]
    """Cost estimates are rounded up to a multiple of this many money units."""
    exchange: Exchange
    known_cost: KnownCost | None = None
    """Range of costs that are reported as known; none where they are taken as they stand."""
    funds: dict[Id, Fund]

    @property
    def tender(self) -> Tender:
        """What amounts are in."""
        return Tender(self.currency, self.unit)

    def minor_of(self, fund: str) -> dict[int, int]:
        """Minor units of a fund by the year in which they become available."""
        tender = self.tender
        return {year: tender.minor(amount) for year, amount in self.funds[fund].amount.items()}

    @property
    def minor(self) -> int:
        """Minor units of all funds and years."""
        return sum(sum(self.minor_of(fund).values()) for fund in self.funds)
