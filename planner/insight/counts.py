"""The key figures of plans beside each other, each a plain count, and their differences in words.

People in their own homes, people in new flats and people with a certificate are three figures: who
gets home and who is given another home is not the same, though one criterion counts all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from planner.domain import COMPENSATE
from planner.insight.compare import Comparison
from planner.insight.words import criterion_unit
from planner.plan.figures import Figure
from planner.plan.plan import Plan
from planner.text import has, name_of, text, whole

Part = Literal["", "back", "new", "certified"]
"""All of a criterion, or of the people of homes those in their own, in new ones, with certificates."""
PARTS: Final[tuple[Part, ...]] = ("back", "new", "certified")
_HOMES: Final = "residents_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One key figure of every plan of a comparison."""

    criterion: str
    attribute: str
    """What is counted: the attribute of the criterion."""
    part: Part
    counts: tuple[int | None, ...]
    """As shown, in the order of the plans; None where it does not mean what the reference's does."""
    shares: tuple[float, ...]
    """Of what is possible, in the order of the plans; of every plan its own share, as on its page."""
    possible: float
    """Of the reference."""

    @property
    def alike(self) -> bool:
        """Whether every plan is measured by it alike."""
        return None not in self.counts

    @property
    def known(self) -> tuple[int, ...]:
        """Counts of the plans that are measured alike."""
        return tuple(count for count in self.counts if count is not None)

    def change(self, number: int) -> int | None:
        """The count of a plan beyond the reference's, by its place in the comparison."""
        count, first = self.counts[number], self.counts[0]
        return None if count is None or first is None else count - first

    @property
    def spread(self) -> float:
        """How far apart the plans are, as a share of what is possible."""
        return (max(self.known) - min(self.known)) / self.possible


def counted(comparison: Comparison) -> tuple[Counted, ...]:
    """Every figure on which anything is possible; homes as a whole, then its parts; those with
    certificates only where some plan knows such works."""
    reference = comparison.plans[comparison.reference]
    rows: list[Counted] = []
    known = any(COMPENSATE in plan.scenario.works for plan in comparison.plans.values())
    of_homes = PARTS if known else PARTS[:2]
    for criterion, figure in reference.figures.by_criterion.items():
        if figure.possible <= 0:
            continue
        attribute = reference.scenario.criteria[criterion].attribute
        parts: tuple[Part, ...] = ("", *of_homes) if attribute == _HOMES else ("",)
        rows += [_row(comparison, criterion, attribute, figure, part) for part in parts]
    return tuple(rows)


def _row(
    comparison: Comparison, criterion: str, attribute: str, figure: Figure, part: Part
) -> Counted:
    others = {difference.key: difference for difference in comparison.differences}
    counts: list[int | None] = []
    for key, plan in comparison.plans.items():
        other = others.get(key)
        told = other is None or (
            other.residents_back is not None if part else criterion not in other.unshared
        )
        counts.append(_count(plan, criterion, part) if told else None)
    return Counted(
        criterion=criterion,
        attribute=attribute,
        part=part,
        counts=tuple(counts),
        shares=tuple(_share(plan, criterion, part) for plan in comparison.plans.values()),
        possible=figure.possible,
    )


def _count(plan: Plan, criterion: str, part: Part) -> int:
    figures = plan.figures
    if part:
        people: dict[Part, int] = {
            "back": figures.residents_back,
            "new": figures.residents_in_new,
            "certified": figures.residents_certified,
        }
        return people[part]
    return round(figures.by_criterion[criterion].count)


def _share(plan: Plan, criterion: str, part: Part) -> float:
    """Parts are shares of the same count as the whole; 0 where a plan does not know the criterion."""
    figure = plan.figures.by_criterion.get(criterion)
    if figure is None or figure.possible <= 0:
        return 0.0
    return _count(plan, criterion, part) / figure.possible if part else figure.share


def apart(comparison: Comparison) -> Iterator[Counted]:
    """The figures with homes in two parts alone, so that nobody is counted twice."""
    rows = counted(comparison)
    split = {row.criterion for row in rows if row.part}
    return (row for row in rows if row.part or row.criterion not in split)


def change_words(comparison: Comparison, row: Counted, number: int) -> str:
    """By how much a plan is ahead of the reference, or behind it: 1,016 more residents return."""
    change = row.change(number)
    assert change, "what is no difference is not told"
    way, n = ("more" if change > 0 else "fewer"), abs(change)
    key = f"compare.{_subject(row)}_{way}"
    if has(key):
        return text(key, n=n, n_text=whole(n))
    return text(
        f"compare.other_{way}",
        name=_name(comparison, row),
        n_text=whole(n),
        unit=_unit(comparison, row, n),
    )


def lead_words(comparison: Comparison, row: Counted, plan: str, count: int) -> str:
    """That a plan leads on a figure: "Repair first" brings the most residents home (4,488)."""
    key = f"compare.lead.{_subject(row)}"
    told = key if has(key) else "compare.lead.other"
    return text(
        told,
        plan=plan,
        n=count,
        n_text=whole(count),
        name=_name(comparison, row),
        unit=_unit(comparison, row, count),
    )


def _subject(row: Counted) -> str:
    return {"back": "residents", "new": "new_homes", "certified": "certificates"}.get(
        row.part, row.attribute
    )


def _name(comparison: Comparison, row: Counted) -> str:
    criteria = comparison.plans[comparison.reference].scenario.criteria
    return name_of(criteria[row.criterion].name.words)


def _unit(comparison: Comparison, row: Counted, n: int) -> str:
    return criterion_unit(comparison.plans[comparison.reference].scenario, row.criterion, n)
