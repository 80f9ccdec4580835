"""A scenario as the text of a file that extends another one: only what differs."""

from collections.abc import Mapping

from planner.domain import Names
from planner.reading import write_yaml_text
from planner.scenario.files.loading import Loaded


def scenario_text(title: Names, base: Loaded, changes: Mapping[str, object]) -> str:
    """The YAML of a scenario that extends the file of `base` and differs by `changes`."""
    data = {"format": 1, "extends": base.path.name, "name": title.model_dump()}
    rest = {key: value for key, value in changes.items() if key not in data}
    return write_yaml_text({**data, **rest})
