"""Linked weights: whole percentages that always sum to 100."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final, TypeVar

WHOLE: Final = 100
Name = TypeVar("Name")


def apportion(total: int, proportions: Mapping[Name, Decimal]) -> dict[Name, int]:
    """Split `total` into whole numbers in the given proportions (largest remainder, Hamilton).

    proportions, not negative, with a positive sum -> whole numbers that sum to `total`; what
    rounding leaves goes to the largest remainders, ties to the earlier name.
    """
    whole = sum(proportions.values())
    exact = {name: total * part / whole for name, part in proportions.items()}
    split = {name: int(quota) for name, quota in exact.items()}
    left = total - sum(split.values())
    by_remainder = sorted(exact, key=lambda name: split[name] - exact[name])
    return split | {name: split[name] + 1 for name in by_remainder[:left]}


def percentages(weights: Mapping[str, Decimal]) -> dict[str, int]:
    """Weights of any positive sum as whole percentages that sum to 100."""
    return apportion(WHOLE, weights)


def ceiling(shares: Mapping[str, int], moved: str, locked: Collection[str]) -> int:
    """The most that `moved` may take: what the locked others leave."""
    return WHOLE - sum(share for name, share in shares.items() if name != moved and name in locked)


def rebalance(
    shares: Mapping[str, int],
    *,
    moved: str,
    value: int,
    locked: Collection[str],
    preset: Mapping[str, int],
) -> dict[str, int]:
    """Shares after `moved` was set to `value`: the unlocked others make room in proportion.

    Locked shares never change, and the sum stays 100. Where all unlocked others stand at 0, the
    `preset` says in which proportion they come back, or, if that is silent too, equal parts.
    With no other share free, nothing can move.
    """
    free = [name for name in shares if name != moved and name not in locked]
    if moved in locked or not free:
        return dict(shares)
    taken = max(0, min(value, ceiling(shares, moved, locked)))
    room = ceiling(shares, moved, locked) - taken
    return dict(shares) | {moved: taken} | apportion(room, _proportions(shares, free, preset))


def _proportions(
    shares: Mapping[str, int], free: Collection[str], preset: Mapping[str, int]
) -> dict[str, Decimal]:
    for source in (shares, preset):
        if any(source.get(name, 0) for name in free):
            return {name: Decimal(source.get(name, 0)) for name in free}
    return dict.fromkeys(free, Decimal(1))
