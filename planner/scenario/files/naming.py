"""Names by which the files of a scenario name each other, and the folders that they may reach.

base.yaml                a file in the same folder
../ukraine.base.yaml     a base shared by the cities of a country: beside their folders, one step
                         up and no further, never above the folder of all scenarios
"""

import os
import unicodedata
from pathlib import Path
from typing import Final

SHARED: Final = ".base.yaml"
"""How the names of shared bases end: no other file is reached in another folder."""
_UP: Final = "../"
DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{device}{n}" for device in ("com", "lpt") for n in range(10)}
)
"""What Windows takes for a device, whatever its ending."""


def root() -> Path:
    """The folder of scenarios: VIDNOVA_SCENARIOS, or `scenarios` beside app.py."""
    stated = os.environ.get("VIDNOVA_SCENARIOS")
    return Path(stated) if stated else Path(__file__).parents[3] / "scenarios"


def is_plain_name(name: str) -> bool:
    """Whether `name` names a file in the same folder: no path, no hidden file, no device, no trick."""
    return (
        bool(name.strip())
        and len(name.encode("utf-8", "replace")) <= 255
        and name.isprintable()
        and not name.startswith(".")
        and not name.endswith((".", " "))
        and not any(mark in name for mark in "/\\:")
        and name.split(".")[0].strip().casefold() not in DEVICES
    )


def is_shared_name(name: str) -> bool:
    """Whether `name` names a base beside the folders of the cities."""
    rest = name.removeprefix(_UP)
    return name.startswith(_UP) and is_plain_name(rest) and rest.endswith(SHARED)


def named(name: str, folder: Path, city: Path) -> Path | None:
    """The file that `name` names in a file of `folder`; None where it must not be reached.

    city: the folder of the scenario itself; only its own files may step up. A name that another
    system spells in other marks (й as one letter or two) is the same name.
    """
    if is_plain_name(name):
        return _spelt(folder / name) if folder == city or name.endswith(SHARED) else None
    home = Path(os.path.abspath(city))
    if not is_shared_name(name) or folder != city or home == Path(os.path.abspath(root())):
        return None
    return _spelt(home.parent / name.removeprefix(_UP))


def _spelt(path: Path) -> Path:
    """The path as the folder spells it, where it holds such a file at all."""
    if path.exists() or path.name.isascii():
        return path
    name = same(path.name)
    try:
        return next((other for other in path.parent.iterdir() if same(other.name) == name), path)
    except OSError:
        return path


def same(name: str) -> str:
    """A name as every system means it: letters composed, small."""
    return unicodedata.normalize("NFC", name).casefold()


def leads_outside(path: Path) -> bool:
    """Whether a file is a symbolic link to one outside its folder, which nobody gave to read."""
    try:
        return path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve())
    except (OSError, RuntimeError):
        return True  # a link that leads in a circle leads nowhere
