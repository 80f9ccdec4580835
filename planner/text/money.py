"""Money in words: amounts with their currency and unit, in one form wherever they stand."""

from planner.money import Tender
from planner.text.catalogue import has
from planner.text.figures import decimal, whole
from planner.text.messages import text

_NO_BREAK = "\u00a0"


def currency_word(currency: str) -> str:
    """What the language calls a currency: грн or UAH; its code where it has no word of its own."""
    key = f"money.currency.{currency}"
    return text(key) if has(key) else currency


def money_unit(tender: Tender) -> str:
    """What amounts are in, as a heading says it: млн грн, UAH m."""
    words = text(f"money.unit.{tender.unit}", currency=currency_word(tender.currency))
    return words.replace(" ", _NO_BREAK)


def amount(minor: int, tender: Tender, digits: int = 1) -> str:
    """An amount without its unit, where a heading names it. minor: in minor units."""
    return decimal(tender.amount(minor), digits)


def exact_amount(minor: int, tender: Tender) -> str:
    """The same as a planner types it: with no more decimals than it has."""
    stated = tender.amount(minor)
    digits = max(0, -int(stated.normalize().as_tuple().exponent))
    return decimal(stated, min(digits, tender.decimals)) if digits else whole(int(stated))


def in_money(words: str, tender: Tender) -> str:
    """Amounts in words with their unit: `10 to 20` as UAH 10 to 20 m."""
    currency = currency_word(tender.currency)
    return text(f"money.amount.{tender.unit}", amount=words, currency=currency)


def money(minor: int, tender: Tender, digits: int = 0) -> str:
    """An amount as a sentence says it, on one line: 850 млн грн, UAH 850 m; a thousand millions and
    more in billions, UAH 6.0 billion, with a decimal more than asked for. minor: in minor units.
    """
    billions = Tender(tender.currency, "billion")
    if tender.size < billions.size <= abs(minor):
        return money_in_unit(minor, billions, digits + 1)
    return money_in_unit(minor, tender, digits)


def money_in_unit(minor: int, tender: Tender, digits: int = 0) -> str:
    """An amount in the unit of the scenario, whatever its size: beside others in that unit, and
    where each of them counts."""
    return in_money(amount(minor, tender, digits), tender).replace(" ", _NO_BREAK)
