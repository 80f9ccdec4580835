"""Links to what is on the desk, made and opened."""

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.scenario import Forced, load_scenario, with_settings
from planner.scenario.store import store
from planner.text import text
from tests.saying import said
from tests.ui.pages import (
    balanced,
    fill,
    html_of,
    left_with_the_tab,
    reopen,
    shared,
    unfold,
    words_of,
)


def test_a_link_opens_the_identical_plan_in_another_session(own_city, edited, open_app):
    edited.session_state["desk"] = replace(
        edited.session_state["desk"], locked=frozenset({"homes"})
    )
    edited.run()
    plan, desk = edited.session_state["good"].plan, edited.session_state["desk"]
    link = shared(edited)  # once: a plan that is settled meanwhile has another
    other = reopen(open_app, own_city, link)
    good = other.session_state["good"]
    assert good.plan.provenance.decisions_sha256 == plan.provenance.decisions_sha256
    assert good.variant == desk.variant
    assert other.session_state["desk"].locked == {"homes"}
    assert said("uk", text, "share.same") in words_of(other)
    address, _ = left_with_the_tab(other)
    assert link.endswith(f"?{address}"), "the address of a link stays whole"


@pytest.mark.slow
def test_the_notice_goes_when_it_is_dismissed_or_the_settings_move(own_city, edited, open_app):
    link = shared(edited)
    other = reopen(open_app, own_city, link)
    other.button(key="link_dismiss").click().run()
    assert said("uk", text, "share.opened") not in words_of(other)
    moved = reopen(open_app, own_city, link)
    moved.session_state["weight_moves"] = [("heritage", 10)]
    moved.run()
    assert said("uk", text, "share.opened") not in words_of(moved)


def test_a_link_to_a_changed_scenario_says_so_and_solves_again(own_city, edited, open_app):
    link, path = shared(edited), balanced(own_city)
    other = with_settings(
        load_scenario(path), weights={"homes": Decimal(1), "heritage": Decimal(1)}
    )
    store.save_over(other, store.revision_of(path))
    base = path.with_name("base.yaml")
    base.write_bytes(
        base.read_bytes().replace(b"strike_probability: 0", b"strike_probability: 0.0")
    )
    opened = reopen(open_app, own_city, link)
    assert said("uk", text, "share.changed.file") in words_of(opened)
    assert opened.session_state["desk"].shares["heritage"] == 50


def test_a_link_without_stored_decisions_is_solved_again_and_compared(own_city, edited, open_app):
    link = shared(edited)
    for kept in (own_city / ".decisions").iterdir():
        kept.unlink()
    opened = words_of(reopen(open_app, own_city, link))
    assert said("uk", text, "share.solved.missing") in opened
    decisions = (said("uk", text, f"share.decisions.{same}") for same in ("same", "other"))
    assert any(sentence in opened for sentence in decisions)


def test_a_forged_link_tells_its_faults_and_opens_the_rest(city, open_app):
    link = (
        "http://h/?scenario=kharkiv/masterplan.yaml&shares=heritage.999&locked=<b>&lang=en"
        "&forced=must.nobody&kept=../../x"
    )
    app = reopen(open_app, city, link)
    assert not app.exception
    told = words_of(app)
    assert app.session_state["desk"].path.endswith("masterplan.yaml")
    for key in ("link_shares", "link_locked", "link_hash"):
        assert said("en", text, f"fault.{key}") in told
    assert "nobody" in told and "<b>»" not in html_of(app)


def test_a_link_to_nowhere_is_told_and_changes_nothing(city, open_app):
    app = reopen(open_app, city, "http://h/?scenario=../../etc/passwd&shares=homes.100")
    assert said("uk", text, "fault.link_scenario") in words_of(app)
    assert app.session_state["desk"].path == str(balanced(city))
    assert not app.session_state["desk"].changed


def test_reasons_stay_behind_and_have_to_be_given_before_saving(own_city, open_app):
    app = open_app(own_city)
    good = app.session_state["good"]
    subject = good.plan.in_plan[0].id
    lock = Forced(subject=subject, way="never", reason="Олена хворіє", author="Іван Петренко")
    app.session_state["desk"] = replace(app.session_state["desk"], forced=(lock,))
    link = shared(unfold(app.run()))
    assert "%" not in link and f"never.{subject}" in link
    opened = reopen(open_app, own_city, link)
    assert said("uk", text, "share.same") in words_of(opened)
    assert said("uk", text, "share.reasons.opened") in words_of(opened)
    assert lock.author not in words_of(opened) and lock.reason not in words_of(opened)
    before = sorted(own_city.rglob("*.yaml"))
    fill(unfold(opened), "Без причин")
    assert said("uk", text, "fault.store_unreasoned") in words_of(opened)
    assert sorted(own_city.rglob("*.yaml")) == before


@pytest.mark.slow
def test_what_cannot_be_kept_is_told_beside_the_link(own_city, edited):
    (own_city / ".decisions").write_bytes(b"in the way")
    link = shared(edited)
    assert "kept=" not in link and "shares=" in link
    assert said("uk", text, "share.not_kept") in words_of(edited)
