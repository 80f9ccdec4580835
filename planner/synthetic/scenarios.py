"""The scenarios of a synthetic city: another base's works and criteria, its money to scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from planner.arrays import Floats
from planner.criteria import BUILT_IN_ATTRIBUTES
from planner.domain import GRADES
from planner.errors import Fault, InputError
from planner.reading import read_yaml, write_yaml_text
from planner.scenario.files.loading import Loaded, load_scenario
from planner.scenario.funds import Eligibility
from planner.scenario.scenario import Scenario
from planner.synthetic.distributions import DISTRICTS, stated
from planner.synthetic.draw import City
from planner.synthetic.projects import Row
from planner.text import in_each, name_of, text

PRESETS: Final = ("repair-first", "people-first", "masterplan", "balanced")
_COPIED: Final = (
    "horizon",
    "money",
    "crews",
    "duration",
    "damage",
    "significance",
    "works",
    "criteria",
    "weights",
)
_TO_MAKE_GOOD: Final = ("restore", "repair", "rebuild")
"""Works that undo the damage; the first that is lawful and possible stands for a site's cost."""

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The base to copy from, and its presets, as they stand in their files."""

    loaded: Loaded
    base: Tree
    presets: Mapping[str, Tree]


def template_from(like: Path) -> Template:
    """Read the base at `like` and the four presets beside it; raises InputError."""
    if not like.is_file():
        raise InputError([Fault(key="synthetic_like_missing", file=str(like))])
    loaded = load_scenario(like)
    faults = _unusable(loaded.scenario, like.name)
    if faults:
        raise InputError(faults)
    files = {name: like.with_name(f"{name}.yaml") for name in PRESETS}
    absent = [str(path) for path in files.values() if not path.is_file()]
    if absent:
        raise InputError([Fault(key="synthetic_preset_missing", file=path) for path in absent])
    presets = {name: cast(Tree, read_yaml(path)) for name, path in files.items()}
    return Template(loaded=loaded, base=cast(Tree, read_yaml(like)), presets=presets)


def _unusable(scenario: Scenario, file: str) -> list[Fault]:
    """What a synthetic city could not follow."""
    faults = []
    if scenario.extends:
        faults.append(Fault(key="synthetic_like_extends", file=file, field="extends"))
    for name, fund in scenario.money.funds.items():
        if isinstance(fund.eligible, Eligibility) and fund.eligible.district:
            place = f"money.funds.{name}.eligible.district"
            faults.append(Fault(key="synthetic_like_district", file=file, field=place))
    for name, criterion in scenario.criteria.items():
        if criterion.attribute not in BUILT_IN_ATTRIBUTES:
            place = f"criteria.{name}.attribute"
            faults.append(Fault(key="synthetic_like_attribute", file=file, field=place))
    return faults


def cost_of_everything(
    scenario: Scenario,
    status: Sequence[str] | NDArray[np.str_],
    grade: NDArray[np.integer[Any]],
    area_m2: Floats,
    projects_musd: Floats,
) -> float:
    """Million units of currency to make good every site and to build every project, likely cost.

    status, grade, area_m2 (n_sites,), unknown figures NaN or -1; projects_musd (n_projects,).
    """
    unit = np.zeros(len(area_m2))
    for name in reversed(_TO_MAKE_GOOD):
        works = scenario.works.get(name)
        if works is None:
            continue
        table = np.full(len(GRADES) + 2, np.nan)  # the last stands for a grade not known, -1
        for damage, cost in works.unit_cost.items():
            table[damage] = float(cost.likely)
        found = table[np.asarray(grade, dtype=np.int64)]
        applies = np.isin(np.asarray(status), works.lawful_for) & ~np.isnan(found)
        unit = np.where(applies, found, unit)
    rate = float(scenario.money.exchange.USD)
    return float(np.nansum(unit * area_m2) / 1e6 + np.nansum(projects_musd) * rate)


def scale_of(template: Template, city: City, projects: Sequence[Row]) -> Decimal:
    """Cost of everything in the synthetic city over that in the template's inventory."""
    scenario = template.loaded.scenario
    sites, known = template.loaded.inventory.sites, template.loaded.inventory.projects
    there = cost_of_everything(
        scenario,
        sites.heritage_status,
        sites.damage_grade,
        sites.floor_area_m2,
        np.asarray(known.cost_musd_likely, dtype=np.float64),
    )
    here = cost_of_everything(
        scenario,
        city.heritage_status,
        np.where(city.missing["damage_grade"], -1, city.damage_grade),
        np.where(city.missing["floor_area_m2"], np.nan, city.floor_area_m2),
        np.array([row["cost_musd_likely"] for row in projects], dtype=np.float64),
    )
    return Decimal(f"{here / there:.3f}")


