"""The first sentence of a card."""

from planner.insight.card import card_of
from planner.insight.lead import lead
from planner.insight.words import count_words, course, reason
from planner.text.speaking import speaking


def test_a_card_begins_with_what_is_done_and_what_that_brings_or_with_why_nothing_is(masterplan):
    plan = masterplan
    for language in ("uk", "en"):
        with speaking(language):
            told = {entry.id: lead(plan, card_of(plan, entry.id)) for entry in plan.entries}
            for entry in plan.entries:
                if not (entry.in_plan and entry.steps):
                    assert told[entry.id] == reason(entry)
                    continue
                assert told[entry.id].startswith(course(plan, entry))
                best = card_of(plan, entry.id).waterfall.parts[:1]
                if best and best[0].points > 0:
                    benefit = count_words(plan.scenario, best[0].criterion, best[0].count)
                    assert benefit in told[entry.id]
        assert len(set(told.values())) > len(told) / 2
