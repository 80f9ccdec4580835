"""A written model holds every number exactly, and other solvers find the same optimum in it."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pytest

from planner.errors import InputError
from planner.optimise import check, solve, write_model
from planner.plan import problem_of
from planner.problem import Problem
from planner.scenario import load_scenario
from tests.benchmarks.readers import cbc, highs
from tests.optimise.strange import KINDS, strange_city
from tests.places import KHARKIV

LOCK = {"reason": "r", "author": "a"}


@pytest.fixture(scope="module")
def small(site: Any, project: Any, city: Any) -> Problem:
    """A city with every kind of row, and amounts that use all their digits."""
    loaded = city(
        [
            site("flat", area=1234.567),
            site("tower", status="local", grade=3, area=777.7, district="south"),
            site("ruin", grade=5, people=31),
        ],
        [project("house", cost=1.23456789, people=60, people_kind="residents", displaces=["ruin"])],
        works=("stabilise", "restore", "repair", "clear", "build"),
        weights={"heritage": 3, "homes": 5, "safety": 1, "renewal": 2, "cost": 1},
        funds={
            "main": {"amount": {2027: "1.23456789", 2028: "0.98765432"}},
            "heritage": {
                "amount": {2027: "0.33333333", 2028: "0.33333333"},
                "carry_over": False,
                "eligible": {"heritage_status": ["local"]},
            },
        },
        labour={"builders": "0.7"},
        crews={"builders": {2027: 1, 2028: 2}},
        round_to="0.00000001",
        rules={
            "share": {"new": {"at_most": "0.6"}},
            "district_floor": [{"criterion": "homes", "at_least": "0.1"}],
            "must": [{"site": "tower", **LOCK}],
            "never": [{"site": "flat", "works": "clear", **LOCK}],
            "requires": [{"start": "flat", "after": "tower"}],
            "promises": [{"site": "tower", "start": 2027, **LOCK}],
            "targets": {
                "people_back": [{"who": "residents", "at_least": 20, "by": 2028}],
                "sites_at_work": {"at_most": 2},
            },
        },
    )
    return problem_of(loaded, labelled=True)


def read(path: Path, **options: Any) -> highspy.Highs:
    reader = highspy.Highs()
    reader.setOptionValue("output_flag", False)
    for name, value in options.items():
        reader.setOptionValue(name, value)
    assert reader.readModel(str(path)) == highspy.HighsStatus.kOk
    return reader


def expected_rows(problem: Problem) -> dict[str, dict[str, float]]:
    """Row -> variable -> coefficient, from the arrays of the problem; x by number, y by number."""
    groups, names = problem.group.tolist(), long_names(problem)
    matrix = problem.linking.matrix.toarray()
    rows = {name: dict[str, float]() for name in names}
    ones, linking = names[: problem.n_groups], names[problem.n_groups :]
    for a, group in enumerate(groups):
        rows[ones[group]][f"x{a}"] = 1.0
    for r, name in enumerate(linking):
        rows[name] |= {f"x{a}": float(c) for a, c in enumerate(matrix[r]) if c != 0}
    for k, (source, sink) in enumerate(problem.linking.arcs.tolist()):
        rows[linking[source]][f"y{k}"] = 1.0
        rows[linking[sink]][f"y{k}"] = -1.0
    return rows


def long_names(problem: Problem) -> list[str]:
    """What the legend says of the rows, C1 first; no two alike."""
    names = [*(f"one of {name}" for name in problem.group_names), *problem.linking.names]
    assert len(set(names)) == len(names)
    return names


def expected_limits(problem: Problem) -> dict[str, tuple[float, float]]:
    rows, names = problem.linking, long_names(problem)
    limits = dict.fromkeys(names[: problem.n_groups], (1.0, 1.0))
    linking = names[problem.n_groups :]
    for name, sense, rhs in zip(linking, rows.sense, rows.rhs.tolist(), strict=True):
        limits[name] = (rhs if sense != "<=" else -np.inf, rhs if sense != ">=" else np.inf)
    return limits


def legend_of(path: Path) -> dict[str, tuple[str, float]]:
    """Short name -> what the comments say that it is, and what the file divides it by."""
    found = re.findall(
        r"^[\\*] (\w+): (.+?)(?:, divided by (\d+))?$", path.read_text("utf-8"), re.MULTILINE
    )
    assert len({short for short, *_ in found}) == len(found)
    return {short: (long, float(factor or 1)) for short, long, factor in found}


def numbers_in(path: Path) -> tuple[Any, Any, Any, Any]:
    """(objective, rows, limits, whole variables) of a model file, rows as the legend names them.

    Rows are multiplied by what they were divided by, flows of money are in that unit already.
    """
    model, legend = read(path).getLp(), legend_of(path)
    names = model.col_names_
    long, factors = zip(*(legend[row] for row in model.row_names_), strict=True)
    rows: Any = {name: {} for name in long}
    matrix = model.a_matrix_
    assert matrix.format_ == highspy.MatrixFormat.kColwise
    for column, name in enumerate(names):
        for k in range(matrix.start_[column], matrix.start_[column + 1]):
            row = matrix.index_[k]
            if matrix.value_[k] != 0:
                factor = factors[row] if name.startswith("x") else 1.0
                rows[long[row]][name] = matrix.value_[k] * factor
    limits = {
        row: (low * factor, high * factor)
        for row, factor, low, high in zip(
            long, factors, model.row_lower_, model.row_upper_, strict=True
        )
    }
    sign = 1 if model.sense_ == highspy.ObjSense.kMaximize else -1
    objective = {n: sign * c for n, c in zip(names, model.col_cost_, strict=True) if c != 0}
    whole = {
        name
        for name, kind in zip(names, model.integrality_, strict=True)
        if kind == highspy.HighsVarType.kInteger
    }
    return objective, rows, limits, whole


def test_a_written_lp_holds_every_number_to_the_last_digit(small: Problem, tmp_path: Path) -> None:
    write_model(small, tmp_path / "model.lp")
    objective, rows, limits, whole = numbers_in(tmp_path / "model.lp")
    assert objective == {f"x{a}": v for a, v in enumerate(small.value.tolist()) if v != 0}
    assert rows == expected_rows(small)
    assert limits == expected_limits(small)
    assert whole == {f"x{a}" for a in range(len(small.value))}


def test_a_written_mps_holds_money_exactly_and_all_else_to_twelve_digits(
    small: Problem, tmp_path: Path
) -> None:
    write_model(small, tmp_path / "model.mps")
    objective, rows, limits, whole = numbers_in(tmp_path / "model.mps")
    for name, row in expected_rows(small).items():
        wanted = row if name.startswith("C2") else pytest.approx(row, rel=1e-12)
        assert rows[name] == wanted
    for name, limit in expected_limits(small).items():
        assert limits[name] == (limit if name.startswith("C2") else pytest.approx(limit, rel=1e-12))
    values = {f"x{a}": v for a, v in enumerate(small.value.tolist()) if v != 0}
    assert objective == pytest.approx(values, rel=1e-12)
    assert len(whole) == len(small.value)


@pytest.mark.parametrize("ending", [".lp", ".mps"])
def test_other_solvers_reading_the_file_find_the_same_optimum(
    small: Problem, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"model{ending}"
    write_model(small, path)
    value = pytest.approx(solve(small, gap=0.0).value, rel=1e-7)
    assert highs(path) == value
    assert cbc(path) == value


@pytest.mark.parametrize("ending", [".lp", ".mps"])
@pytest.mark.parametrize("kind", KINDS)
def test_ids_of_every_kind_are_in_the_legend_and_the_model_is_read_all_the_same(
    tmp_path: Path, kind: str, ending: str
) -> None:
    problem, path = strange_city(kind), tmp_path / f"model{ending}"
    write_model(problem, path)
    said = [long for long, _ in legend_of(path).values()]
    assert said[: len(long_names(problem))] == long_names(problem)
    assert said[len(long_names(problem)) :][: len(problem.value)] == list(problem.labels)
    value = pytest.approx(solve(problem, gap=0.0).value, rel=1e-7)
    assert highs(path) == value
    assert cbc(path) == value


@pytest.mark.slow
def test_the_kharkiv_file_holds_every_number(tmp_path: Path) -> None:
    problem = problem_of(load_scenario(KHARKIV / "repair-first.yaml"), labelled=True)
    write_model(problem, tmp_path / "kharkiv.lp")
    objective, rows, limits, _ = numbers_in(tmp_path / "kharkiv.lp")
    assert objective == {f"x{a}": v for a, v in enumerate(problem.value.tolist()) if v != 0}
    assert rows == expected_rows(problem)
    assert limits == expected_limits(problem)


@pytest.mark.slow
def test_highs_reading_the_kharkiv_file_agrees_with_the_plan(tmp_path: Path) -> None:
    gap = 1e-2
    problem = problem_of(load_scenario(KHARKIV / "repair-first.yaml"), labelled=True)
    path = tmp_path / "kharkiv.lp"
    write_model(problem, path)
    reader = read(path, mip_rel_gap=gap, time_limit=60.0, threads=1)
    reader.run()
    info = reader.getInfo()
    found, its_bound = abs(info.objective_function_value), abs(info.mip_dual_bound)
    solution = solve(problem, gap=gap, seconds=60)
    assert check(problem, solution).sound
    assert solution.gap <= gap and (its_bound - found) / its_bound <= gap
    assert found <= solution.bound * (1 + 1e-7)
    assert solution.value <= its_bound * (1 + 1e-7)


def test_another_ending_is_refused(small: Problem, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_model(small, tmp_path / "model.txt")
    assert [fault.key for fault in caught.value.faults] == ["model_ending"]


def test_a_place_that_cannot_be_written_is_named(small: Problem, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_model(small, tmp_path / "no" / "model.lp")
    assert [fault.key for fault in caught.value.faults] == ["cannot_write"]


def test_money_is_written_without_the_zeros_on_which_solvers_err(tmp_path: Path) -> None:
    """Left in kopecks, HiGHS 1.15.1 proves 67.3 points to be optimal; 68.7 are there."""
    problem = problem_of(load_scenario(KHARKIV / "repair-first.yaml"), labelled=True)
    write_model(problem, tmp_path / "kharkiv.lp")
    legend = legend_of(tmp_path / "kharkiv.lp")
    money = {factor for short, (_, factor) in legend.items() if short.startswith("C2")}
    assert len(money) == 1 and min(money) >= 1_000_000


def test_money_in_the_file_is_whole_kopecks(small: Problem) -> None:
    money = [r for r, name in enumerate(small.linking.names) if name.startswith("C2")]
    data = small.linking.matrix[money].data.tolist()
    assert data and all(Fraction(c).denominator == 1 for c in data)
