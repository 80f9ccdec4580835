"""Plans beside each other: what enters, what leaves, what is gained and what is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from planner.alternatives import CODES
from planner.arrays import Flags
from planner.insight.changes import at, ids_where, places_in
from planner.insight.judge import judged_share
from planner.insight.measure import alike, same_currency, same_measure, same_moneys
from planner.plan.columns import Listing
from planner.plan.figures import Figure, Loss
from planner.plan.plan import Plan
from planner.scenario.scenario import SpendingClass

LossKind = Literal["clearing", "decay", ""]
_SAME_POINTS = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One key figure in the reference and in the other plan."""

    criterion: str
    reference: Figure
    other: Figure

    @property
    def count(self) -> float:
        """Change of the plain count."""
        return self.other.count - self.reference.count

    @property
    def share(self) -> float:
        """Change of the share of what is possible, in [-1, 1]."""
        return self.other.share - self.reference.share


@dataclass(frozen=True, slots=True, kw_only=True)
class LossChange:
    """What happens to one piece of heritage in the reference and in the other plan."""

    id: str
    name: Mapping[str, str]
    reference_kind: LossKind
    """How the reference loses it; empty where it does not."""
    other_kind: LossKind
    reference_points: float
    """Points of significance that are lost, 0 where nothing is."""
    other_points: float
    by_project: str | None
    """The project that it is cleared for in the other plan, or else in the reference."""

    @property
    def points(self) -> float:
        """Points that the other plan loses beyond the reference; negative where it loses less."""
        return self.other_points - self.reference_points


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One plan against the reference."""

    key: str
    entered: tuple[str, ...]
    """Planned here, not in the reference, in the order of this plan's list; what is to be taken down
    does not enter. All lists name only what both inventories have."""
    left: tuple[str, ...]
    """Planned in the reference, not here, in the order of the reference's list; what it would take
    down does not leave."""
    changed: tuple[str, ...]
    """Planned in both with other works, in the order of this plan's list; years do not count, and what
    either plan alone takes down is told apart."""
    cleared: tuple[str, ...]
    """Taken down here, for a project or on their own account, not in the reference."""
    spared: tuple[str, ...]
    """Taken down in the reference, not here."""
    figures: tuple[FigureChange, ...]
    """Criteria that both plans are measured by alike."""
    unshared: tuple[str, ...]
    """Criteria that only one of the two is measured by, or that each measures its own way."""
    spent: int | None
    """Money spent beyond the reference, minor units; None across currencies or price years."""
    money_total: int | None
    """Money at hand beyond the reference, minor units; None likewise."""
    spent_by_class: Mapping[SpendingClass, int] | None
    residents_back: int | None
    """None across cities or horizons."""
    residents_in_new: int | None
    """None likewise."""
    residents_certified: int | None
    """None likewise."""
    more_lost: tuple[LossChange, ...]
    """Heritage that this plan loses and the reference keeps, wholly or in part: by clearing
    first, then by decay, the largest loss first."""
    less_lost: tuple[LossChange, ...]
    """Heritage that the reference loses and this plan keeps, wholly or in part."""
    judged_by_reference: float | None
    """This plan's benefit as a share of the reference's, by the reference's weights."""
    judges_reference: float | None
    """The reference's benefit as a share of this plan's, by this plan's weights."""
    same_budget: bool
    """Equal funds: amounts by year, eligibility, carry-over, currency and price year."""
    same_data: bool
    """Equal inventory, to the byte."""
    same_measure: bool
    """Equal criteria, horizon, damage and significance, so that figures mean the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two or more plans; the first is the reference."""

    plans: Mapping[str, Plan]
    reference: str
    differences: tuple[Difference, ...]
    marks: Mapping[str, str]
    """Key -> what a plan is told by beside the name of its scenario, such as that it is not saved."""

    def difference(self, key: str) -> Difference:
        """The comparison of plan `key` with the reference. Raises KeyError for another key."""
        for difference in self.differences:
            if difference.key == key:
                return difference
        raise KeyError(key)


def _cleared_first(loss: LossChange) -> tuple[bool, float, str]:
    return ("clearing" not in (loss.other_kind, loss.reference_kind), -abs(loss.points), loss.id)


def _loss_changes(reference: Plan, other: Plan) -> tuple[LossChange, ...]:
    before = {loss.id: loss for loss in reference.losses}
    after = {loss.id: loss for loss in other.losses}

    def change(subject: str) -> LossChange:
        old, new = before.get(subject), after.get(subject)
        shown: Loss = new or before[subject]
        return LossChange(
            id=subject,
            name=shown.name,
            reference_kind=old.kind if old else "",
            other_kind=new.kind if new else "",
            reference_points=old.lost if old else 0.0,
            other_points=new.lost if new else 0.0,
            by_project=(new and new.by_project) or (old and old.by_project) or None,
        )

    return tuple(sorted(map(change, {**before, **after}), key=_cleared_first))


