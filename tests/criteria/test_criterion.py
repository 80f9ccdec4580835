"""The three timing factors, with numbers worked by hand from the design's formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.criteria import finished_share, service_share, surviving_share


def service(done: int, until: int, years: int, probability: float = 0.0) -> float:
    return float(service_share(np.array([done]), np.array([until]), years, probability)[0])


def surviving(impaired: float, recovered: float, decay: float, winters: int) -> float:
    m, r, d = (np.array([x]) for x in (impaired, recovered, decay))
    return float(surviving_share(m, r, d, np.array([winters]))[0])


@pytest.mark.parametrize(
    ("done", "until", "share"), [(0, 10, 1.0), (1, 10, 0.9), (5, 10, 0.5), (10, 10, 0), (12, 10, 0)]
)
def test_service_is_the_share_of_the_appraisal_years_after_completion(
    done: int, until: int, share: float
) -> None:
    assert service(done, until, 10) == pytest.approx(share)


def test_a_superseded_work_serves_until_the_next_is_done() -> None:
    assert service(1, 4, 10) == pytest.approx(0.3)


def test_a_work_superseded_before_it_is_done_never_serves() -> None:
    assert service(5, 3, 10) == 0.0


def test_the_risk_of_a_new_strike_thins_each_year_of_service() -> None:
    """Three years at one in ten: 0.9 + 0.81 + 0.729 = 2.439 of 10."""
    assert service(7, 10, 10, 0.1) == pytest.approx(0.2439)


def test_a_certain_strike_leaves_no_service() -> None:
    assert service(0, 10, 10, 1.0) == 0.0


@given(st.integers(0, 12), st.integers(0, 12), st.floats(1e-6, 1))
def test_a_strike_risk_never_adds_service(done: int, until: int, probability: float) -> None:
    assert 0 <= service(done, until, 10, probability) <= service(done, until, 10) + 1e-9


@pytest.mark.parametrize(
    ("impaired", "recovered", "decay", "winters", "kept"),
    [
        (0.6, 0, 0.08, 10, 0.4 * 0.92**10),  # grade 4 left alone
        (0.6, 0, 0.08, 0, 0.4),  # stabilised at once: what still stands is kept
        (0.6, 1, 0.08, 0, 1.0),  # restored at once: all of it
        (0.6, 0.5, 0.08, 3, 0.7 * 0.92**3),  # repaired after three winters
        (0.9, 0.7, 0.12, 2, 0.73 * 0.88**2),  # grade 5 adapted after two
        (0.0, 0, 0.0, 10, 1.0),  # sound
    ],
)
def test_what_survives_follows_the_formula(
    impaired: float, recovered: float, decay: float, winters: int, kept: float
) -> None:
    assert surviving(impaired, recovered, decay, winters) == pytest.approx(kept)


def test_works_finished_within_the_money_years_count_in_full_and_later_ones_not() -> None:
    assert finished_share(np.array([0, 4, 5, 6]), 5).tolist() == [1, 1, 1, 0]
