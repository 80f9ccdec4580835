"""Slips in the tables and the outlines: each has its own message, at its place, with its value."""

from collections.abc import Callable

import pytest

Slip = Callable[..., None]

# what stood there, what stands there now, and the fault: key, field, value, line
# fmt: off
SITES = [
    (",50.01,36.21,", ",36.21,50.01,", "swapped_coordinates", "lat, lon", "36.21, 50.01", 2),
    (",50.01,36.21,", ",48.01,36.21,", "outside_city", "lat, lon", "48.01, 36.21", 2),
    (",50.01,36.21,", ",150.01,36.21,", "out_of_range", "lat", "150.01", 2),
    (",50.01,36.21,", ",,36.21,", "blank", "lat", "", 2),
    (",50.01,36.21,", ",50.01 N,36.21,", "number", "lat", "50.01 N", 2),
    (",9000,", ",-9000,", "negative", "floor_area_m2", "-9000", 3),
    (",9000,", ",NaN,", "number_unknown", "floor_area_m2", "NaN", 3),
    (",9000,", ",n/a,", "number_unknown", "floor_area_m2", "n/a", 3),
    (",9000,", ",невідомо,", "number_unknown", "floor_area_m2", "невідомо", 3),
    (",9000,", ",inf,", "number_infinite", "floor_area_m2", "inf", 3),
    (",9000,", ",1e300,", "out_of_range", "floor_area_m2", "1e300", 3),
    (",9000,", ',"9 000",', "number", "floor_area_m2", "9 000", 3),
    (",9000,", ',"9000,5",', "decimal_comma", "floor_area_m2", "9000,5", 3),
    (",9000,", ',"9,000",', "decimal_comma", "floor_area_m2", "9,000", 3),
    (",9000,", ",1_000,", "number", "floor_area_m2", "1_000", 3),
    (",9000,", ",٩٠٠٠,", "number", "floor_area_m2", "٩٠٠٠", 3),
    (",9000,", ",1.2.3,", "number", "floor_area_m2", "1.2.3", 3),
    ("360,residents", "-1,residents", "negative", "people", "-1", 3),
    ("360,residents", "36.5,residents", "whole", "people", "36.5", 3),
    ("360,residents", "360,resident", "unknown_choice_near", "people_kind", "resident", 3),
    ("360,residents", "360,", "blank", "people_kind", "", 3),
    ("reported,3,surveyed", "reported,6,surveyed", "out_of_range", "damage_grade", "6", 2),
    ("reported,3,surveyed", "reported,2.5,surveyed", "whole", "damage_grade", "2.5", 2),
    ("reported,3,surveyed", "reported,3,", "quality_blank", "damage_grade_quality", "", 2),
    ("reported,3,surveyed", "reported,3,survey",
     "unknown_choice_near", "damage_grade_quality", "survey", 2),
    ("culture,national", "culure,national", "unknown_choice_near", "use", "culure", 2),
    ("culture,national", "zoo,national", "unknown_choice", "use", "zoo", 2),
    ("culture,national", ",national", "blank", "use", "", 2),
    ("culture,national", "culture,nation", "unknown_choice_near", "heritage_status", "nation", 2),
    ("exact,north", "exact,nort", "unknown_district_near", "district", "nort", 2),
    ("2022-03-02", "2022-02-30", "date", "damage_date_last", "2022-02-30", 2),
    ("2022-03-02", "02.03.2022", "date", "damage_date_last", "02.03.2022", 2),
    ("2022-03-02", "1499-12-31", "date_range", "damage_date_last", "1499-12-31", 2),
    ("2022-03-02", "2922-03-02", "date_range", "damage_date_last", "2922-03-02", 2),
    ("survey,yes,", "survey,так,", "unknown_choice", "world_heritage_candidate", "так", 2),
    (",2.5,90,7,12", ",3.5,90,7,12", "out_of_range", "hazard", "3.5", 2),
    (",2.5,90,7,12", ",2.5,101,7,12", "out_of_range", "significance", "101", 2),
    (",2.5,90,7,12", ",2.5,90,-7,12", "negative", "community_priority", "-7", 2),
    (",2.5,90,7,12", ",2.5,90,7,-12", "negative", "trees", "-12", 2),
    ("1911,inferred", "1911.5,inferred", "whole", "year_built", "1911.5", 2),
    ("1911,inferred", "19,inferred", "out_of_range", "year_built", "19", 2),
    ("1911,inferred", "2911,inferred", "out_of_range", "year_built", "2911", 2),
    ("1911,inferred", "1911,guessed", "unknown_choice", "year_built_quality", "guessed", 2),
    ("school-2,", "block-7,", "duplicate_id", "id", "block-7", 4),
    ("school-2,", ",", "blank", "id", "", 4),
    ("school-2,", "School 2,", "id_pattern", "id", "School 2", 4),
    ("school-2,", "sсhool-2,", "mixed_script", "id", "sсhool-2", 4),
    ("School 2,Школа 2", ",", "name_blank", "name_uk", "", 4),
    ("roof lost", "roof\x07lost", "control_character", "", "U+0007", 2),
    ("roof lost", "roof\x00lost", "nul_byte", "", "", 2),
    ("roof lost", "roof�lost", "encoding_lost", "", "", 2),
    ("roof lost", '"roof" lost', "broken_quotes", "", "", 2),
    ("press,,yes", "press,yes", "field_count", "", "ruin", 5),
    (",trees\n", ",district\n", "duplicate_column", "district", "", 1),
    (",trees\n", ",\n", "blank_column", "", "", 1),
    (",trees\n", ",users_out\n", "reserved_column", "users_out", "", 1),
    (",3.5\n", ",many\n", "unknown_column", "trees", "trees", 1),
    (",hazard,", ",hazzard,", "unknown_column_near", "hazzard", "hazzard", 1),
    (",damage_events,", ",events,", "unknown_column_near", "events", "events", 1),
]
PROJECTS = [
    ("10,14.5,20", "15,14.5,20", "cost_order", "cost_musd_likely", "14.5", 2),
    ("10,14.5,20", "-10,14.5,20", "negative", "cost_musd_low", "-10", 2),
    ("10,14.5,20", "10,,20", "blank", "cost_musd_likely", "", 2),
    ("illustrative,3,", "illustrative,0,", "out_of_range", "years_to_build", "0", 2),
    ("illustrative,3,", "illustrative,1.5,", "whole", "years_to_build", "1.5", 2),
    ("illustrative,65", "illustrative,165", "out_of_range", "renewal_index", "165", 2),
    ("block-7;ruin", "block-7;ruins", "unknown_site_near", "displaces", "ruins", 2),
    ("block-7;ruin", "ruin;ruin", "displaces_twice", "displaces", "ruin", 2),
    ("north,housing", "north,hosing", "unknown_choice_near", "kind", "hosing", 2),
    ("50.025,36.225", "36.225,50.025", "swapped_coordinates", "lat, lon", "36.225, 50.025", 2),
    ("south,culture", "west,culture", "unknown_district", "district", "west", 3),
]
DISTRICTS = [
    ('"features": [', '"features": [,', "json_syntax", "", "", 1),
    ("50.0], [36.25", "NaN], [36.25", "json_number", "", "", None),
    ('"FeatureCollection"', '"Collection"', "geojson_features", "", "", None),
    ('"kind": "river"', '"kind": "lake"',
     "geojson_kind", "features[2].properties.kind", "lake", None),
    ('"LineString"', '"Point"', "geojson_shape", "features[2].geometry.type", "Point", None),
    ("[[36.1, 50.05], [36.4, 50.05]]", "[[36.1, 50.05]]",
     "geojson_points", "features[2].geometry.coordinates", "", None),
    ("[[36.1, 50.05], [36.4, 50.05]]", '[["a", 50.05], [1, 2]]',
     "geojson_points", "features[2].geometry.coordinates", "", None),
    ('"id": "brook"', '"id": "south"',
     "geojson_duplicate", "features[2].properties.id", "south", None),
    ('"id": "brook"', '"name": "brook"', "blank", "features[2].properties.id", "", None),
    ('"name_en": "Brook", "name_uk": "Струмок"', '"name_en": ""',
     "name_blank", "features[2].properties.name_uk", "", None),
    ('"schematic": true', '"crs": {"name": "EPSG:32637"}', "geojson_crs", "crs", "", None),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "key", "field", "value", "row"), SITES)
def test_each_slip_in_the_sites_is_named(
    slip: Slip, old: str, new: str, key: str, field: str, value: str, row: int | None
) -> None:
    slip("sites.csv", old, new, key, field, value, row)


@pytest.mark.parametrize(("old", "new", "key", "field", "value", "row"), PROJECTS)
def test_each_slip_in_the_projects_is_named(
    slip: Slip, old: str, new: str, key: str, field: str, value: str, row: int | None
) -> None:
    slip("projects.csv", old, new, key, field, value, row)


@pytest.mark.parametrize(("old", "new", "key", "field", "value", "row"), DISTRICTS)
def test_each_slip_in_the_districts_is_named(
    slip: Slip, old: str, new: str, key: str, field: str, value: str, row: int | None
) -> None:
    slip("districts.geojson", old, new, key, field, value, row)
