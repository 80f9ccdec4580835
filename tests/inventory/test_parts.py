"""Phases, wholes, costs by year, what is restored and what is gained: read strictly, told at once."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from planner.errors import InputError
from planner.inventory import ORIGINS, Inventory
from planner.scenario import load_scenario
from planner.text import fault_lines, speaking
from tests.places import ROOT

SMALL = ROOT / "tests" / "scenario" / "small"
WHOLE = {"part_of": "art", "whole": "The arts", "whole_uk": "Мистецтво"}


def read(folder: Path, *rows: dict[str, str], gains: str = "") -> Inventory:
    """The small city with columns added to its two projects, and perhaps a table of gains."""
    projects = pd.read_csv(SMALL / "projects.csv", dtype=str, keep_default_na=False)
    for column in dict.fromkeys(name for row in rows for name in row):
        projects[column] = [row.get(column, "") for row in rows] + [""] * (2 - len(rows))
    projects.to_csv(folder / "projects.csv", index=False)
    (folder / "gains.csv").write_text(gains, encoding="utf-8")
    further = (folder / "gains.csv",) if gains else ()
    return Inventory.from_files(
        SMALL / "sites.csv", folder / "projects.csv", SMALL / "districts.geojson", *further
    )


def test_an_old_table_of_projects_adds_nothing(tmp_path: Path) -> None:
    parts = read(tmp_path).projects.parts
    assert parts.part_of == ("", "") and parts.phase.tolist() == [0, 0]
    assert parts.waits == () and parts.restores == ((), ()) and parts.whole_of(1) == (1,)


def test_what_a_planner_writes_is_what_is_read(tmp_path: Path) -> None:
    second = {**WHOLE, "phase": "2", "origin": "published", "cost_by_year": "4;4;6.5"}
    first = {**WHOLE, "phase": "1", "restores": "tower; school-2", "origin": "hypothetical"}
    parts = read(tmp_path, second, first).projects.parts
    assert parts.waits == ((0, 1),) and parts.whole_of(0) == (1, 0)
    assert (
        parts.shares[0] == pytest.approx((4 / 14.5, 4 / 14.5, 6.5 / 14.5)) and not parts.shares[1]
    )
    assert parts.restores[1] == ("tower", "school-2")
    assert set(parts.origin) < set(ORIGINS) and parts.whole["uk"][0] == "Мистецтво"


@pytest.mark.parametrize(
    ("row", "key", "column"),
    [
        ({**WHOLE, "phase": "2"}, "phase_missing", "phase"),
        ({"phase": "1"}, "phase_of_nothing", "phase"),
        ({**WHOLE, "phase": "1.5"}, "whole", "phase"),
        ({"part_of": "art"}, "whole_blank", "whole"),
        ({"whole": "The arts"}, "whole_of_nothing", "part_of"),
        ({"origin": "rumour"}, "unknown_choice", "origin"),
        ({"cost_by_year": "1;2"}, "by_year_length", "cost_by_year"),
        ({"cost_by_year": "1;2;3"}, "by_year_sum", "cost_by_year"),
        ({"cost_by_year": "1;two;3"}, "by_year_number", "cost_by_year"),
        ({"cost_by_year": "20;-8;2.5"}, "by_year_number", "cost_by_year"),
        ({"restores": "towr"}, "unknown_site_near", "restores"),
        ({"restores": "ruin"}, "restores_displaced", "restores"),
        ({"restores": "tower;tower"}, "restores_twice", "restores"),
    ],
)
def test_a_slip_is_told_at_its_cell(
    tmp_path: Path, row: dict[str, str], key: str, column: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, row)
    (fault,) = caught.value.faults
    assert (fault.key, fault.field, fault.row, fault.file) == (key, column, 2, "projects.csv")
    for language in ("uk", "en"):
        with speaking(language):
            assert fault_lines(caught.value)


def test_one_whole_has_one_name(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, WHOLE, {**WHOLE, "whole": "Another"})
    assert [fault.key for fault in caught.value.faults] == ["whole_differs"]


HEAD = "project,criterion,amount,quality,source,source_uk\n"


def test_gains_are_read_with_source_and_quality(tmp_path: Path) -> None:
    gains = read(tmp_path, gains=f"{HEAD}hall,green,12.5,stated,their page,їхня сторінка\n").gains
    assert (gains.project, gains.criterion, gains.amount.tolist()) == (
        ("hall",),
        ("green",),
        [12.5],
    )
    assert gains.quality == ("stated",) and gains.source["uk"] == ("їхня сторінка",)
    assert gains.of("hall") == (0,) and gains.of("quarter") == ()


def test_every_slip_in_gains_is_told_at_once(tmp_path: Path) -> None:
    rows = "hal,green,1,stated,s,\nhall,green,x,rumour,s,\nhall,green,2,stated,,\n"
    with pytest.raises(InputError) as caught:
        read(tmp_path, gains=HEAD + rows)
    found = {(fault.key, fault.field, fault.row) for fault in caught.value.faults}
    assert found == {
        ("unknown_project_near", "project", 2),
        ("number", "amount", 3),
        ("unknown_choice", "quality", 3),
        ("gain_twice", "criterion", 4),
        ("blank", "source", 4),
    }


def test_a_gain_of_no_criterion_of_the_scenario_is_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "small"))
    (folder / "gains.csv").write_text(f"{HEAD}hall,gren,1,stated,s,\n", encoding="utf-8")
    base = (folder / "base.yaml").read_text("utf-8")
    (folder / "base.yaml").write_text(
        base.replace("projects: projects.csv", "projects: projects.csv, gains: gains.csv"), "utf-8"
    )
    with pytest.raises(InputError) as caught:
        load_scenario(folder / "people.yaml")
    (fault,) = caught.value.faults
    assert (fault.key, fault.file, fault.row) == ("unknown_criterion_near", "gains.csv", 2)
