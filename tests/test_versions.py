"""Which versions are allowed, and which were tried."""

import re
import tomllib

from packaging.requirements import Requirement

from tests.places import ROOT

INNER = ("streamlit", "highspy", "pulp", "plotly")
"""Libraries on whose insides this tool rests."""


def requirements() -> list[Requirement]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    return [Requirement(line) for line in wanted]


def tried() -> dict[str, str]:
    lines = (ROOT / ".ci" / "tried.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line.split(";")[0].strip() for line in lines]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin) for pin in pinned)
    return {_plain(name): version for name, version in (pin.split("==") for pin in pinned)}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_requirement_has_a_floor_and_a_bound() -> None:
    """And may leave out a version in between that is known to be broken."""
    for requirement in requirements():
        operators = sorted(one.operator for one in requirement.specifier if one.operator != "!=")
        assert operators == ["<", ">="], requirement


def test_libraries_we_rest_on_inside_are_bounded_to_minor_versions() -> None:
    bounds = {
        requirement.name: next(s.version for s in requirement.specifier if s.operator == "<")
        for requirement in requirements()
        if requirement.name in INNER
    }
    assert set(bounds) == set(INNER)
    assert all("." in bound for bound in bounds.values())


def test_the_set_last_tried_is_allowed_and_complete() -> None:
    known = tried()
    for requirement in requirements():
        assert requirement.specifier.contains(known[_plain(requirement.name)]), requirement