def _newly_cleared(loss: LossChange) -> bool:
    return loss.other_kind == "clearing" and loss.reference_kind != "clearing"


def _no_longer_cleared(loss: LossChange) -> bool:
    return loss.reference_kind == "clearing" and loss.other_kind != "clearing"


def _planned(listing: Listing) -> Flags:
    return listing.is_in_plan


def _cleared(listing: Listing) -> Flags:
    """What is taken down, to make way for a project or on its own account."""
    own = listing.works == CODES.index("clear")
    return np.asarray(_planned(listing) & ((listing.taker >= 0) | own))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Membership:
    """Fields of a Difference."""

    entered: tuple[str, ...]
    left: tuple[str, ...]
    changed: tuple[str, ...]
    cleared: tuple[str, ...]
    spared: tuple[str, ...]


def _membership(reference: Listing, other: Listing) -> _Membership:
    there, back = places_in(other, reference), places_in(reference, other)
    known, known_back = there >= 0, back >= 0
    planned, cleared = at(there, _planned(reference)), _cleared(other)
    down_before = at(there, _cleared(reference))
    spared = _cleared(reference) & known_back & ~at(back, cleared)
    other_works = (other.steps != reference.steps[there]).any(axis=1)
    both = _planned(other) & planned
    return _Membership(
        entered=ids_where(other, _planned(other) & known & ~planned & ~cleared),
        left=ids_where(
            reference,
            _planned(reference) & known_back & ~at(back, _planned(other)) & ~_cleared(reference),
        ),
        changed=ids_where(other, both & other_works & (cleared == down_before)),
        cleared=ids_where(other, cleared & known & ~down_before),
        spared=ids_where(reference, spared),
    )


def _figure_changes(reference: Plan, other: Plan) -> tuple[FigureChange, ...]:
    old, new = reference.figures.by_criterion, other.figures.by_criterion
    return tuple(
        FigureChange(criterion=c, reference=figure, other=new[c])
        for c, figure in old.items()
        if alike(reference, other, c)
    )


def _unshared(reference: Plan, other: Plan) -> tuple[str, ...]:
    known = {**reference.figures.by_criterion, **other.figures.by_criterion}
    return tuple(c for c in known if not alike(reference, other, c))


def _difference(key: str, reference: Plan, other: Plan) -> Difference:
    old, new = reference.figures, other.figures
    members = _membership(reference.listing, other.listing)
    alike_all, one_currency = same_measure(reference, other), same_currency(reference, other)
    same_data = reference.provenance.inventory_sha256 == other.provenance.inventory_sha256
    same_people = same_data and reference.scenario.horizon == other.scenario.horizon
    losses = _loss_changes(reference, other) if alike_all else ()
    more = [
        loss
        for loss in losses
        if _newly_cleared(loss) or (loss.points > _SAME_POINTS and not _no_longer_cleared(loss))
    ]
    less = [
        loss
        for loss in losses
        if _no_longer_cleared(loss) or (loss.points < -_SAME_POINTS and not _newly_cleared(loss))
    ]
    return Difference(
        key=key,
        entered=members.entered,
        left=members.left,
        changed=members.changed,
        cleared=members.cleared,
        spared=members.spared,
        figures=_figure_changes(reference, other),
        unshared=_unshared(reference, other),
        spent=new.spent - old.spent if one_currency else None,
        money_total=new.money_total - old.money_total if one_currency else None,
        spent_by_class={
            c: new.spent_by_class.get(c, 0) - old.spent_by_class.get(c, 0)
            for c in {**old.spent_by_class, **new.spent_by_class}
        }
        if one_currency
        else None,
        residents_back=new.residents_back - old.residents_back if same_people else None,
        residents_in_new=new.residents_in_new - old.residents_in_new if same_people else None,
        residents_certified=new.residents_certified - old.residents_certified
        if same_people
        else None,
        more_lost=tuple(more),
        less_lost=tuple(less),
        judged_by_reference=judged_share(other, reference) if alike_all else None,
        judges_reference=judged_share(reference, other) if alike_all else None,
        same_budget=same_moneys(reference, other),
        same_data=same_data,
        same_measure=alike_all,
    )


def compare(
    plans: Sequence[tuple[str, Plan]], marks: Mapping[str, str] = MappingProxyType({})
) -> Comparison:
    """Compare plans with the first of them, the reference.

    plans: (key, plan) pairs with different keys, at least one. Raises ValueError otherwise.
    Figures of plans on different budgets or data can be compared, but not put down to the
    weights alone: `same_budget`, `same_data` and `same_measure` say so.
    """
    keyed = dict(plans)
    if not keyed or len(keyed) != len(plans):
        raise ValueError("plans to compare need keys that differ")
    reference, first = plans[0]
    return Comparison(
        plans=keyed,
        reference=reference,
        differences=tuple(_difference(key, first, plan) for key, plan in plans[1:]),
        marks=marks,
    )
