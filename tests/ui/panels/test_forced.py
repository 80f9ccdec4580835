"""Any rule of the file is released on the page: with reason and author; undo takes it back."""

import shutil

import pytest

from planner.scenario.adding import held
from planner.scenario.settings import rules_of
from tests.ui.pages import words_of

RULE = "targets: {sites_at_work: {at_most: 90}}"
NAME = "sites_at_work"


@pytest.fixture
def ruled_city(proven_city, tmp_path):
    root = shutil.copytree(proven_city, tmp_path / "ruled")
    file = root / "kharkiv" / "balanced.yaml"
    file.write_text(f"{file.read_text('utf-8')}\nrules:\n  {RULE}\n", "utf-8")
    return root


def names(app):
    return {rule.name for rule in held(rules_of(app.session_state["good"].loaded.scenario))}


def test_a_limit_is_released_with_reason_and_author(open_app, ruled_city):
    app = open_app(ruled_city)
    assert NAME in names(app)
    app.button(key=f"unforce_rule_{NAME}").click().run()
    app.text_area(key=f"reason_free_forced_{NAME}").input("More crews came")
    app.text_input(key=f"author_free_forced_{NAME}").input("Council")
    release = next(b for b in app.button if "free_forced" in (b.form_id or ""))
    release.click().run()
    assert NAME not in names(app)
    (gone,) = (g for g in app.session_state["good"].loaded.scenario.rules.without if g.rule == NAME)
    assert (gone.reason, gone.author) == ("More crews came", "Council")
    assert "More crews came" in words_of(app)
    app.button(key="undo").click().run()
    assert NAME in names(app)
