"""What a comparison comes to, in one sentence."""

from dataclasses import replace

import pytest

from planner.insight import compare, judgements
from planner.insight.conclusion import conclusion
from planner.insight.counts import apart, counted
from planner.plan import Plan
from planner.text import LANGUAGES, Language, text, whole


def other(plan: Plan, *, hashed: str = "0" * 64, **given: object) -> Plan:
    """The same plan as if it had been decided otherwise, with a value and a bound of its own."""
    stamp = replace(plan.provenance, decisions_sha256=hashed)
    return replace(plan, provenance=stamp, solution=replace(plan.solution, **given))  # type: ignore[arg-type]


def richer(plan: Plan, criterion: str, more: float) -> Plan:
    """As if it reached more of one criterion."""
    found = dict(plan.figures.by_criterion)
    found[criterion] = replace(found[criterion], count=found[criterion].count + more)
    return replace(other(plan), figures=replace(plan.figures, by_criterion=found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_leaders_are_named_with_their_counts(
    repair_first: Plan, masterplan: Plan, language: Language
) -> None:
    pair = compare([("A", repair_first), ("B", masterplan)])
    told = conclusion(pair)
    rows = sorted(apart(pair), key=lambda row: -row.spread)
    assert whole(max(rows[0].known)) in told
    assert text("compare.conclusion.same_money", leads="")[:20] in told
    leaders = {row.known.index(max(row.known)) for row in rows if row.spread}
    assert leaders == {0, 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_plan_and_one_that_leads_in_all_are_called_so(
    repair_first: Plan, language: Language
) -> None:
    assert conclusion(compare([("A", repair_first), ("B", repair_first)])) == text(
        "compare.conclusion.same"
    )
    weighed = replace(richer(repair_first, "heritage", 9.0), shares={"heritage": 1.0})
    told = conclusion(compare([("A", repair_first), ("B", weighed)]))
    total = len(list(apart(compare([("A", repair_first), ("B", weighed)]))))
    assert (
        text("compare.conclusion.best", plan="", n=1, n_text="1", total=whole(total))[-12:] in told
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_plans_of_the_same_weights_whose_gaps_overlap_cannot_be_told_apart(
    repair_first: Plan, language: Language
) -> None:
    value = repair_first.value
    near = other(repair_first, value=value * 0.999, bound=value * 1.001)
    told = conclusion(compare([("A", repair_first), ("B", near)]))
    assert told.startswith(text("compare.conclusion.untold", most="0")[:25])
    far = other(repair_first, value=value * 0.9, bound=value * 0.95)
    assert conclusion(compare([("A", repair_first), ("B", far)])) == text(
        "compare.conclusion.same_figures"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_within_the_gap_of_its_judge_is_neither_better_nor_worse(
    repair_first: Plan, language: Language
) -> None:
    judge = other(repair_first, value=repair_first.value, bound=repair_first.value * 1.02)
    pair = compare([("A", judge), ("B", repair_first)])
    sure = text("compare.judged_untold", judge="«", plan="»", most="x").split("«")[0]
    assert judgements(pair, "B")[0].startswith(sure.split("“")[0][:20])


def test_people_in_their_own_homes_and_in_new_ones_are_two_figures(
    repair_first: Plan, masterplan: Plan
) -> None:
    rows = counted(compare([("A", repair_first), ("B", masterplan)]))
    homes = {row.part: row.counts for row in rows if row.attribute == "residents_out"}
    assert homes["back"] == (repair_first.figures.residents_back, masterplan.figures.residents_back)
    assert homes["new"][1] == masterplan.figures.residents_in_new > 0
    assert homes[""][1] == sum(counts[1] or 0 for part, counts in homes.items() if part)
