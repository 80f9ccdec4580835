"""The lowest version of every package that pyproject.toml allows, as lines name==version.

A requirement with a marker keeps it; one without a floor is a fault.
"""

import re
import sys
import tomllib
from pathlib import Path

REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)>=(?P<floor>[0-9.]+)[^;]*(?P<marker>;.*)?$")


def floors(pyproject: Path) -> list[str]:
    """One line a requirement, those of the tests included. Raises ValueError for one without."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    found = []
    for requirement in wanted:
        match = REQUIREMENT.match(requirement)
        if match is None:
            raise ValueError(f"no floor: {requirement}")
        found.append(f"{match['name']}=={match['floor']}{match['marker'] or ''}")
    return found


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in floors(Path("pyproject.toml"))))
