"""Words and names in the language that is spoken."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import TypeVar

from planner.text.catalogue import Language, message, plural_form
from planner.text.speaking import in_each, spoken

T = TypeVar("T")


def text(key: str, **values: object) -> str:
    """The message `key` with its named values filled in.

    A message with plural forms is chosen by the value `n`; `n_text` may hold its printed form.
    Raises KeyError for a key or a value that is missing: a page never shows a bare key.
    """
    return message(key, spoken(), values)


def told_in(stated: Mapping[Language, T], blank: T) -> T:
    """What is stated in the language spoken, or in the first one that states it."""
    return stated.get(spoken()) or next((said for said in stated.values() if said), blank)


def name_of(names: Mapping[Language, str]) -> str:
    """The name in the language spoken, or in another one where it is blank."""
    return told_in(names, "")


def counted(stated: Mapping[Language, Mapping[str, str]], n: float | Decimal) -> str:
    """The form for a number, in the language spoken or in the first one that states any."""
    code, forms = _forms(stated)
    return forms.get(plural_form(n, code), forms.get("other", ""))


def counted_up_to(stated: Mapping[Language, Mapping[str, str]], n: float | Decimal) -> str:
    """The same after "up to", which asks for the genitive where a language declines: its form of
    parts stands for one, that of many for all others."""
    code, forms = _forms(stated)
    if "many" not in forms:
        return counted(stated, n)
    return forms["other"] if plural_form(n, code) == "one" else forms["many"]


def _forms(stated: Mapping[Language, Mapping[str, str]]) -> tuple[Language, Mapping[str, str]]:
    """The forms in the language spoken, or in the first one that states any."""
    first = {code: forms for code, forms in stated.items() if any(forms.values())}
    code = spoken() if spoken() in first else next(iter(first), spoken())
    return code, first.get(code, {})


def in_all(names: Mapping[Language, str]) -> dict[Language, str]:
    """A name for every language, one serving for another where it is blank."""
    return in_each(partial(name_of, names))
