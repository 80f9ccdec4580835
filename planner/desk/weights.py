"""Linked weights: shares that always sum to 100, shown as whole percentages.

Shares are kept as exact fractions, so that a slider moved step by step, or there and back, leaves
the others in the proportion they had; only what is shown is rounded.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Final, TypeVar

WHOLE: Final = 100
Name = TypeVar("Name")
Exact = Mapping[str, Fraction]


def apportion(total: int, proportions: Mapping[Name, Fraction]) -> dict[Name, int]:
    """Split `total` into whole numbers in the given proportions (largest remainder, Hamilton).

    proportions, not negative, with a positive sum -> whole numbers that sum to `total`; what
    rounding leaves goes to the largest remainders, ties to the earlier name. A quota that is
    whole already stays as it is.
    """
    whole = sum(proportions.values())
    exact = {name: total * part / whole for name, part in proportions.items()}
    split = {name: int(quota) for name, quota in exact.items()}
    left = total - sum(split.values())
    by_remainder = sorted(exact, key=lambda name: split[name] - exact[name])
    return split | {name: split[name] + 1 for name in by_remainder[:left]}


def shown(shares: Exact) -> dict[str, int]:
    """Shares of any positive sum as whole percentages that sum to 100."""
    return apportion(WHOLE, shares)


def settled(shares: Exact) -> dict[str, Fraction]:
    """Shares exactly as they are shown: what a lock holds is what is read."""
    return {name: Fraction(share) for name, share in shown(shares).items()}


def ceiling(shares: Exact, moved: str, locked: Collection[str]) -> Fraction:
    """The most that `moved` may take: what the locked others leave of 100."""
    held = (share for name, share in shares.items() if name != moved and name in locked)
    return WHOLE - sum(held, Fraction(0))


def rebalance(
    shares: Exact, *, moved: str, value: int, locked: Collection[str], preset: Exact
) -> dict[str, Fraction]:
    """Shares after `moved` was set to `value`: the unlocked others make room in proportion.

    shares sum to 100, and so does the answer; locked shares never change. Where all unlocked
    others stand at 0, the `preset` says in which proportion they come back, or, if that is silent
    too, equal parts. With no other share free, nothing can move.
    """
    free = [name for name in shares if name != moved and name not in locked]
    if moved in locked or not free:
        return dict(shares)
    most = ceiling(shares, moved, locked)
    taken = max(Fraction(0), min(Fraction(value), most))
    parts = _proportions(shares, free, preset)
    whole = sum(parts.values())
    others = {name: (most - taken) * part / whole for name, part in parts.items()}
    return dict(shares) | {moved: taken} | others


def _proportions(shares: Exact, free: Collection[str], preset: Exact) -> dict[str, Fraction]:
    for source in (shares, preset):
        if any(source.get(name, 0) for name in free):
            return {name: source.get(name, Fraction(0)) for name in free}
    return dict.fromkeys(free, Fraction(1))
