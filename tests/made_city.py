"""A small city ready to plan with, of made sites and projects under a made scenario."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planner.scenario.about import About
from planner.scenario.files.loading import Loaded
from tests.made_inventory import Row, inventory_of
from tests.made_scenario import scenario_of


def city_of(sites: Sequence[Row], projects: Sequence[Row] = (), **given: Any) -> Loaded:
    """A city ready to plan with; `base` may be another city whose attainable gains count."""
    base = given.pop("base", None)
    parts: Row = {
        "money_years": 2,
        "appraisal_years": 4,
        "funds": {"main": {"amount": {2027: 1, 2028: 1}}},
        "works": ("repair",),
        "labour": {},
        "crews": {},
        "duration": [{"years": 1}],
        "round_to": "0.01",
        "strike_probability": 0,
        "weights": {"homes": 1},
        "rules": {},
    }
    assert given.keys() <= parts.keys(), given
    scenario = scenario_of(**{**parts, **given})
    digest = hashlib.sha256(scenario.model_dump_json().encode()).hexdigest()
    return Loaded(
        scenario=scenario,
        base=base.scenario if base else scenario,
        inventory=inventory_of(sites, projects),
        about=About(),
        path=Path("city.yaml"),
        directory=Path(),
        sha256=digest,
        filed=scenario,
        filed_sha256=digest,
    )
