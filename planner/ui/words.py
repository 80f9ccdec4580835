"""Words that only the pages need; names of things are `planner.insight.words`."""

import re

from planner.criteria import COST
from planner.scenario.model import Scenario
from planner.text import Language, name_of, text


def criterion_direction(scenario: Scenario, criterion: str, language: Language) -> str:
    """What a higher value of the criterion means."""
    if criterion == COST:
        return text("criterion.cost.direction", language)
    return name_of(scenario.criteria[criterion].direction.model_dump(), language)


def plain(words: str) -> str:
    """Words from a file inside a widget's label, which would read them as Markdown."""
    return re.sub(r"([\\`*_\[\]!<>~$:#|])", r"\\\1", words)
