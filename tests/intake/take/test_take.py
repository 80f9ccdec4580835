"""A messy list taken over: every row accounted for, nothing dropped or invented in silence."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.intake.foreign.sheet import Book, Sheet
from planner.intake.looking import look_in
from planner.intake.meaning.mapping import Assumed, Mapping
from planner.intake.report import counts, report_lines
from planner.intake.take.ground import NOWHERE, Ground
from planner.intake.take.take import Taken, take
from planner.intake.writing import sites_csv
from planner.inventory import Districts
from planner.inventory.sites import read_sites
from planner.text import speaking
from tests.intake.books import TOWN, square

HEADINGS = [
    "Код",
    "Адреса",
    "Широта",
    "Довгота",
    "Район",
    "Призначення",
    "Загальна площа",
    "Ступінь",
]
GOOD = ["а-1", "вул. Сумська, 1", "50.05", "36.05", "Північний", "школа", "1200", "3"]


@pytest.fixture(autouse=True)
def _english():
    with speaking("en"):
        yield


def taken(rows: list[list[str]], said: Mapping | None = None, ground: Ground = TOWN) -> Taken:
    look = look_in(Book(kind="csv", sheets=[Sheet(name="", rows=rows)]), "list.csv", said)
    return take(look.table, look.mapping, ground, label=look.label)


def changed(*cells: tuple[int, str]) -> list[str]:
    row = [*GOOD[:1], *GOOD[1:]]
    for place, cell in cells:
        row[place] = cell
    return row


def one(*cells: tuple[int, str]) -> tuple[Taken, dict[str, str]]:
    """The list of one good row and one with other cells: the second, as it was taken."""
    found = taken([HEADINGS, GOOD, changed((0, "а-2"), (1, "вул. Інша, 2"), *cells)])
    return found, {name: str(cells_[1]) for name, cells_ in found.columns.items()}


def kinds(found: Taken) -> set[str]:
    return {change.kind for change in found.journal.changes}


def test_a_good_row_is_taken_as_it_stands() -> None:
    found = taken([HEADINGS, GOOD])
    assert not found.journal.changes and found.journal.taken.all()
    row = {name: str(cells[0]) for name, cells in found.columns.items()}
    expected = {
        "id": "a-1", "name_uk": "вул. Сумська, 1", "district": "north", "use": "education",
        "heritage_status": "not_checked", "floor_area_m2": "1200", "damage_grade": "3",
        "people": "", "people_kind": "pupils",
    }  # fmt: skip
    assert expected.items() <= row.items()


DEFECTS = [
    ([(2, "36.05"), (3, "50.05")], "swapped", {"lat": "50.05", "lon": "36.05"}),
    ([(2, "50°03'00\""), (3, "36°03'00\"")], "degrees", {"lat": "50.05", "lon": "36.05"}),
    ([(2, "5548359.4"), (3, "288817.8")], "projected", {"district": "north"}),
    ([(2, "10"), (3, "10")], "outside", {"lat": "", "district": "north"}),
    ([(2, "0"), (3, "0")], "zero_point", {"lat": ""}),
    ([(6, "-5")], "negative", {"floor_area_m2": ""}),
    ([(6, "0")], "zero", {"floor_area_m2": ""}),
    ([(6, "#ЗНАЧ!")], "error_cell", {"floor_area_m2": ""}),
    ([(6, "=B2*2")], "uncalculated", {"floor_area_m2": ""}),
    ([(6, "1000-1200")], "range", {"floor_area_m2": "1100", "floor_area_quality": "estimated"}),
    ([(6, "багато")], "unreadable", {"floor_area_m2": ""}),
    ([(6, "99999999")], "out_of_range", {"floor_area_m2": ""}),
    ([(4, "Жовтневий район")], "old_district", {"district": "north"}),
    ([(4, "Північ.")], "spelling", {"district": "north"}),
    ([(4, "Пірнічний")], "spelling", {"district": "north"}),
    ([(1, "вул. Cумська, 9")], "mixed_letters", {"address_uk": "вул. Сумська, 9"}),
    ([(1, "вул. Лук?янівська")], "lost_sign", {"address_uk": "вул. Лук’янівська"}),
    ([(1, "=cmd|' /C calc'!A0")], "formula", {"address_en": "cmd|' /C calc'!A0"}),
    ([(7, "наполовину")], "unknown_damage", {"damage_grade": ""}),
]


@pytest.mark.parametrize(("cells", "kind", "expected"), DEFECTS)
def test_each_defect_is_put_right_or_left_out_and_told(cells, kind, expected) -> None:
    found, row = one(*cells)
    assert kind in kinds(found)
    assert expected.items() <= row.items()
    assert found.journal.taken.all() and found.journal.corrected.tolist() == [False, True]


def test_rows_that_repeat_or_contradict_another_or_are_nowhere_are_set_aside() -> None:
    rows = [
        HEADINGS,
        GOOD,
        GOOD,
        changed((6, "900")),
        changed((0, ""), (1, ""), (2, ""), (3, ""), (4, "")),
        changed((0, ""), (1, ""), (2, "10"), (3, "10"), (4, "")),
    ]
    found = taken(rows)
    reasons = ["", "duplicate", "conflict", "no_place", "place_useless"]
    assert found.journal.reason.tolist() == reasons
    assert found.journal.other.tolist() == [-1, 0, 0, -1, -1]


def test_a_building_with_an_id_keeps_its_row_and_only_leaves_the_map() -> None:
    found, row = one((1, ""), (2, "10"), (3, "10"), (4, ""))
    assert found.journal.taken.all() and "outside" in kinds(found)
    assert (row["lat"], row["district"]) == ("", "")


def test_a_footprint_is_no_floor_area_and_storeys_make_it_one() -> None:
    headings = ["адреса", "площа забудови", "поверхи", "ступінь", "тип"]
    rows = [headings, ["a", "100", "3", "3", "житловий будинок"], ["b", "100", "", "3", "школа"]]
    plain = taken(rows).columns
    assert plain["floor_area_m2"].tolist() == ["300", ""]
    assert plain["floor_area_quality"].tolist() == ["inferred", ""]
    assert (plain["people"].tolist(), plain["people_quality"].tolist()) == (
        ["12", ""],
        ["by_area", ""],
    )
    said = Mapping(assume=Assumed(storeys=2))
    assert taken(rows, said).columns["floor_area_m2"].tolist() == ["300", "200"]


def test_missing_damage_stays_missing_unless_somebody_answers_for_it() -> None:
    rows = [["адреса", "загальна площа"], ["a", "100"], ["b", "200"]]
    assert taken(rows).columns["damage_grade"].tolist() == ["", ""]
    found = taken(rows, Mapping(assume=Assumed(damage=3))).columns
    assert found["damage_grade_quality"].tolist() == ["judgement", "judgement"]


def test_the_heading_above_rows_is_their_district() -> None:
    rows = [
        ["адреса", "загальна площа", "ступінь"],
        ["Південний район"],
        ["a", "1", "3"],
        ["b", "2", "4"],
    ]
    assert taken(rows).columns["district"].tolist() == ["south", "south"]


def test_a_district_is_found_beside_its_former_name_and_the_name_of_the_city() -> None:
    rows = [
        ["адреса", "район"],
        ["a", "Північний (колишній Жовтневий)"],
        ["b", "м. Місто, Південний р-н"],
    ]
    found = taken(rows)
    assert found.columns["district"].tolist() == ["north", "south"] and not found.journal.changes


KHARKIV = {
    "uk-saltivka": ("Салтівський район", "UA63120270010315719"),
    "uk-kyiv": ("Київський район", "UA63120270010216514"),
}
CODES = [
    ["адреса", "КАТОТТГ"],
    ["a", "UA63120270010315719"],
    ["b", "UА 6312 0270 0102 16514"],  # a Cyrillic letter, and blanks
    ["c", "UA63120270010096107"],  # the city as a whole
    ["d", "UA80000000001078669"],  # Kyiv
    ["e", "6312027001"],
    ["f", "UA63120270011212345"],  # a district that is not at hand
]


def coded(*, stated: bool) -> Ground:
    """Two districts of Kharkiv, which state their codes or go by their names alone."""
    squares = [
        square(id, 36.2 + i / 10, {"uk": name}, katottg=code if stated else "")
        for i, (id, (name, code)) in enumerate(KHARKIV.items())
    ]
    return Ground(Districts(districts=tuple(squares), rivers=(), schematic=True))


@pytest.mark.parametrize("stated", [True, False])
def test_a_code_of_a_district_stands_for_it_where_outlines_know_it(stated: bool) -> None:
    found = taken(CODES, ground=coded(stated=stated))
    assert found.columns["district"].tolist() == ["uk-saltivka", "uk-kyiv", "", "", "", ""]
    assert [c.kind for c in found.journal.changes] == ["code_unreadable"]
    notes = {key for key, _ in found.journal.notes}
    assert notes >= {"code_whole", "code_elsewhere", "code_unknown"}


def test_without_outlines_a_code_is_the_district_that_the_codifier_names() -> None:
    found = taken(CODES, ground=NOWHERE)
    kept = "UA63120270011212345"
    assert found.columns["district"].tolist()[:3] == ["Салтівський", "Київський", ""]
    assert found.columns["district"].tolist()[3:] == ["", "", kept]
    (inferred,) = [i for i in found.journal.inferred if i.field == "district"]
    assert inferred.kind == "district_of_code" and inferred.rows.tolist() == [0, 1, 5]


def test_what_the_list_says_of_its_district_stands_before_its_code() -> None:
    rows = [["адреса", "район", "КАТОТТГ"], ["a", "Київський", "UA63120270010315719"]]
    assert taken(rows, ground=coded(stated=True)).columns["district"].tolist() == ["uk-kyiv"]


def test_ids_do_not_depend_on_where_a_row_stands() -> None:
    rows = [
        ["адреса", "загальна площа"],
        ["вул. Сумська, 1", "5"],
        ["вул. Сумська, 1", "7"],
        ["b", "1"],
    ]
    forwards = taken(rows, ground=NOWHERE).columns["id"].tolist()
    backwards = taken([rows[0], rows[3], rows[1], rows[2]], ground=NOWHERE).columns["id"].tolist()
    assert forwards[2] == backwards[0] == "b"
    assert forwards[:2] == backwards[1:] and len(set(forwards)) == 3


def test_sums_are_refused_as_no_list_of_buildings() -> None:
    with pytest.raises(InputError) as caught:
        taken([["Район", "Кількість будівель"], ["Північний", "40"], ["Південний", "50"]])
    assert caught.value.faults[0].key == "intake_summary"


def test_of_several_looks_at_the_damage_the_last_one_counts() -> None:
    heads = ["address", "Main_Damage_Site_Class", "Main_Damage_Site_Class_2"]
    rows = [heads, ["a", "4", "1"], ["b", "2", ""], ["c", "11", "6"]]
    assert taken(rows).columns["damage_grade"].tolist() == ["5", "4", "0"]
    rows[0][1:] = ["Main_Damag", "Main_Dam_1"]  # as a Shapefile cuts them
    assert taken(rows).columns["damage_grade"].tolist() == ["5", "4", "0"]


def test_a_summary_with_a_column_for_each_class_is_refused_too() -> None:
    with pytest.raises(InputError) as caught:
        taken(
            [
                ["Район", "Зруйновано", "Пошкоджено"],
                ["Північний", "40", "90"],
                ["Південний", "5", "7"],
            ]
        )
    assert caught.value.faults[0].key == "intake_summary"
    for rows in (
        [["Hromada", "Damage class", "Buildings"], ["A", "Destroyed", "10"], ["B", "Severe", "4"]],
        [["Назва", "Зруйновано", "Пошкоджено"], ["Північний", "40", "90"]],
    ):
        with pytest.raises(InputError) as caught:
            taken(rows)
        assert caught.value.faults[0].key == "intake_summary"
    marks = [["Назва", "Зруйновано", "Пошкоджено"], ["Школа № 1", "1", "0"], ["Ліцей", "0", "1"]]
    assert taken(marks).journal.taken.all()


def test_a_name_tells_the_use_where_nothing_else_does() -> None:
    rows = [["назва", "адреса"], ["Школа № 1", "a"], ["Будинок 5", "b"], ["Будинок культури", "c"]]
    assert taken(rows).columns["use"].tolist() == ["education", "other", "culture"]


def test_buildings_that_are_called_alike_go_by_their_address_too() -> None:
    rows = [["Назва", "Адреса", "Площа", "Ступінь"]]
    rows += [["Школа", "вул. Сумська, 1", "900", "3"], ["Школа", "вул. Сумська, 5", "800", "2"]]
    rows += [["Старий цирк", "вул. Інша, 2", "700", "2"]]
    names = list(taken(rows).columns["name_uk"])
    assert names == ["Школа, вул. Сумська, 1", "Школа, вул. Сумська, 5", "Старий цирк"]


def test_a_number_that_many_rows_share_is_no_id() -> None:
    rows = [["код ЄДРПОУ", "SiteID", "address"], *([["77", "0", f"street {n}"] for n in range(25)])]
    found = taken(rows)
    assert "id" not in found.source.mapping.columns and found.journal.taken.all()


def test_a_share_of_an_area_is_no_area_and_feet_are_no_metres() -> None:
    rows = [["address", "area_percentage", "height_ft", "damage_grade"], ["a", "8", "30", "2"]]
    found = taken(rows).columns
    assert (found["floor_area_m2"].tolist(), found["storeys"].tolist()) == ([""], ["3"])


def test_of_several_sheets_the_one_of_buildings_is_read_and_not_their_parts() -> None:
    built = Sheet(name="EMSR_builtUpA", rows=[["name", "damage_gra"], ["a", "Destroyed"]])
    roads = Sheet(
        name="EMSR_transportationL", rows=[["name", "damage_gra"], ["b", "Damaged"], ["c", ""]]
    )
    parts = [
        ["_parent_index", "name", "address", "damage"],
        ["1", "a", "b", "1"],
        ["1", "c", "d", "2"],
    ]
    look = look_in(
        Book(kind="layers", sheets=[roads, built, Sheet(name="repeat", rows=parts)]), "x.zip"
    )
    assert look.table.sheet == "EMSR_builtUpA"


def test_rows_counted_within_a_building_are_its_parts_and_those_within_a_heading_are_not() -> None:
    heads = ["№ з/п", "Об'єкт", "Адреса", "Загальна площа", "Ступінь"]
    parts = [["1", "Школа", "a, 1", "900", "3"], ["1.1", "Корпус А", "a, 1", "500", "3"]]
    other = [["2", "Ліцей", "b, 2", "400", "4"], ["2.1", "Майстерня", "b, 2", "90", "5"]]
    assert taken([heads, *parts, *other]).journal.reason.tolist() == ["", "part", "", "part"]
    parts[0] = ["1", "Північний район", "", "900", ""]
    assert taken([heads, *parts, *other]).journal.reason.tolist() == ["", "", "", "part"]


def test_an_id_that_rows_share_is_told_and_counts_once_it_is_said_to_be_one() -> None:
    rows = [["building_id", "name", "address"]]
    rows += [[str(n % 8), f"part {n}", f"street {n % 8}"] for n in range(24)]
    found = taken(rows)
    assert found.journal.taken.all() and "id_repeats" in dict(found.journal.notes)
    said = {"id": "building_id", "name": "name", "address": "address"}
    again = taken(rows, Mapping(columns=said))
    assert (again.journal.reason == "conflict").sum() == 16


def test_parts_of_buildings_are_no_buildings() -> None:
    rows = [
        ["id", "parent_id", "address"],
        ["1", "", "a"],
        ["2", "1", "a, north wing"],
        ["3", "", "b"],
    ]
    assert taken(rows).journal.reason.tolist() == ["", "part", ""]


cells = st.sampled_from(
    ["", "а-1", "вул. Сумська, 1", "50.05", "36,05", "Північний", "школа", "1 200", "-3", "#REF!", "III",
     "Разом", "=1+1", "5-7", "Всього", "\u202ex", "0", "1e9", "так"]
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(cells, min_size=8, max_size=8), min_size=1, max_size=12))
def test_every_row_is_kept_corrected_or_set_aside_and_the_table_can_be_read(rows) -> None:
    found = taken([HEADINGS, GOOD, *rows], Mapping(header=1, depth=1))
    said = counts(found)
    last = max(i for i, row in enumerate([GOOD, *rows]) if any(row)) + 1
    assert said.kept + said.corrected + said.aside == said.read >= last
    assert 1 <= len(report_lines(found)) <= 30
    sites, reader, faults = read_sites(sites_csv(found.columns, found.journal.taken), "sites.csv")
    assert sites is not None and not faults and reader is not None
    assert len(sites) == said.kept + said.corrected
    assert not np.isnan(sites.floor_area_m2).all() or not found.journal.taken[0]


def test_a_name_tells_homes_only_where_it_says_that_people_live_there() -> None:
    names = [
        "Житловий будинок",
        "Будинок культури",
        "Гуртожиток №2",
        "Нежитлова будівля",
        "Будинок",
    ]
    rows = [["адреса", "назва"], *([f"вул. Сумська, {i}", name] for i, name in enumerate(names))]
    found = taken(rows, ground=NOWHERE).columns["use"].tolist()
    assert found == ["residential", "culture", "residential", "other", "other"]


def test_metres_among_degrees_find_their_system_where_nobody_gave_outlines() -> None:
    rows = [changed((0, f"а-{k}"), (1, f"вул. Інша, {k}"), (2, f"50.0{k}")) for k in range(4)]
    metres = changed((0, "б-1"), (2, "5546861.6"), (3, "289001.4"))
    found = taken([HEADINGS, *rows, metres], ground=NOWHERE)
    assert "projected" in kinds(found)
    lat, lon = (float(found.columns[c][4]) for c in ("lat", "lon"))
    assert abs(lat - 50.036) < 0.01 and abs(lon - 36.053) < 0.01


def test_a_line_of_the_report_has_one_kind_of_correction_and_examples_that_differ() -> None:
    areas = ("1 200,5", "1 300,5", "1400,5", "1500,5", "later", "later")
    rows = [changed((0, f"а-{k}"), (1, f"вул. {k}"), (6, area)) for k, area in enumerate(areas)]
    more = [changed((0, f"б-{k}"), (1, f"вул. Інша, {k}")) for k in range(4)]
    lines = report_lines(taken([HEADINGS, *rows, *more]))
    (mended,) = [line for line in lines if "another way" in line]
    assert "1 200,5" in mended and "1400,5" in mended and mended.startswith("4 rows")
    assert sum(line.count("“later”") for line in lines) == 1
