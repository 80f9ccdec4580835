"""From card to card: through the list in its order, as the filter leaves it."""

import numpy as np
import pytest

from planner.insight.orders import ordered
from planner.ui.card.stepping import neighbours
from tests.saying import said


@pytest.mark.slow
def test_the_steps_walk_the_whole_list_in_the_order_it_is_read_in(plan):
    for read in ("loss", "name"):
        places = said("uk", ordered, plan, read)
        ids = [plan.listing.ids[place] for place in places]
        walked = [said("uk", neighbours, plan, one, None, read) for one in ids]
        assert [before for before, _ in walked] == [None, *ids[:-1]]
        assert [after for _, after in walked] == [*ids[1:], None]


def test_what_the_filter_leaves_out_is_stepped_over(plan):
    found = np.arange(len(plan.listing)) % 3 == 0
    ids = plan.listing.ids
    assert said("uk", neighbours, plan, ids[4], found) == (ids[3], ids[6])
    assert said("uk", neighbours, plan, ids[3], found) == (ids[0], ids[6])
    assert said("uk", neighbours, plan, ids[0], found)[0] is None
    assert neighbours(plan, "nobody", found) == (None, None)
