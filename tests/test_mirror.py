"""Tests mirror the rooms: `planner/a/b.py` is tried by `tests/a/test_b.py`, or it is stated where."""

from fnmatch import fnmatch
from typing import Final

from tests.places import ROOT

ELSEWHERE: Final = {
    "alternatives/*": "alternatives/test_build.py",
    "cli/bringing.py": "cli/test_commands.py",
    "cli/command.py": "cli/test_errors.py",
    "cli/options.py": "cli/test_language.py",
    "cli/progress.py": "cli/test_running.py",
    "cli/show_frontier.py": "insight/trade/test_frontier.py",
    "cli/show_fair.py": "insight/fair/test_fairness.py",
    "cli/show_enter.py": "insight/enter/test_weights.py",
    "cli/show_causes.py": "insight/cause/test_causes.py",
    "cli/show_aspire.py": "insight/aspire/test_aspire.py",
    "cli/solving.py": "cli/test_commands.py",
    "cli/show_comparison.py": "cli/test_commands.py",
    "cli/show_districts.py": "insight/test_districts.py",
    "cli/show_terms.py": "cli/test_prices.py",
    "cli/show_duty.py": "insight/test_duty.py",
    "cli/show_plan.py": "cli/test_plan.py",
    "cli/show_robust.py": "cli/test_sure.py",
    "cli/show_sure.py": "cli/test_sure.py",
    "cli/speaking.py": "cli/test_language.py",
    "cli/waiting.py": "cli/test_running.py",
    "cli/work.py": "cli/test_commands.py",
    "desk/desk.py": "ui/controls/test_controls.py",
    "desk/engine.py": "desk/test_searching.py",
    "desk/folder.py": "ui/test_starting.py",
    "desk/questions.py": "ui/card/test_card.py",
    "desk/solving.py": "desk/test_searching.py",
    "desk/worker/*": "desk/pool/test_pool.py",
    "exchange/data_files.py": "ui/keep/test_exporting.py",
    "exchange/documents.py": "exchange/test_decisions.py",
    "exchange/faults_file.py": "cli/test_output.py",
    "exchange/council/*": "exchange/council/test_council.py",
    "exchange/donor/*": "exchange/donor/test_workbook.py",
    "exchange/gate/*": "exchange/gate/test_release.py",
    "exchange/dictionary.py": "exchange/maps/test_geopackage.py",
    "exchange/opendata/*": "exchange/opendata/test_oc4ids.py",
    "exchange/maps/*": "exchange/maps/test_geopackage.py",
    "exchange/listing.py": "exchange/test_tables.py",
    "exchange/opening.py": "exchange/test_link.py",
    "exchange/scenario_file.py": "exchange/gate/test_release.py",
    "exchange/settings.py": "exchange/test_tables.py",
    "exchange/sheet.py": "exchange/test_tables.py",
    "insight/facts.py": "insight/test_card.py",
    "insight/asked.py": "ui/contest/test_page.py",
    "insight/brings.py": "ui/card/test_parts.py",
    "insight/counts.py": "insight/test_conclusion.py",
    "insight/forcing.py": "insight/test_displace.py",
    "insight/index.py": "insight/test_finding.py",
    "insight/judge.py": "insight/test_compare.py",
    "insight/measure.py": "insight/test_compare.py",
    "insight/method.py": "ui/compare/test_drawings.py",
    "insight/near_words.py": "insight/test_near.py",
    "insight/robust_words.py": "insight/test_robust.py",
    "insight/aspire/*": "insight/aspire/test_aspire.py",
    "insight/trade/*": "insight/trade/test_frontier.py",
    "insight/enter/*": "insight/enter/test_weights.py",
    "optimise/solvers/nearest.py": "insight/enter/test_weights.py",
    "insight/cause/*": "insight/cause/test_causes.py",
    "insight/fair/*": "insight/fair/test_fairness.py",
    "insight/options.py": "ui/list/test_listing.py",
    "insight/overlap.py": "insight/test_compare.py",
    "insight/phases.py": "ui/compare/test_charts.py",
    "insight/proportions.py": "insight/test_terms.py",
    "insight/sentence.py": "insight/test_compare.py",
    "insight/shared.py": "insight/test_fewest.py",
    "insight/recalled.py": "insight/test_sides.py",
    "insight/reaching.py": "insight/test_room.py",
    "insight/terms_words.py": "ui/panels/test_terms.py",
    "insight/sweep.py": "insight/test_sides.py",
    "cli/beginning.py": "intake/city/test_city.py",
    "intake/city/*": "intake/city/test_city.py",
    "intake/difference.py": "intake/test_ledger.py",
    "intake/foreign/*": "intake/foreign/test_read.py",
    "intake/headings.py": "intake/values/test_values.py",
    "intake/looking.py": "intake/test_importing.py",
    "intake/meaning/*": "intake/test_importing.py",
    "intake/questions.py": "intake/test_importing.py",
    "intake/report.py": "intake/test_importing.py",
    "intake/take/*": "intake/take/test_take.py",
    "intake/updating.py": "intake/test_importing.py",
    "intake/values/*": "intake/values/test_values.py",
    "intake/writing.py": "intake/take/test_take.py",
    "inventory/today.py": "alternatives/test_today.py",
    "inventory/*": "inventory/test_inventory.py",
    "optimise/certify/lawful.py": "optimise/price/test_dual.py",
    "optimise/certify/near.py": "optimise/near/test_near.py",
    "optimise/certify/proof.py": "optimise/prove/test_tree.py",
    "optimise/certify/solution.py": "optimise/certify/test_check.py",
    "optimise/close.py": "optimise/test_solve.py",
    "optimise/diagnosis/*": "optimise/diagnosis/test_diagnose.py",
    "optimise/market/equal.py": "optimise/price/test_spread.py",
    "optimise/market/local.py": "optimise/market/test_settle.py",
    "optimise/near/*": "optimise/near/test_near.py",
    "optimise/price/kinds.py": "optimise/price/test_spread.py",
    "optimise/price/*": "optimise/price/test_dual.py",
    "optimise/prove/cuts.py": "optimise/prove/test_core.py",
    "optimise/round/agree.py": "optimise/round/test_rounder.py",
    "optimise/round/*": "optimise/test_hostile.py",
    "optimise/search.py": "optimise/test_hostile.py",
    "optimise/solvers/elastic.py": "optimise/round/test_dive.py",
    "optimise/solvers/program.py": "optimise/solvers/test_written.py",
    "optimise/solvers/warm.py": "optimise/round/test_dive.py",
    "optimise/solvers/whole.py": "optimise/solvers/test_integer.py",
    "optimise/tuning/*": "optimise/test_tuning.py",
    "plan/clash/levers.py": "plan/clash/test_conflict_city.py",
    "plan/columns.py": "plan/test_listing.py",
    "plan/entr*.py": "plan/test_listing.py",
    "plan/*.py": "plan/test_make.py",
    "problem/rows/*": "problem/rows/test_rows.py",
    "problem/easing.py": "optimise/diagnosis/test_diagnose.py",
    "problem/*.py": "problem/test_problem.py",
    "reading/locking.py": "scenario/store/test_store_writers.py",
    "reading/yaml_text.py": "scenario/test_settings.py",
    "reading/*": "reading/test_tables.py",
    "scenario/checks/commitments.py": "scenario/checks/test_rules.py",
    "scenario/checks/currency.py": "scenario/checks/test_schema.py",
    "scenario/checks/times.py": "scenario/checks/test_cross.py",
    "scenario/about.py": "scenario/files/test_describing.py",
    "scenario/cut.py": "exchange/gate/test_release.py",
    "scenario/funds.py": "scenario/checks/test_schema.py",
    "scenario/scenario.py": "scenario/checks/test_schema.py",
    "scenario/store/saving.py": "scenario/test_settings.py",
    "scenario/tree.py": "scenario/files/test_loading.py",
    "synthetic/*": "synthetic/test_synthetic.py",
    "text/messages.py": "text/test_catalogue.py",
    "text/speaking.py": "text/test_catalogue.py",
    "ui/card/*": "ui/card/test_card.py",
    "ui/compare/*": "ui/compare/test_page.py",
    "ui/controls/amounts.py": "ui/session/test_answering.py",
    "ui/controls/*": "ui/controls/test_controls.py",
    "ui/data/*": "ui/test_shell.py",
    "ui/guard.py": "browser/test_guard.py",
    "ui/keep/line.py": "browser/test_line.py",
    "ui/keep/opened.py": "ui/keep/test_sharing.py",
    "ui/list/*": "ui/list/test_listing.py",
    "ui/look/component.py": "browser/test_sent.py",
    "ui/look/refusing.py": "ui/session/test_answering.py",
    "ui/look/seal.py": "browser/test_checks.py",
    "ui/look/*": "ui/test_shell.py",
    "ui/map/*": "ui/map/test_drawn.py",
    "ui/contest/*": "ui/contest/test_page.py",
    "ui/newcity/*": "ui/newcity/test_page.py",
    "ui/panels/frame.py": "ui/contest/test_page.py",
    "ui/panels/conflict.py": "browser/test_checks.py",
    "ui/panels/sheets.py": "browser/test_access.py",
    "ui/panels/contest.py": "ui/card/test_card.py",
    "ui/panels/spending.py": "ui/compare/test_drawings.py",
    "ui/panels/*": "ui/test_shell.py",
    "ui/plan/*": "ui/test_shell.py",
    "ui/sure/*": "ui/sure/test_page.py",
    "ui/session/nearing.py": "ui/sure/test_page.py",
    "ui/session/visiting.py": "ui/controls/test_aiming.py",
    "ui/session/asking.py": "ui/card/test_card.py",
    "ui/session/meanwhile.py": "ui/session/test_answering.py",
    "ui/session/pinning.py": "ui/keep/test_draft.py",
    "ui/session/tab.py": "desk/pool/test_task.py",
    "arrays.py": "",
    "domain.py": "",
    "errors.py": "text/test_faults.py",
    "money.py": "text/test_money.py",
    "profiles.py": "",
}
"""Module, by name or pattern -> where it is tried; blank for names alone. The first that fits."""


def modules() -> list[str]:
    rooms = ROOT / "planner"
    found = (path.relative_to(rooms) for path in rooms.rglob("*.py"))
    return sorted(path.as_posix() for path in found if not path.name.startswith("__"))


def namesake(module: str) -> bool:
    room, _, name = module.rpartition("/")
    return (ROOT / "tests" / room / f"test_{name}").exists()


def stated(module: str) -> str | None:
    return next((where for known, where in ELSEWHERE.items() if fnmatch(module, known)), None)


def test_every_module_has_a_test_of_its_name_or_says_where_it_is_tried():
    alone = [module for module in modules() if not namesake(module) and stated(module) is None]
    assert alone == []


def test_what_is_stated_is_there_and_needed():
    gone = [
        where for where in ELSEWHERE.values() if where and not (ROOT / "tests" / where).exists()
    ]
    assert gone == []
    needed = {stated(module) for module in modules() if not namesake(module)}
    assert needed == set(ELSEWHERE.values())
