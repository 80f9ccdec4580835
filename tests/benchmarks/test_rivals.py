"""The rivals are given the same problem, and the drawn rules are of every kind."""

import numpy as np
import pytest

from planner.optimise import solve
from planner.optimise.certify.exact import exact_value, violations
from planner.problem import Problem, Rows
from tests.benchmarks.instances import WEIGHTS, city, moved
from tests.benchmarks.rivals import RIVALS, rounded
from tests.benchmarks.tables import gap_words, markdown, table, time_words


def paid() -> Problem:
    """Two sites, works at 3 or 5 each; 4 in the first year, which carries over, 4 in the next."""
    matrix = np.array([[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 3, 5, 0, 3, 5]], dtype=float)
    rows = Rows.of(
        ["C2_fund_a_2027", "C2_fund_a_2028", "C2_money_2028_a"],
        list(matrix),
        "<=",
        [4, 4, 0],
        n=6,
        arcs=[(0, 2), (1, 2)],
    )
    return Problem(
        value=np.array([0.0, 4.0, 7.0, 0.0, 5.0, 6.0]),
        group=np.repeat([0, 1], 3),
        linking=rows,
        group_names=("a", "b"),
    )


@pytest.mark.parametrize("name", RIVALS)
def test_every_rival_finds_the_best_plan_of_a_problem_with_money_that_flows(name):
    problem, built = paid(), []
    claim = RIVALS[name](problem, 20.0, lambda: built.append(name))
    assert built == [name] and claim.finished and claim.x is not None
    chosen = rounded(problem, claim.x)
    assert not violations(problem, chosen)
    assert exact_value(problem, chosen) == 12 == solve(problem).value


def test_every_rule_means_every_kind_of_row():
    plain, ruled = city(300), city(300, every_rule=True)
    kinds = {name.split("_")[0] for name in ruled.problem.linking.names}
    assert kinds == {f"C{k}" for k in range(2, 11)}
    known = len(plain.problem.linking)
    assert ruled.problem.linking.names[:known] == plain.problem.linking.names
    assert (ruled.problem.value == plain.problem.value).all()
    assert (ruled.problem.linking.matrix[:known] != plain.problem.linking.matrix).nnz == 0


def test_moved_weights_still_sum_to_1():
    assert moved(WEIGHTS).sum() == pytest.approx(1.0)
    assert moved(WEIGHTS)[0] == pytest.approx(WEIGHTS[0] + 0.1)


def test_tables_line_up_and_markdown_has_a_rule():
    heads, lines = ("", "time"), [("engine", "1 s"), ("×", "10 s")]
    assert len({line.rfind("s") for line in table(heads, lines).splitlines()[1:]}) == 1
    assert markdown(heads, lines).splitlines()[1] == "| --- | ---: |"
    assert (time_words(0.0123), time_words(12.3)) == ("12.3 ms", "12.30 s")
    assert (gap_words(None), gap_words(1e-4)) == ("–", "1.0e-04")
