"""What the filters of the list offer."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from planner.alternatives import CODES
from planner.insight.index import STATUSES, district_names, index_of, use_name
from planner.insight.words import choice, works_name
from planner.plan.columns import GROUPS
from planner.plan.plan import Plan
from planner.text import name_of, sort_key, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What there is to choose from: districts and uses in alphabetical order, all else in its
    own."""

    districts: tuple[Option, ...]
    uses: tuple[Option, ...]
    statuses: tuple[Option, ...]
    works: tuple[Option, ...]
    groups: tuple[Option, ...]


def options(plan: Plan) -> Options:
    """The choices that the list of a plan offers; each finds something."""
    index, listing = index_of(plan.inventory), plan.listing
    names = district_names(plan.inventory)
    works, groups = (np.unique(codes).tolist() for codes in (listing.steps, listing.group))
    statuses = np.unique(index.status).tolist()
    return Options(
        districts=_sorted((d, name_of(names.get(d, {})) or d) for d in index.districts if d),
        uses=_sorted((use, use_name(use)) for use in index.uses),
        statuses=_named(
            (status, choice("heritage_status", status))
            for status, code in STATUSES.items()
            if code in statuses
        ),
        works=_named(
            (name, works_name(plan.scenario, name))
            for code, name in enumerate(CODES)
            if code in works
        ),
        groups=_named(
            (group, text(f"plan.group.{group}"))
            for code, group in enumerate(GROUPS)
            if code in groups
        ),
    )


def _named(pairs: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(value=value, label=label) for value, label in pairs)


def _sorted(pairs: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return _named(sorted(pairs, key=lambda pair: (sort_key(pair[1]), pair[0])))
