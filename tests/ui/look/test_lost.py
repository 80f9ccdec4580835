"""The strip of what heritage is lost: numbers, names, and the baseline's number."""

from html import unescape

import pytest

from planner.text import LANGUAGES, name_of, text
from planner.ui.look.lost import loss_strip
from tests.saying import said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strip_counts_both_kinds_and_names_every_loss(plans, language):
    for plan, other in (plans, plans[::-1]):
        shown = unescape(said(language, loss_strip, plan, other).html)
        assert all(said(language, name_of, loss.name) in shown for loss in plan.losses)
        for kind in ("clearing", "decay"):
            n = sum(loss.kind == kind for loss in plan.losses)
            assert said(language, text, f"plan.loss.{kind}") in shown
            assert f">{n}</b>" in shown
        before = said(language, text, "plan.loss.baseline", n_text=str(len(other.losses)))
        assert before in shown
        assert before not in said(language, loss_strip, plan).html
