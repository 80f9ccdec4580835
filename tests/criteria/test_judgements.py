"""Weights from judgements: published examples, invariants, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.criteria import ahp_weights, contradiction, rank_order_centroid
from planner.errors import InputError


def reciprocal(upper):
    """The matrix of which only the part above the diagonal is told."""
    matrix = np.ones((len(upper) + 1, len(upper) + 1))
    for i, row in enumerate(upper):
        for j, ratio in enumerate(row, i + 1):
            matrix[i, j], matrix[j, i] = ratio, 1 / ratio
    return matrix


DRINKS = reciprocal(
    [
        [9, 5, 2, 1, 1, 1 / 2],
        [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
        [1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 1, 1 / 3],
        [2, 1 / 2],
        [1 / 3],
    ]
)
"""How much more of one drink than of another is drunk in the United States (Saaty 2008): coffee, wine,
tea, beer, sodas, milk, water."""
ratios = st.sampled_from([1 / 9, 1 / 7, 1 / 5, 1 / 3, 1.0, 3.0, 5.0, 7.0, 9.0])
positive = st.floats(0.01, 1.0)


def test_saatys_seven_drinks_have_his_weights_and_his_consistency_ratio():
    weights, ratio = ahp_weights(DRINKS)
    assert weights.round(3).tolist() == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert round(ratio, 3) == 0.022


@given(st.lists(positive, min_size=1, max_size=15))
def test_judgements_that_agree_give_back_the_weights_they_come_from(given_weights):
    true = np.array(given_weights) / sum(given_weights)
    matrix = true[:, None] / true[None, :]
    weights, ratio = ahp_weights(matrix)
    assert weights == pytest.approx(true)
    assert ratio == pytest.approx(0.0, abs=1e-9)
    assert contradiction(matrix) is None


@given(st.data(), st.integers(3, 7))
def test_weights_sum_to_one_and_follow_the_criteria_in_any_order(data, n):
    matrix = reciprocal([[data.draw(ratios) for _ in range(n - 1 - i)] for i in range(n - 1)])
    order = data.draw(st.permutations(range(n)))
    weights, ratio = ahp_weights(matrix)
    others, again = ahp_weights(matrix[np.ix_(order, order)])
    assert weights.sum() == pytest.approx(1.0) and (weights > 0).all() and ratio >= 0
    assert others == pytest.approx(weights[list(order)], rel=1e-6)
    assert again == pytest.approx(ratio, abs=1e-6)


@given(st.data(), st.integers(3, 6))
def test_the_most_contradictory_three_are_those_of_all_that_differ_most(data, n):
    matrix = reciprocal([[data.draw(ratios) for _ in range(n - 1 - i)] for i in range(n - 1)])
    logs = np.log(matrix)
    most = max(
        logs[i, j] + logs[j, k] - logs[i, k] for i in range(n) for j in range(n) for k in range(n)
    )
    worst = contradiction(matrix)
    if worst is None:
        assert most == pytest.approx(0.0, abs=1e-9)
        return
    i, j, k = worst.triple
    assert len({i, j, k}) == 3
    assert np.log(worst.implied / worst.said) == pytest.approx(most)


def test_the_centroid_of_an_order_is_the_mean_of_all_weights_that_keep_it():
    draw = np.random.default_rng(0).dirichlet([1, 1, 1, 1], 40_000)
    kept = -np.sort(-draw, axis=1)
    assert rank_order_centroid([1, 2, 3, 4]) == pytest.approx(kept.mean(axis=0), abs=0.005)
    assert rank_order_centroid([2, 1, 4, 3]) == pytest.approx(
        rank_order_centroid([1, 2, 3, 4])[[1, 0, 3, 2]]
    )
    assert rank_order_centroid([1, 1, 1]) == pytest.approx([1 / 3] * 3)
    assert rank_order_centroid([5, 5, 9]) == pytest.approx([4 / 9, 4 / 9, 1 / 9])
    assert rank_order_centroid([]).tolist() == []


@pytest.mark.parametrize(
    ("matrix", "keys"),
    [
        ([[1, 2]], ["judgements_shape"]),
        ([], ["judgements_shape"]),
        (np.ones((16, 16)), ["judgements_shape"]),
        ([["a", "b"], ["c", "d"]], ["judgements_shape"]),
        ([[1, 0], [2, 1]], ["judgements_positive"]),
        ([[1, float("nan")], [-2, 1]], ["judgements_positive"] * 2),
        ([[1, 3], [3, 1]], ["judgements_reciprocal"]),
        ([[2, 3], [1 / 3, 1]], ["judgements_reciprocal"]),
    ],
)
def test_what_are_no_judgements_is_refused_with_every_fault(matrix, keys):
    with pytest.raises(InputError) as told:
        ahp_weights(matrix)
    assert [fault.key for fault in told.value.faults] == keys
