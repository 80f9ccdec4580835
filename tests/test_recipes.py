"""What README and CONTRIBUTING tell to do is done here as it is written."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import yaml
from click.testing import CliRunner

from planner.cli.command import Vidnova
from tests.intake.books import xlsx_of
from tests.places import KHARKIV, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILE = re.compile(r"^```(?!diff)\w+\n# ([\w./-]+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHANGE = re.compile(r"^```diff\n# ([\w./-]+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHECKED = {
    "a criterion": """
from pathlib import Path
from typing import Final
from planner.plan import make_plan
from planner.scenario import load_scenario
plan = make_plan(load_scenario(Path("scenarios/kharkiv/tall.yaml")), gap=0.05)
assert plan.figures.by_criterion["storeys"].count > 0
""",
    "a row": """
from pathlib import Path
from typing import Final
import numpy as np
from planner.insight.method import formula_in, row_of
from planner.plan import make_plan, prepare, problem_of
from planner.problem import ENTRIES
from planner.scenario import load_scenario
from planner.text import fault_sentence, in_each, text
from planner.errors import Fault
loaded = load_scenario(Path("scenarios/kharkiv/masterplan.yaml"))
assert list(ENTRIES)[-1] == "C12"
rows = [row for row in problem_of(loaded).linking.ids if row.rule.row == "C12"]
assert rows and all(row.year for row in rows)
plan = make_plan(loaded, gap=0.05)
begun = [e.steps[0].start for e in plan.in_plan if e.kind == "project"]
assert begun and len(begun) == len(set(begun))
formula = row_of(ENTRIES["C12"].write).formula
assert "для кожного року" in in_each(lambda: formula_in(formula))["uk"]
fault = Fault(key="infeasible_openings", details={"years": "2027"})
assert all("2027" in said for said in in_each(lambda: fault_sentence(fault)).values())
""",
    "a page": """
from streamlit.testing.v1 import AppTest
app = AppTest.from_string("from planner.ui.guide.page import page; page()", default_timeout=90).run()
assert "Почніть" in "".join(element.proto.body for element in app.get("html"))
""",
    "a reader": """
from planner.inventory.trees import read_trees
ids, heights, faults = read_trees("id,height_m\\nlime,12\\n".encode(), "trees.csv")
assert (ids, heights.tolist(), faults) == (("lime",), [12.0], [])
(fault,) = read_trees("id,height_m\\nlime,tall\\n".encode(), "trees.csv")[2]
assert (fault.row, fault.field, fault.value) == (2, "height_m", "tall")
""",
    "an export": """
from pathlib import Path
from typing import Final
from planner.exchange import release
from planner.exchange.text_file import to_text
from planner.plan import make_plan
from planner.scenario import load_scenario
from planner.text import speaking
with speaking("en"):
    plan = make_plan(load_scenario(Path("scenarios/kharkiv/balanced.yaml")), gap=0.05)
    assert to_text(release(plan, "public"))
""",
    "a language": """
import csv, io
from pathlib import Path
from typing import Final
from click.testing import CliRunner
from planner.cli.command import Vidnova
from planner.exchange import release, to_csv
from planner.exchange.listing import priority_list
from planner.plan import make_plan
from planner.scenario import load_scenario
from planner.scenario.store import store
from planner.scenario.store.naming import title_of
from planner.text import LANGUAGES, decimal, has, in_each, name_of, speaking
assert LANGUAGES == ("uk", "en", "pl")
assert in_each(lambda: decimal(1234.5))["pl"] == "1\u00a0234,5"
asked = ["generate", "--sites", "40", "--seed", "1", "made"]
assert CliRunner().invoke(Vidnova(name="vidnova"), asked).exit_code == 0
table = Path("made/sites.csv")
first, *rest = csv.DictReader(io.StringIO(table.read_text("utf-8")))
with table.open("w", encoding="utf-8", newline="") as file:
    writer = csv.DictWriter(file, first)
    writer.writeheader()
    writer.writerows([{**first, "name_pl": "Dom pod kasztanem"}, {**rest[0], "name_pl": ""}, *rest[1:]])
made = load_scenario(Path("made/balanced.yaml"))
saved = load_scenario(store.save_new(made, title_of({"pl": "Mój plan"})))
assert saved.path.stem == "moj-plan"
names = load_scenario(Path("scenarios/kharkiv/balanced.yaml")).scenario.name.words
with speaking("pl"):
    assert name_of(saved.scenario.name.words) == "Mój plan"
    assert name_of(names) == names["uk"] and not names["pl"]
    plan = make_plan(saved, gap=0.1)
    assert name_of(plan.names(first["id"])) == "Dom pod kasztanem"
    assert name_of(plan.names(rest[0]["id"])) == rest[0]["name_uk"]
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(to_csv(release(plan, "internal")).decode("utf-8-sig")))}
    assert rows[first["id"]]["name_pl"] == "Dom pod kasztanem"
    assert "Name (Polish)" in [column.title for column in priority_list(plan).columns]
""",
    "what is wired in": """
