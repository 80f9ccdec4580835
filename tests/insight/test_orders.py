"""The list read in other orders: groups and numbers stay, plots follow their project."""

from typing import Any

import numpy as np
import pytest

from planner.insight.orders import ORDERS, ordered
from planner.plan import Plan, make_plan
from planner.text import name_of, sort_key
from tests.saying import said


@pytest.fixture(scope="module")
def town(site: Any, project: Any, city: Any) -> Plan:
    return make_plan(
        city(
            [
                *(site(f"s{k}", people=7.0 * k, area=300.0 + 90 * (k % 3)) for k in range(1, 7)),
                site("plot", grade=5, people=0.0, district="south"),
                site("unseen", grade=-1, district="south"),
            ],
            [project("tower", people=90.0, people_kind="residents", displaces=["plot"])],
            works=("repair", "clear", "build"),
            funds={"main": {"amount": {2027: 2, 2028: "0.5"}}},
        )
    )


def test_every_order_keeps_the_groups_and_leaves_plots_with_their_project(town: Plan) -> None:
    listing = town.listing
    for order in ORDERS:
        places = said("uk", ordered, town, order)
        assert sorted(places.tolist()) == list(range(len(listing)))
        assert (np.diff(listing.group[places].astype(int)) >= 0).all()
        ids = [listing.ids[place] for place in places]
        assert ids.index("plot") == ids.index("tower") + 1
    assert said("uk", ordered, town, "loss").tolist() == list(range(len(listing)))


def test_each_order_is_that_of_its_figure(town: Plan) -> None:
    figures = {
        "value": lambda e: -e.margin,
        "importance": lambda e: -e.importance,
        "cost": lambda e: -e.cost,
        "name": lambda e: said("uk", sort_key, said("uk", name_of, e.name)),
    }
    for order, figure in figures.items():
        places = said("uk", ordered, town, order).tolist()
        read = [town.entries[place] for place in places]
        for group in ("planned", "next", "deferred"):
            keys = [figure(e) for e in read if e.group == group and e.displaced_by is None]
            assert keys == sorted(keys), order
