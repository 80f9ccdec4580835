"""`vidnova replan`, from a saved plan to the one that changes least of it."""

import json

QUICK = ("--gap", "0.01", "--seconds", "8")


def test_a_saved_plan_is_made_again_and_can_be_saved_in_its_turn(run, town):
    old, new = town / "old.json", town / "new.json"
    ours = ("--profile", "internal")
    run("plan", town / "balanced.yaml", "--out", old, *ours, *QUICK)
    cut = town / "cut.yaml"
    cut.write_text(
        "format: 1\nextends: balanced.yaml\nname: {uk: Менше, en: Less}\n"
        "money: {funds: {state: {amount: {2027: 20, 2028: 20, 2029: 20, 2030: 20, 2031: 20}}}}\n",
        encoding="utf-8",
    )
    words = ("replan", old, cut, "--tolerance", "1%", *QUICK)
    report = json.loads(run(*words, *ours, "--json", "--out", new).stdout)
    assert report["changed_proven_at_least"] <= report["changed"] <= report["changed_by_best"]
    assert report["money"] < report["money_before"]
    after = {entry["id"]: entry for entry in json.loads(new.read_text("utf-8"))["plan"]}
    for change in report["changes"]:
        planned = after[change["id"]]["group"] in ("planned", "clearing")
        assert planned == bool(change["after"])
    public = json.loads(run(*words, "--json").stdout)
    assert all("why" not in c and "start" not in str(c) for c in public["changes"])
    again = run("replan", cut, cut, "--lang", "en", "--save", "Kept", *QUICK)
    assert "no decision changes" in again.stdout
    assert "chosen_plan" in (town / "kept.yaml").read_text("utf-8")


def test_what_is_no_plan_is_refused(run, town):
    wrong = run("replan", town / "none.json", town / "balanced.yaml", "--lang", "en", *QUICK)
    assert wrong.exit_code == 2 and "none.json" in wrong.stderr


def test_what_is_reported_stands_beside_what_was_planned(run, town):
    (town / "done.csv").write_text("id,paid,share\nderzhprom,3,10\n", encoding="utf-8")
    words = ("done", town / "done.csv", town / "balanced.yaml", *QUICK)
    report = json.loads(run(*words, "--json", "--profile", "internal").stdout)
    assert "derzhprom" in json.dumps(report)
    (town / "done.csv").write_text("id,paid\nnobody,3\n", encoding="utf-8")
    wrong = run(*words, "--lang", "en")
    assert wrong.exit_code == 2 and "nobody" in wrong.stderr