import subprocess
from pathlib import Path
from typing import Final
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest
from planner.cli.command import Vidnova
subprocess.run(["lint-imports"], check=True)
asked = ["plan", "scenarios/kharkiv/balanced.yaml", "--gap", "0.05", "--out", "list.txt"]
assert CliRunner().invoke(Vidnova(name="vidnova"), asked).exit_code == 0
assert Path("list.txt").read_text("utf-8").startswith("1. ")
app = AppTest.from_string("from planner.ui import shell; shell.run()", default_timeout=90)
app.session_state["language"] = "pl"
app.run()
assert not app.exception
assert "Guide" in [link.proto.label for link in app.get("page_link")]
assert "download_txt" in [button.key for button in app.get("download_button")]
assert "PL" in app.button_group(key="language_switch").options
""",
}
"""What is true once the files of CONTRIBUTING are in their places."""


def change(file: Path, lines: list[str]) -> None:
    """Puts lines with a plus where those with a minus stand, or behind those without a sign."""
    old = "".join(line[1:] for line in lines if line[0] in " -")
    new = "".join(line[1:] for line in lines if line[0] in " +")
    before = file.read_text(encoding="utf-8")
    assert before.count(old) == 1, (file, old)
    file.write_text(before.replace(old, new), encoding="utf-8")


def word_in(language: str, words: Path) -> None:
    """Gives every entry of a file a text in another language: the English one will do here."""
    entries = yaml.safe_load(words.read_text(encoding="utf-8"))
    for texts in entries.values():
        said = texts["en"]
        forms = {"few": said["other"], "many": said["other"]} if isinstance(said, dict) else {}
        texts[language] = {**said, **forms} if forms else said
    words.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with every file and every change that CONTRIBUTING gives."""
    root = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", root)
    for room in ("planner", "scenarios"):
        shutil.copytree(ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__"))
    given, changes = FILE.findall(CONTRIBUTING), CHANGE.findall(CONTRIBUTING)
    assert (len(given), len(changes)) == (10, 7)
    for name, content in given:
        file = root / name
        file.parent.mkdir(exist_ok=True)
        assert not file.exists(), name
        file.write_text(content, encoding="utf-8")
    for name, lines in changes:
        change(root / name, lines.splitlines(keepends=True))
    for words in (root / "planner" / "text" / "words").glob("*.yaml"):
        word_in("pl", words)
    return root


@pytest.mark.parametrize("recipe", CHECKED)
def test_a_recipe_does_what_it_says(house: Path, recipe: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHECKED[recipe]],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_example_in_python_runs() -> None:
    block = re.search(r"\*\*From Python:\*\*\n\n((?:    .*\n|\n)+)", README)
    assert block is not None
    code = re.sub(r"^    ", "", block[1], flags=re.MULTILINE)
    given = """
import numpy as np
value, group = np.array([0.0, 3.0, 0.0, 5.0]), np.array([0, 0, 1, 1])
usage, capacity = np.array([[0.0], [2.0], [0.0], [4.0]]), np.array([5.0])
"""
    done = subprocess.run(
        [sys.executable, "-c", f"{given}{code}\nassert solution.value == 5.0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


QUICK: Final = {
    "plan": ("--gap", "0.02"),
    "compare": ("--gap", "0.02"),
    "aim": ("--gap", "0.05", "--seconds", "0.5"),
    "fair": ("--gap", "0.05", "--seconds", "0.5"),
    "enter": ("--gap", "0.05", "--seconds", "0.5"),
    "causes": ("--gap", "0.05", "--seconds", "0.5"),
    "frontier": ("--gap", "0.05", "--seconds", "0.5"),
    "nest": ("--gap", "0.05", "--seconds", "1"),
    "replan": ("--gap", "0.05", "--seconds", "2"),
    "sure": ("--gap", "0.02", "--seconds", "0.5"),
}
"""With which a command is tried here: that it works, not how well, is what a README claims."""
SHORTER: Final = {
    "--sites 8000": "--sites 200",
    "--draws 100 --vary costs --vary damage": "--draws 2",
    " --terms nff-heritage-landmark": "",
}
"""Terms take half a minute: tests/exchange/test_terms_file.py asks for them."""


def commands(document: str) -> list[str]:
    """Commands of the terminal that a document names, without their comments."""
    lines = re.findall(r"^    (vidnova .*?)(?:\s+#.*)?$", document, re.MULTILINE)
    return [line for line in lines if "..." not in line]


def test_every_command_of_the_readme_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(KHARKIV, tmp_path / "scenarios" / "kharkiv")
    (tmp_path / "my").mkdir()
    shutil.copytree(KHARKIV, tmp_path / "my", dirs_exist_ok=True)
    shutil.copy(KHARKIV / "balanced.yaml", tmp_path / "my" / "city.yaml")
    listed = [["Адреса", "Площа", "Ступінь"], ["вул. Сумська, 1", "1200", "3"]]
    (tmp_path / "list.xlsx").write_bytes(xlsx_of({"Перелік": listed}))
    monkeypatch.chdir(tmp_path)
    named = commands(README)
    assert len(named) >= 8
    for line in named:
        smaller = line
        for long, short in SHORTER.items():
            smaller = smaller.replace(long, short)
        words = smaller.split()[1:]
        done = CliRunner().invoke(Vidnova(name="vidnova"), [*words, *QUICK.get(words[0], ())])
        assert done.exit_code == 0, (line, done.output)


def test_every_tool_that_is_named_is_there() -> None:
    both = README + CONTRIBUTING
    for module in set(re.findall(r"python -m (tests[\w.]*\w)", both)):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").exists(), module
    for script in set(re.findall(r"\.ci/(\w+)", both)):
        assert list((ROOT / ".ci").glob(f"{script}*")), script
    for file in set(re.findall(r"pytest (?:-n 0 )?(tests/[\w/]+\.py)", both)):
        assert (ROOT / file).exists(), file
    for path in set(re.findall(r"`(planner/[\w/]+\.py)`", both)):
        given = {name for name, _ in FILE.findall(CONTRIBUTING)}
        assert (ROOT / path).exists() or path in given, path
