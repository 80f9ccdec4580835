"""What plans mean, in words and differences: one plan's answer, and plans beside each other."""

from planner.insight.answer import (
    answer,
    at_most_percent,
    certainty,
    coverage,
    coverage_source,
    kept_words,
    void_weights,
    works_done,
)
from planner.insight.compare import (
    Comparison,
    Difference,
    FigureChange,
    LossChange,
    compare,
)
from planner.insight.judge import benefit, judged_share
from planner.insight.measure import same_moneys
from planner.insight.sentence import judgements, label, sentence, sentences, warnings

__all__ = [
    "Comparison",
    "Difference",
    "FigureChange",
    "LossChange",
    "answer",
    "at_most_percent",
    "benefit",
    "certainty",
    "compare",
    "coverage",
    "coverage_source",
    "judged_share",
    "judgements",
    "kept_words",
    "label",
    "same_moneys",
    "sentence",
    "sentences",
    "void_weights",
    "warnings",
    "works_done",
]
