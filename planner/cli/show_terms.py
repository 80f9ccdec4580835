"""On what terms projects would be in the plan: for the terminal and for programs."""

import json
from collections.abc import Sequence
from typing import Any

from planner.cli.layout import heading, paragraph
from planner.exchange.terms_file import FORM, told_alone
from planner.insight.contest import Terms
from planner.insight.terms_words import terms_words
from planner.plan import Plan
from planner.text import name_of, text


def show_terms(plan: Plan, found: Sequence[Terms]) -> str:
    """Each project with the terms that are known of it, a paragraph a term."""
    lines = [] if found else [paragraph(text("cli.terms.none"))]
    for terms in found:
        lines.append(heading(name_of(plan.entry(terms.project).name)))
        if terms.released:
            lines.append(paragraph(text("contest.released"), "  "))
        lines += [
            paragraph(f"{title}: {' '.join(words)}", "  ")
            for title, words in terms_words(plan, terms)
        ]
    return "\n".join(lines)


def terms_list(found: Sequence[Terms]) -> list[Any]:
    """As JSON types: fractions as strings, such as 21/50; an end that nothing bounds is null."""
    words = FORM.dump_json({terms.project: told_alone(terms) for terms in found})
    return list(json.loads(words, parse_constant=lambda _: None).values())
