"""Words that only the pages need; names of things are `planner.insight.words`."""

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

from planner.criteria import COST
from planner.scenario.scenario import Scenario
from planner.text import name_of, text

_ADDRESS = re.compile(r"https?(?=:)|www(?=\.)|@", re.IGNORECASE)
"""After these words Markdown begins a link, of whatever follows."""
Key = TypeVar("Key", bound=Hashable)


def criterion_direction(scenario: Scenario, criterion: str) -> str:
    """What a higher value of the criterion means."""
    if criterion == COST:
        return text("criterion.cost.direction")
    return name_of(scenario.criteria[criterion].direction.words)


def distinct(labels: Mapping[Key, str], marks: Mapping[Key, str] | None = None) -> dict[Key, str]:
    """Labels of which no two are alike: where several are, each goes with its mark.

    A widget tells options apart by their labels alone: of two alike it would take the last,
    whichever was chosen. marks: none marks by the keys.
    """
    counts = Counter(labels.values())
    return {
        key: words if counts[words] == 1 else f"{words} ({key if marks is None else marks[key]})"
        for key, words in labels.items()
    }


def plain(words: str) -> str:
    """Words from a file inside a widget's label, which would read them as Markdown.

    An address would become a link even so: a word joiner, which nobody sees, keeps it words.
    """
    apart = _ADDRESS.sub(lambda match: f"{match.group()}\u2060", words)
    return re.sub(r"([\\`*_\[\]!<>~$:#|])", r"\\\1", apart)
