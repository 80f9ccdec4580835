"""One plain sentence about a site or project, before any table: what is done, or why nothing is."""

from planner.insight.card import Card
from planner.insight.words import count_words, course, reason
from planner.plan.plan import Plan
from planner.text import money_in_unit, text


def lead(plan: Plan, card: Card) -> str:
    """What is proposed, what it costs and its main benefit; for what has no works, why.

    The main benefit is that of the criterion with the most points, as the plain count that the
    table of points shows beside it; under weights that give it none the sentence ends before it.
    """
    entry = card.entry
    if not entry.in_plan or not entry.steps:
        return reason(entry)
    cost = money_in_unit(entry.cost, plan.scenario.money.tender, 1)
    done = text("card.lead.done", course=course(plan, entry), cost=cost)
    best = next((part for part in card.waterfall.parts if part.points > 0), None)
    benefit = count_words(plan.scenario, best.criterion, best.count) if best else ""
    if best is None or not benefit:
        return done
    horizon = plan.scenario.horizon
    kept = plan.scenario.criteria[best.criterion].timing == "condition"
    key = "card.lead.kept" if kept else "card.lead.benefit"
    end = horizon.start + horizon.appraisal_years - 1
    return f"{done} {text(key, benefit=benefit, year=end)}"
