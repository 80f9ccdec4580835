"""Where scenarios are kept, and what they are called on the pages."""

from pathlib import Path

from planner.desk.looking import looked
from planner.scenario import list_scenarios
from planner.scenario.files.naming import root


def scenario_paths() -> list[Path]:
    """Scenario files below the root."""
    folder = root()
    return list(looked(("scenarios", folder), lambda: list_scenarios(folder)))


def label_of(path: Path) -> str:
    """A scenario file as the folder names it."""
    return path.relative_to(root()).as_posix()
