"""A synthetic city of any size, in the schema of the Kharkiv scenario, for trying the tool."""

import json
from pathlib import Path
from typing import Final

import numpy as np

from planner.errors import ConflictError, Fault, InputError
from planner.reading import write_atomic
from planner.synthetic.draw import drawn
from planner.synthetic.ground import laid_out
from planner.synthetic.projects import drawn_projects
from planner.synthetic.scenarios import about_text, base_text, preset_text, scale_of, template_from
from planner.synthetic.tables import projects_table, sites_table

__all__ = ["LIKE", "generate"]

LIKE: Final = Path("scenarios/kharkiv/base.yaml")
"""Base to copy works, criteria and crews from, seen from the project's folder."""
_SITES_LIMIT: Final = 40_000
"""More would pass the size that tables may have (20 MB)."""
_PROJECTS_LIMIT: Final = 900


def generate(
    directory: Path, *, sites: int, seed: int, projects: int = 20, like: Path = LIKE
) -> list[Path]:
    """Write a synthetic city: tables, districts, base.yaml, about.yaml and four presets; returns their paths.

    The same arguments write the same bytes. Works, criteria, crews and funds are those of the
    base scenario `like`, the last two in proportion to the cost of making everything good.
    Raises InputError for a count, a seed or a base that cannot be used, and ConflictError, with
    nothing written, where the directory holds any of the files already.
    """
    _check_counts(sites, projects, seed)
    template = template_from(like)
    generator = np.random.default_rng(seed)
    ground = laid_out(generator)
    city = drawn(generator, sites, ground)
    rows = drawn_projects(generator, projects, city, ground, seed)
    factor = scale_of(template, city, rows)
    base = base_text(template, factor=factor, sites=sites, projects=projects, seed=seed)
    files = {
        "sites.csv": sites_table(city, seed),
        "projects.csv": projects_table(rows),
        "districts.geojson": _json_bytes(ground.geojson()),
        "base.yaml": base.encode(),
        "about.yaml": about_text(seed).encode(),
        **{f"{name}.yaml": preset_text(tree).encode() for name, tree in template.presets.items()},
    }
    return _write_all(directory, files)


def _check_counts(sites: int, projects: int, seed: int) -> None:
    faults = [
        Fault(
            key="synthetic_count", field=field, value=str(count), details={"low": 1, "high": most}
        )
        for field, count, most in (
            ("sites", sites, _SITES_LIMIT),
            ("projects", projects, _PROJECTS_LIMIT),
        )
        if not 1 <= count <= most
    ]
    if seed < 0:
        faults.append(Fault(key="synthetic_seed", field="seed", value=str(seed)))
    if faults:
        raise InputError(faults)


def _json_bytes(tree: dict[str, object]) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def _write_all(directory: Path, files: dict[str, bytes]) -> list[Path]:
    taken = [name for name in files if (directory / name).exists()]
    if taken:
        raise ConflictError([Fault(key="synthetic_file_exists", file=name) for name in taken])
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise InputError([Fault(key="synthetic_folder", file=str(directory))]) from None
    for name, data in files.items():
        write_atomic(directory / name, data, overwrite=False)
    return [directory / name for name in files]
