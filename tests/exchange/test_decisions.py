"""Decisions kept by their hash: read back exactly or not at all, with the reason."""

import errno
import json
import os
import time
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.exchange import decisions
from planner.exchange.decisions import FOLDER, Recalled, keep, recall
from planner.exchange.documents import settings_sha256
from planner.plan import make_plan, plan_of
from planner.scenario import list_scenarios, load_scenario
from tests.places import KHARKIV

SITES = 6


@pytest.fixture(scope="module")
def small_city(city, site):
    sites = [site(f"s{n}", people=10.0 * n + 5, status="local") for n in range(SITES)]
    return city(
        sites, works=("stabilise", "repair", "restore"), weights={"homes": 1, "heritage": 2}
    )


@pytest.fixture(scope="module")
def plan(small_city):
    return make_plan(small_city)


def rekeyed(root, content):
    """A document with a name that fits its content, as somebody with the folder could make it."""
    digest = sha256(content).hexdigest()
    (root / FOLDER).mkdir(exist_ok=True)
    (root / FOLDER / f"{digest}.json").write_bytes(content)
    return digest


def document(root, digest):
    return json.loads((root / FOLDER / f"{digest}.json").read_bytes())


def canonical(data):
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()


def test_what_is_kept_comes_back_to_the_last_bit(tmp_path, small_city, plan):
    digest = keep(tmp_path, small_city, plan.solution)
    found = recall(tmp_path, digest, small_city)
    assert found.why == "" and found.solution is not None
    assert np.array_equal(found.solution.chosen, plan.solution.chosen)
    assert found.solution.prices == dict(plan.solution.prices)
    same = ("value", "bound", "gap", "proven", "bound_from", "price_bound", "passes")
    for name in (*same, "status", "solver", "cross_checked"):
        assert getattr(found.solution, name) == getattr(plan.solution, name)
    again = plan_of(small_city, found.solution)
    assert again.provenance.decisions_sha256 == plan.provenance.decisions_sha256
    assert [entry.id for entry in again.entries] == [entry.id for entry in plan.entries]


def test_the_name_is_the_hash_of_the_content_and_the_same_decisions_are_kept_once(
    tmp_path, small_city, plan
):
    digest = keep(tmp_path, small_city, plan.solution)
    assert keep(tmp_path, small_city, plan.solution) == digest
    (file,) = (tmp_path / FOLDER).iterdir()
    assert file.stem == digest == sha256(file.read_bytes()).hexdigest()
    assert list_scenarios(tmp_path) == []


def test_the_document_names_no_person_and_no_place(tmp_path, small_city, plan):
    held = document(tmp_path, keep(tmp_path, small_city, plan.solution))
    words = [value for value in held.values() if isinstance(value, str)]
    assert "reason" not in held and "author" not in held
    assert not any("Building" in word or "Будівля" in word for word in words)


def test_other_settings_are_told(tmp_path, city, site, small_city, plan):
    digest = keep(tmp_path, small_city, plan.solution)
    weights = {"homes": Decimal(1), "heritage": Decimal(3)}
    scenario = small_city.scenario.model_copy(update={"weights": weights})
    other = replace(small_city, scenario=scenario)
    assert recall(tmp_path, digest, other) == Recalled(solution=None, why="settings")


def test_other_tables_are_told(tmp_path, small_city, plan):
    digest = keep(tmp_path, small_city, plan.solution)
    inventory = replace(small_city.inventory, sha256="0" * 64)
    other = replace(small_city, inventory=inventory)
    assert recall(tmp_path, digest, other) == Recalled(solution=None, why="data")


def test_titles_notes_reasons_and_equal_numbers_are_the_same_settings(small_city):
    scenario = small_city.scenario
    named = scenario.model_copy(
        update={
            "name": scenario.name.model_copy(update={"uk": "Інша"}),
            "weights": {"homes": Decimal("1.00"), "heritage": Decimal("2.0")},
        }
    )
    assert settings_sha256(replace(small_city, scenario=named)) == settings_sha256(small_city)


