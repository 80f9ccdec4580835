"""What lies in a folder beside the scenarios: links, hidden files, and who may read what."""

import os
import stat
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.reading import write_atomic
from planner.scenario import list_scenarios, load_scenario
from planner.scenario.store.revisions import folder_of
from planner.scenario.store.store import delete, restore, revision_of, save_new, save_over
from tests.scenario.storing import TITLE, weighted

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows keeps neither modes nor groups")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@POSIX
def test_a_link_to_nothing_and_one_out_of_the_folder_are_not_listed(
    people: Path, tmp_path: Path
) -> None:
    before = list_scenarios(people.parent)
    (people.parent / ".#base.yaml").symlink_to("nobody@nowhere.1234")
    (people.parent / "gone.yaml").symlink_to("not-there.yaml")
    (people.parent / "round.yaml").symlink_to("round.yaml")
    outside = tmp_path / "outside.yaml"
    outside.write_bytes(people.read_bytes())
    (people.parent / "other.yaml").symlink_to(outside)
    assert list_scenarios(people.parent) == before
    load_scenario(before[0])


@POSIX
@pytest.mark.parametrize(
    ("name", "field"), [("sites.csv", "inventory.sites"), ("base.yaml", "extends")]
)
def test_a_file_that_a_link_brings_in_from_elsewhere_is_not_read(
    people: Path, tmp_path: Path, name: str, field: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (people.parent / name).rename(elsewhere)
    (people.parent / name).symlink_to(elsewhere)
    with pytest.raises(InputError) as caught:
        load_scenario(people)
    assert ("link_outside", field) in [(f.key, f.field) for f in caught.value.faults]


@POSIX
@pytest.mark.parametrize("private", [0o600, 0o640, 0o444])
def test_a_scenario_and_its_versions_stay_as_private_as_they_were(
    people: Path, private: int
) -> None:
    people.chmod(private)
    save_over(weighted(people, 7), revision_of(people))
    assert mode(people) == private
    (version,) = folder_of(people).iterdir()
    assert mode(version) == private
    copy = save_new(weighted(people, 7), TITLE)
    assert mode(copy) == private
    delete(people, revision_of(people))
    restore(people, max(file.stem for file in folder_of(people).iterdir()))
    assert mode(people) == private


@POSIX
def test_nothing_is_readable_by_others_even_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("old")
    path.chmod(0o600)
    seen = []

    def synced(handle: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))

    monkeypatch.setattr(os, "fsync", synced)
    write_atomic(path, b"new", overwrite=True)
    assert seen[0] == 0o600 and mode(path) == 0o600
