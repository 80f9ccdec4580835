"""Search and filters over the whole list at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.alternatives import CODES
from planner.arrays import Flags
from planner.insight.index import STATUSES, index_of
from planner.insight.words import works_name
from planner.plan.columns import GROUPS, Group
from planner.plan.plan import Plan
from planner.scenario.scenario import Scenario
from planner.text.folding import folded, is_cyrillic, romanised

LONGEST: Final = 200
"""Characters of a search that are read."""
_EDGES: Final = '.,;:!?()[]«»"“”„…№#*'
_WORKS: Final = {works: code for code, works in enumerate(CODES)}
_GROUPS: Final[dict[str, int]] = {group: code for code, group in enumerate(GROUPS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader looks for; what is left empty lets everything pass."""

    words: str = ""
    """All of them must be found, each in any of the names, the address, the id, the district,
    the use, the status or the works."""
    districts: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    """Uses of sites and kinds of projects."""
    statuses: frozenset[str] = frozenset()
    """Projects have none."""
    works: frozenset[str] = frozenset()
    """Any step of the course."""
    groups: frozenset[Group] = frozenset()

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        sets = (self.districts, self.uses, self.statuses, self.works, self.groups)
        return not any(sets) and not _tokens(self.words)


def find(plan: Plan, wanted: Wanted) -> Flags:
    """(n,) whether each of the list, in its order, is wanted.

    Case, apostrophes and the alphabet do not matter; the words of uses, statuses and works are
    those of the language spoken, names those of both.
    """
    listing, index = plan.listing, index_of(plan.inventory)
    position = listing.position
    found = np.ones(len(listing), dtype=bool)
    for token in _tokens(wanted.words):
        named = _works_named(plan.scenario, token)[listing.steps].any(axis=1)
        found &= index.holding(token)[position] | named
    for chosen, codes, column in (
        (wanted.districts, index.districts, index.district),
        (wanted.uses, index.uses, index.use),
        (wanted.statuses, STATUSES, index.status),
    ):
        if chosen:
            found &= np.isin(column, _codes(chosen, codes))[position]
    if wanted.works:
        found &= np.isin(listing.steps, _codes(wanted.works, _WORKS)).any(axis=1)
    if wanted.groups:
        found &= np.isin(listing.group, _codes(wanted.groups, _GROUPS))
    return found


def _codes(chosen: Collection[str], codes: Mapping[str, int]) -> list[int]:
    return [codes[name] for name in chosen if name in codes]


def _tokens(words: str) -> tuple[str, ...]:
    """The words of a search, folded, each once."""
    bare = (word.strip(_EDGES) for word in folded(words[:LONGEST]).split())
    return tuple(dict.fromkeys(word for word in bare if word))


def _works_named(scenario: Scenario, token: str) -> Flags:
    """(n_works + 1,) whether the name of each works holds the word; the last is for none."""
    names = [folded(works_name(scenario, works)) for works in CODES]
    loose = "" if is_cyrillic(token) else romanised(token)
    held = [token in name or bool(loose and loose in romanised(name)) for name in names]
    return np.array([*held, False])
