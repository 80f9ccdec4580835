"""Places: a mapping like any other, and one look-up for a whole list in another one."""

import pickle

import numpy as np
import pytest

from planner.plan.places import Places

INDEX = {"a": 0, "b": 1, "c": 2, "d": 3}


def places(order: list[int], index: dict[str, int] = INDEX) -> Places:
    ids = tuple(index)
    return Places(tuple(ids[k] for k in order), index, np.array(order))


def test_it_says_what_a_dictionary_would():
    found = places([2, 0, 3, 1])
    assert dict(found) == {"c": 0, "a": 1, "d": 2, "b": 3}
    assert list(found) == ["c", "a", "d", "b"] and len(found) == 4
    assert "a" in found and "e" not in found and found.get("e", -1) == -1
    with pytest.raises(KeyError):
        found["e"]
    assert dict(pickle.loads(pickle.dumps(found))) == dict(found)


def test_the_places_of_one_list_in_another_are_those_of_its_ids():
    ours, theirs = places([2, 0, 3, 1]), places([3, 2, 1, 0], dict(INDEX))
    there = ours.in_other(theirs)
    assert there is not None and there.tolist() == [theirs[subject] for subject in ours]


def test_lists_of_other_subjects_are_not_compared_by_number():
    assert places([0, 1, 2, 3]).in_other(places([0, 1], {"a": 0, "e": 1})) is None
