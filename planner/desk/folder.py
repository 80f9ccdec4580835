"""Where scenarios are kept, and what they are called on the pages."""

import os
from pathlib import Path

from planner.desk.looking import looked
from planner.scenario import list_scenarios


def root() -> Path:
    """The folder of scenarios: VIDNOVA_SCENARIOS, or `scenarios` beside app.py."""
    stated = os.environ.get("VIDNOVA_SCENARIOS")
    return Path(stated) if stated else Path(__file__).parents[2] / "scenarios"


def scenario_paths() -> list[Path]:
    """Scenario files below the root."""
    folder = root()
    return list(looked(("scenarios", folder), lambda: list_scenarios(folder)))


def label_of(path: Path) -> str:
    """A scenario file as the folder names it."""
    return path.relative_to(root()).as_posix()