def _scaled(amounts: Mapping[int, Any], factor: Decimal) -> dict[int, Decimal]:
    return {year: (Decimal(a) * factor).quantize(Decimal("0.1")) for year, a in amounts.items()}


def _strikes(damage: Tree, basis: Tree) -> Tree:
    """The chances of being struck again for the districts of the synthetic city, in their order."""
    known = damage.get("strike_probability", 0)
    if not isinstance(known, Mapping):
        return {}
    chances = dict(zip(DISTRICTS.shares, known["by_district"].values(), strict=False))
    return {"strike_probability": {**known, "by_district": chances, "basis": basis.copy()}}


def base_text(template: Template, *, factor: Decimal, sites: int, projects: int, seed: int) -> str:
    """base.yaml of the synthetic city, headed by the distributions that it is drawn from."""
    copied = {key: template.base[key] for key in _COPIED}
    basis: Tree = {"kind": "illustrative"}
    basis |= in_each(lambda: text("synthetic.basis", factor=factor))
    funds, crews = copied["money"]["funds"], copied["crews"]
    copied["money"] = copied["money"] | {
        "funds": {
            name: fund | {"amount": _scaled(fund["amount"], factor), "basis": basis.copy()}
            for name, fund in funds.items()
        }
    }
    copied["crews"] = {
        name: crew | {"capacity": _scaled(crew["capacity"], factor), "basis": basis.copy()}
        for name, crew in crews.items()
    }
    copied["damage"] = copied["damage"] | _strikes(copied["damage"], basis)
    counts = {"sites": sites, "projects": projects, "seed": seed}
    tree = {
        "format": 1,
        "name": in_each(lambda: text("synthetic.base.name")),
        "note": in_each(lambda: text("synthetic.base.note", **counts)),
        "synthetic": True,
        "inventory": {
            "sites": "sites.csv",
            "projects": "projects.csv",
            "districts": "districts.geojson",
        },
        **copied,
    }
    head = "# SYNTHETIC CITY: no building is real. What it is drawn from (all illustrative):\n"
    return head + "".join(f"# - {line}\n" for line in stated()) + write_yaml_text(tree)


def about_text(seed: int) -> str:
    """about.yaml of the synthetic city: that nothing in it is real."""

    def said(key: str) -> dict[str, str]:
        return in_each(lambda: text(f"synthetic.about.{key}", seed=seed))

    source = {part: said(f"source.{part}") for part in ("name", "use", "licence")}
    return write_yaml_text(
        {
            "format": 1,
            "notice": said("notice"),
            "not_counted": [said("not_counted")],
            "limits": [said("limit")],
            "sources": [source],
        }
    )


def preset_text(preset: Tree) -> str:
    """One preset of the synthetic city: the same weights, a name that says synthetic."""
    name = in_each(lambda: text("synthetic.preset.name", name=name_of(preset["name"])))
    return write_yaml_text(
        {
            "format": 1,
            "extends": "base.yaml",
            "name": name,
            "weights": preset["weights"],
        }
    )
