"""What a city says of itself to begin with."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.errors import Fault, InputError
from planner.scenario.store.naming import slug, title_of
from planner.text import PLAIN, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The few things that only the city can say."""

    name: dict[Language, str]
    """Of the city; one language will do."""
    reference_cost: Decimal
    """Of a square metre of new housing, in the currency."""
    currency: str = "UAH"
    """ISO 4217."""
    price_year: int
    start: int
    """First year of the money."""
    years: int = 5
    money: Decimal | None = None
    """For all the years, in millions of the currency; None: a third of what everything would cost."""

    @classmethod
    def said(
        cls, *, price_year: int | None = None, start: int | None = None, **stated: object
    ) -> "Terms":
        """With this year's prices, and money from the next year on, where nothing else is said.

        Raises InputError with every fault.
        """
        year = date.today().year
        terms = cls(price_year=price_year or year, start=start or year + 1, **stated)  # type: ignore[arg-type]
        faults = [*_faults(terms)]
        if faults:
            raise InputError(faults)
        return terms

    @property
    def folder(self) -> str:
        """What its folder may be called."""
        return next(
            filter(None, (slug(self.name.get(PLAIN, "")), *map(slug, self.name.values()))), "city"
        )


def _faults(terms: Terms) -> list[Fault]:
    faults: list[Fault] = []
    try:
        title_of(terms.name)
    except InputError as error:
        unnamed = Fault(key="city_name", field="name")
        faults += [unnamed if f.key == "ui_save_title" else f for f in error.faults]
    if not (len(terms.currency) == 3 and terms.currency.isascii() and terms.currency.isupper()):
        faults.append(Fault(key="city_currency", field="currency", value=terms.currency))
    if not 0 < terms.reference_cost <= 10**9:
        faults.append(
            Fault(key="city_cost", field="reference_cost", value=str(terms.reference_cost))
        )
    if not 1 <= terms.years <= 15:
        faults.append(Fault(key="city_years", field="years", value=str(terms.years)))
    if not 2000 <= terms.start <= 2100 or not 2000 <= terms.price_year <= 2100:
        value = f"{terms.price_year}, {terms.start}"
        faults.append(Fault(key="city_year", field="start, price_year", value=value))
    if terms.money is not None and not 0 < terms.money <= 10**9:
        faults.append(Fault(key="city_money", field="money", value=str(terms.money)))
    return faults
