"""The inventory holds what the tables say: known values as they are, unknown ones as unknown."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.errors import InputError
from planner.inventory import Inventory, Quality
from planner.inventory.wording import words_at
from tests.places import KHARKIV, ROOT

SMALL = ROOT / "tests" / "scenario" / "small"
TABLES = ("sites.csv", "projects.csv", "districts.geojson")


def inventory_of(folder: Path) -> Inventory:
    return Inventory.from_files(*(folder / name for name in TABLES))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def test_kharkiv_is_whole() -> None:
    city = inventory_of(KHARKIV)
    assert len(city.sites) == 82
    assert len(city.projects) == 15
    assert len(city.districts.ids) == 9
    assert len(city.districts.rivers) == 3
    assert city.districts.schematic


def test_values_are_read_as_they_stand() -> None:
    city = inventory_of(SMALL)
    sites = city.sites
    assert sites.id == ("tower", "block-7", "school-2", "ruin")
    assert sites.name["uk"][0] == "Годинникова вежа"
    assert (sites.lat[0], sites.lon[0]) == (50.01, 36.21)
    assert sites.heritage_extra["en"][2] == "listed, 1999"
    assert sites.world_heritage_candidate.tolist() == [True, False, False, False]
    assert sites.plot_cleared.tolist() == [False, False, False, True]
    assert sites.damage_grade.tolist() == [3, 4, -1, 5]
    assert sites.damage_date_last == ("2022-03-02", "2022", "", "2023-05")
    projects = city.projects
    assert projects.displaces == (("block-7", "ruin"), ())
    assert projects.cost_musd_likely.tolist() == [14.5, 6.0]
    assert projects.years_to_build.tolist() == [3, 2]


def test_blank_is_not_known_and_a_stated_zero_is_zero() -> None:
    sites = inventory_of(SMALL).sites
    assert np.isnan(sites.floor_area_m2[2])
    assert np.isnan(sites.people[2])
    assert sites.people[3] == 0
    assert np.array_equal(sites.hazard, [2.5, np.nan, np.nan, np.nan], equal_nan=True)


def test_qualities_keep_their_words_and_blank_values_are_missing() -> None:
    sites = inventory_of(SMALL).sites
    assert list(sites.quality["damage_grade"]) == [
        Quality.REPORTED,
        Quality.REPORTED,
        Quality.MISSING,
        Quality.ESTIMATED,
    ]
    assert sites.quality_word["damage_grade"] == ("surveyed", "press", "", "judgement")
    assert list(sites.quality["location"]) == [
        Quality.REPORTED,
        Quality.ESTIMATED,
        Quality.REPORTED,
        Quality.ESTIMATED,
    ]
    # the table says nothing of how storeys are known
    assert list(sites.quality["storeys"])[1:3] == [Quality.ESTIMATED, Quality.MISSING]


def test_texts_may_come_in_every_language() -> None:
    city = inventory_of(KHARKIV)
    sites, projects = city.sites, city.projects
    at = sites.id.index("derzhprom")
    assert words_at(sites.address, at) == {"uk": "майдан Свободи, 5", "en": "5 Svobody Square"}
    assert "посилений захист" in sites.heritage_extra["uk"][at]
    assert sites.events["uk"][at].startswith("2022-03-01")
    assert "під’їзд" in sites.summary["uk"][at]
    assert "майстер-плану" in projects.note["uk"][0]
    assert sites.extra == projects.extra == ()


def test_a_table_without_the_columns_of_a_language_has_them_blank() -> None:
    city = inventory_of(SMALL)
    sites = city.sites
    for wording in (sites.address, sites.heritage_extra, sites.events, sites.summary):
        assert wording["uk"] == ("",) * 4
    assert city.projects.note["uk"] == ("",) * 2


def test_a_column_of_the_users_own_is_kept_for_criteria() -> None:
    sites = inventory_of(SMALL).sites
    assert sites.extra == ("trees",)
    assert np.array_equal(sites.numbers["trees"], [12, 3.5, np.nan, 0], equal_nan=True)


def test_districts_and_rivers_have_names_and_outlines() -> None:
    districts = inventory_of(SMALL).districts
    assert districts.ids == ("north", "south")
    assert [names["uk"] for names in districts.names] == ["Північ", "Південь"]
    assert [len(district.rings[0]) for district in districts.districts] == [5, 5]
    assert districts.box() == (50.0, 36.1, 50.1, 36.4)
    assert [(river.id, len(river.lines[0])) for river in districts.rivers] == [("brook", 2)]


def test_arrays_cannot_be_changed_by_accident() -> None:
    sites = inventory_of(SMALL).sites
    for array in (sites.people, sites.lat, sites.damage_grade, sites.hazard, sites.plot_cleared):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_the_hash_follows_the_bytes_of_each_file(small: Path) -> None:
    hashes = {inventory_of(small).sha256, inventory_of(SMALL).sha256}
    assert len(hashes) == 1
    for name in TABLES:
        with (small / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        hashes.add(inventory_of(small).sha256)
    assert len(hashes) == 4


def test_a_city_may_have_no_projects(small: Path) -> None:
    path = small / "projects.csv"
    path.write_text(path.read_text(encoding="utf-8").split("\n")[0], encoding="utf-8")
    assert len(inventory_of(small).projects) == 0


def test_an_id_may_not_stand_for_a_site_and_a_project(small: Path) -> None:
    path = small / "projects.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\nhall,", "\nruin,"), "utf-8")
    with pytest.raises(InputError) as caught:
        inventory_of(small)
    (fault,) = caught.value.faults
    assert (fault.key, fault.file, fault.row) == ("duplicate_across", "projects.csv", 3)


def test_without_districts_the_tables_are_still_checked(small: Path) -> None:
    (small / "districts.geojson").unlink()
    path = small / "sites.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",9000,", ",-1,"), "utf-8")
    with pytest.raises(InputError) as caught:
        inventory_of(small)
    assert [f.key for f in caught.value.faults] == ["file_missing", "negative"]


def test_a_city_without_outlines_has_the_districts_that_its_tables_name(small: Path) -> None:
    bare = Inventory.from_files(small / "sites.csv", small / "projects.csv")
    assert bare.districts.ids == () and bare.district_names() == ["north", "south"]
    assert bare.sha256 != inventory_of(small).sha256
    for name in ("sites.csv", "projects.csv"):
        table = pd.read_csv(small / name, dtype=str, keep_default_na=False)
        table.drop(columns="district").to_csv(small / name, index=False)
    nowhere = Inventory.from_files(small / "sites.csv", small / "projects.csv")
    assert nowhere.sites.district == ("",) * 4 and nowhere.district_names() == []
    with pytest.raises(InputError) as caught:
        inventory_of(small)
    assert {fault.key for fault in caught.value.faults} == {"missing_column"}