@pytest.mark.parametrize("digest", ["", "../x", "0" * 64, "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_a_digest_that_is_not_kept_is_missing(tmp_path, small_city, digest):
    assert recall(tmp_path, digest, small_city) == Recalled(solution=None, why="missing")


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_no_flipped_byte_is_believed(tmp_path_factory, small_city, plan, data):
    root = tmp_path_factory.getbasetemp() / "flipped"
    root.mkdir(exist_ok=True)
    digest = keep(root, small_city, plan.solution)
    path = root / FOLDER / f"{digest}.json"
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    assert recall(root, digest, small_city) == Recalled(solution=None, why="damaged")


CHANGES = {
    "a field more": lambda d: d | {"note": "x"},
    "a field less": lambda d: {k: v for k, v in d.items() if k != "bound"},
    "another format": lambda d: d | {"format": 2},
    "format as a truth": lambda d: d | {"format": True},
    "a choice below": lambda d: d | {"chosen": [-1, *d["chosen"][1:]]},
    "a choice that is no number": lambda d: d | {"chosen": ["0", *d["chosen"][1:]]},
    "half a choice": lambda d: d | {"chosen": [0.5, *d["chosen"][1:]]},
    "a price that is infinite": lambda d: d | {"prices": dict.fromkeys(d["prices"], "inf")},
    "a price as a decimal": lambda d: d | {"prices": dict.fromkeys(d["prices"], "1.5")},
    "a number written otherwise": lambda d: d | {"value": "0x1.80p+0"},
    "a number beyond all floats": lambda d: d | {"value": "0x1.8p+9999"},
    "no price": lambda d: d | {"prices": {}},
    "a better value": lambda d: d | {"value": (float.fromhex(d["value"]) + 1).hex()},
    "a lower bound": lambda d: (
        d | {"bound": d["value"], "gap": (0.0).hex(), "price_bound": d["value"]}
    ),
    "proven by word": lambda d: d | {"proven": not d["proven"]},
    "no such state": lambda d: d | {"status": "infeasible"},
    "infinite seconds": lambda d: d | {"seconds": "inf"},
    "deep": lambda d: d | {"chosen": json.loads("[" * 900 + "]" * 900)},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_document_with_a_fitting_name_and_a_false_content_is_not_believed(
    tmp_path, small_city, plan, change
):
    held = document(tmp_path, keep(tmp_path, small_city, plan.solution))
    digest = rekeyed(tmp_path, canonical(CHANGES[change](held)))
    found = recall(tmp_path, digest, small_city)
    assert (found.solution, found.why) == (None, "damaged")


def test_other_decisions_than_those_named_are_not_believed(tmp_path, small_city, plan):
    held = document(tmp_path, keep(tmp_path, small_city, plan.solution))
    for chosen in ([0] * len(held["chosen"]), [10**9] * len(held["chosen"]), []):
        digest = rekeyed(tmp_path, canonical(held | {"chosen": chosen}))
        assert recall(tmp_path, digest, small_city).why == "program"


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff", b"{" * 100_000, b'{"format":1,"format":1}', b"NaN"],
)
def test_what_is_no_document_is_damaged(tmp_path, small_city, content):
    digest = rekeyed(tmp_path, content)
    assert recall(tmp_path, digest, small_city).why == "damaged"


def test_a_document_written_otherwise_is_not_believed(tmp_path, small_city, plan):
    held = document(tmp_path, keep(tmp_path, small_city, plan.solution))
    digest = rekeyed(tmp_path, json.dumps(held, indent=1).encode())
    assert recall(tmp_path, digest, small_city).why == "damaged"


def test_a_damaged_document_is_mended_when_it_is_kept_again(tmp_path, small_city, plan):
    digest = keep(tmp_path, small_city, plan.solution)
    (tmp_path / FOLDER / f"{digest}.json").write_bytes(b"half")
    assert keep(tmp_path, small_city, plan.solution) == digest
    assert recall(tmp_path, digest, small_city).solution is not None


# How long they are kept


def filled(root, days):
    """Documents last used so many days ago."""
    (root / FOLDER).mkdir()
    for n, age in enumerate(days):
        path = root / FOLDER / f"{n:064x}.json"
        path.write_bytes(b"x")
        os.utime(path, (time.time() - age * 86_400,) * 2)


def test_of_many_only_those_older_than_a_year_go(tmp_path, small_city, plan, monkeypatch):
    monkeypatch.setattr(decisions, "MOST_KEPT", 4)
    filled(tmp_path, [800, 700, 400, 300, 200, 100, 50])
    keep(tmp_path, small_city, plan.solution)
    left = {int(file.stem, 16) for file in (tmp_path / FOLDER).iterdir()}
    assert {3, 4, 5, 6} < left and not {0, 1, 2} & left


def test_few_are_kept_however_old_they_are(tmp_path, small_city, plan):
    filled(tmp_path, [4000, 5000])
    keep(tmp_path, small_city, plan.solution)
    assert len(list((tmp_path / FOLDER).iterdir())) == 3


def test_opening_a_link_starts_the_year_anew(tmp_path, small_city, plan):
    digest = keep(tmp_path, small_city, plan.solution)
    path = tmp_path / FOLDER / f"{digest}.json"
    os.utime(path, (1, 1))
    recall(tmp_path, digest, small_city)
    assert time.time() - path.stat().st_mtime < 60


def test_where_the_room_is_full_the_oldest_go(tmp_path, small_city, plan, monkeypatch):
    first = keep(tmp_path, small_city, plan.solution)
    size = (tmp_path / FOLDER / f"{first}.json").stat().st_size
    os.utime(tmp_path / FOLDER / f"{first}.json", (1, 1))
    monkeypatch.setattr(decisions, "ROOM", size + size // 2)
    worse = replace(plan.solution, passes=plan.solution.passes + 1)
    second = keep(tmp_path, small_city, worse)
    assert [file.stem for file in (tmp_path / FOLDER).iterdir()] == [second] != [first]
    assert recall(tmp_path, second, small_city).why == ""


def test_how_long_a_search_took_is_no_part_of_what_was_decided(tmp_path, small_city, plan):
    first = keep(tmp_path, small_city, plan.solution)
    assert keep(tmp_path, small_city, replace(plan.solution, seconds=99.0)) == first
    assert len(list((tmp_path / FOLDER).iterdir())) == 1
    assert recall(tmp_path, first, small_city).why == ""


def test_what_a_killed_writer_left_is_swept(tmp_path, small_city, plan):
    (tmp_path / FOLDER).mkdir()
    old, young = tmp_path / FOLDER / ".old.part", tmp_path / FOLDER / ".young.part"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    os.utime(old, (1, 1))
    keep(tmp_path, small_city, plan.solution)
    assert young.exists() and not old.exists()


def test_what_is_larger_than_all_the_room_is_not_kept_and_that_is_told(
    tmp_path, small_city, plan, monkeypatch
):
    monkeypatch.setattr(decisions, "ROOM", 100)
    with pytest.raises(InputError) as caught:
        keep(tmp_path, small_city, plan.solution)
    assert [fault.key for fault in caught.value.faults] == ["decisions_room"]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, small_city, plan, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError) as caught:
        keep(tmp_path, small_city, plan.solution)
    assert [fault.key for fault in caught.value.faults] == ["disk_full"]
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_solution_that_decides_nothing_is_not_kept(tmp_path, small_city, plan):
    with pytest.raises(ValueError):
        keep(tmp_path, small_city, replace(plan.solution, status="infeasible"))


def test_the_kharkiv_case_comes_back(tmp_path, repair_first):
    loaded = load_scenario(KHARKIV / "repair-first.yaml")
    digest = keep(tmp_path, loaded, repair_first.solution)
    found = recall(tmp_path, digest, loaded)
    assert found.solution is not None
    assert (tmp_path / FOLDER / f"{digest}.json").stat().st_size < 200_000
    again = plan_of(loaded, found.solution).provenance
    assert again.decisions_sha256 == repair_first.provenance.decisions_sha256
