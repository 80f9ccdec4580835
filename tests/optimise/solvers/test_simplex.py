"""Both ways to the simplex method find the same vertex values."""

import numpy as np
import pytest
from scipy.sparse import csc_array

from planner.optimise.solvers import simplex
from planner.optimise.solvers.simplex import Program, minimise
from tests.places import ROOT


def drawn(seed: int) -> Program:
    """Two equalities that slack columns always meet, three rows of at most one."""
    rng = np.random.default_rng(seed)
    uses = rng.uniform(0.0, 1.0, (2, 12))
    groups = (np.arange(12) % 3 == np.arange(3)[:, None]).astype(np.float64)
    slack = np.block([[np.eye(2), -np.eye(2)], [np.zeros((3, 4))]])
    matrix = np.hstack([np.vstack([uses, groups]), slack])
    return Program(
        cost=np.concatenate([rng.uniform(0.0, 1.0, 12), np.full(4, 5.0)]),
        most=np.full(16, np.inf),
        matrix=csc_array(matrix),
        rhs=np.concatenate([rng.uniform(0.5, 1.5, 2), np.ones(3)]),
        equal=2,
    )


@pytest.mark.parametrize("seed", range(10))
def test_scipy_answers_as_highs_does(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    program = drawn(seed)
    one = minimise(program, 10.0)
    monkeypatch.setattr(simplex, "highs_runs", lambda: False)
    other = minimise(program, 10.0)
    assert one.cost == pytest.approx(other.cost, abs=1e-9)
    assert one.cost == pytest.approx(program.cost @ one.x, abs=1e-9)
    assert one.duals == pytest.approx(other.duals, abs=1e-7)


def test_what_cannot_be_met_is_infeasible() -> None:
    program = Program(
        cost=np.ones(1),
        most=np.ones(1),
        matrix=csc_array(np.ones((1, 1))),
        rhs=np.array([2.0]),
        equal=1,
    )
    assert minimise(program, 10.0).infeasible


def test_the_optimiser_of_scipy_is_known_in_this_room_alone() -> None:
    """The contracts of the layers cannot tell it from the rest of scipy."""
    for path in (ROOT / "planner").rglob("*.py"):
        if path.parent.name != "solvers" or path.parent.parent.name != "optimise":
            assert "scipy.optimize" not in path.read_text(encoding="utf-8"), path
