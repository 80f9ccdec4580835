"""The rules that hold are told in words, each with who set it, why, and the file it comes from."""

from pathlib import Path

import pytest

from planner.cli.show_plan import show_plan
from planner.insight.rules import rules_held, rules_taken_out
from planner.plan import Plan, make_plan
from planner.scenario import Forced, load_scenario, with_settings
from planner.text import speaking
from tests.small_city import make_city

RULES = """
rules:
  share: {new: {at_most: 0.5}}
  district_floor: [{criterion: homes, at_least: 0}]
  promises: [{site: derzhprom, works: stabilise, start: 2028, reason: begun, author: Council}]
  requires: [{start: nff-housing-retrofit-1, after: derzhprom}]
  targets: {people_back: [{who: residents, at_least: 1, by: 2031}], sites_at_work: {at_most: 90}}
  status_lifted: [{site: gymnasium-172, reason: example, author: Me}]
  without:
    - {rule: never.kuznechna-27, reason: looked up / looked up, author: Heritage office}
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    root = make_city(tmp_path_factory.mktemp("ruled"), sites=6)
    file: Path = root / "kharkiv" / "ruled.yaml"
    words = (root / "kharkiv" / "balanced.yaml").read_text("utf-8")
    file.write_text(words + RULES.replace("gymnasium-172", "railway-workers-palace"), "utf-8")
    here = Forced(subject="derzhprom", way="must", reason="symbol", author="Me")
    return make_plan(with_settings(load_scenario(file), forced=[here]), gap=0.1)


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_rule_is_told_with_where_it_comes_from(plan: Plan, language: str) -> None:
    with speaking(language):
        told = {rule.name: rule for rule in rules_held(plan)}
        out = rules_taken_out(plan)
        assert told["share.new.at_most"].files == ("ruled.yaml",)
        assert told["must.derzhprom"].files == () and told["must.derzhprom"].author == "Me"
        assert all(rule.words and rule.origin for rule in told.values())
        assert "never.kuznechna-27.clear" not in told
        assert [(gone.name, gone.author) for gone in out] == [
            ("never.kuznechna-27", "Heritage office")
        ]
        assert out[0].files == ("ruled.yaml",)


def test_the_terminal_lists_them_with_their_names(plan: Plan) -> None:
    with speaking("en"):
        shown = " ".join(show_plan(plan).split())
    assert "of what is spent; from ruled.yaml [share.new.at_most]" in shown
    assert "Heritage office); from ruled.yaml [never.kuznechna-27]" in shown
