"""A scenario in another currency, or unit of it, than the one it extends states every amount anew."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from planner.errors import Fault
from planner.reading import Document
from planner.reading.yamls import Place
from planner.scenario.tree import Tree, as_number, merge

_CURRENCY: Final = ("money", "currency")
_UNIT: Final = ("money", "unit")
_OF_WORKS: Final = ("unit_cost", "labour", "years")
"""Labour is stated for each unit of money, durations by cost."""
_WHOLE: Final = ("unit_cost", "USD")
"""What is stated in whole currency, whatever the unit."""


def currency_faults(documents: Sequence[Document]) -> list[Fault]:
    """Each amount that stands in a file below the one that changes the currency or its unit."""
    tree = merge(documents)
    changed = _below(documents, _CURRENCY, "currency_amount", tree)
    return changed or [
        fault
        for fault in _below(documents, _UNIT, "currency_unit", tree)
        if not any(f".{part}." in f".{fault.field}." for part in _WHOLE)
    ]


def _below(documents: Sequence[Document], what: Place, key: str, tree: Tree) -> list[Fault]:
    stated = [merge(documents[: k + 1]).word(*what) for k in range(len(documents))]
    changes = [k for k in range(1, len(stated)) if stated[k] != stated[k - 1] != ""]
    if not changes:
        return []
    last = changes[-1]
    below = {document.label for document in documents[:last]}
    details = {
        "currency": stated[last],
        "before": stated[last - 1],
        "changed": documents[last].label,
    }
    return [
        tree.fault(key, place, f"{_number(tree, place):f}", **details)
        for place in _amounts(tree)
        if tree.places[place][0] in below
    ]


def _number(tree: Tree, place: Place) -> Decimal | None:
    """The number at a place, whose years and grades may be keys that are numbers."""
    found: object = tree.data
    for part in place:
        if isinstance(found, Mapping):
            found = {str(key): value for key, value in found.items()}.get(str(part))
        elif isinstance(found, list | tuple) and isinstance(part, int) and part < len(found):
            found = found[part]
        else:
            return None
    return as_number(found)


def _amounts(tree: Tree) -> Iterator[Place]:
    """Places of single amounts of money, and of what is stated for an amount of money."""
    for place in tree.places:
        of_money = place[:1] == ("money",) and (
            place[1:2] == ("round_to",)
            or place[1:3] == ("exchange", "USD")
            or (place[1:2] == ("funds",) and place[3:4] == ("amount",))
        )
        of_works = place[:1] == ("works",) and place[2:3] and place[2] in _OF_WORKS
        durations = place[:1] == ("duration",) and place[-1:] == ("up_to",)
        if (of_money or of_works or durations) and _number(tree, place) is not None:
            yield place
