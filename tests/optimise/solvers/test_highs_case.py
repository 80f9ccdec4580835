"""The case on which HiGHS 1.15.1, asked plainly, calls 30,795 optimal."""

from planner.optimise import check, solve
from planner.problem import Problem

POINTS = (6937, 8504, 1397, 5220, 222, 8185, 7169, 913, 4810, 5664)
COSTS_UAH = (
    221_108_173.96,
    160_416_883.65,
    292_597_624.72,
    299_609_080.13,
    285_240_176.17,
    111_134_632.24,
    310_761_782.70,
    192_329_485.09,
    269_961_851.95,
    287_781_743.10,
)
BUDGET_UAH = 1_000_000_000


def test_the_case_that_highs_answers_wrongly_is_answered_rightly() -> None:
    n = len(POINTS)
    problem = Problem.from_arrays(
        value=[*POINTS, *[0] * n],
        group=[*range(n), *range(n)],
        usage=[[cost] for cost in (*COSTS_UAH, *[0.0] * n)],
        capacity=[BUDGET_UAH],
    )
    solution = solve(problem, gap=0.0)
    assert solution.value == 31_708
    assert solution.bound == 31_708
    assert solution.proven
    assert solution.cross_checked
    assert check(problem, solution).sound
