"""Files that a planner takes away."""

import csv
import io

import openpyxl
import pytest

from planner.exchange import data_files, to_csv
from planner.scenario import load_scenario
from planner.text import LANGUAGES, text
from planner.ui.keep import exporting, sharing
from tests.releasing import our_data, ours
from tests.saying import said
from tests.ui.pages import balanced, reopen


def test_the_downloaded_scenario_is_the_one_on_the_desk(own_city, edited):
    good = edited.session_state["good"]
    taken = own_city / "kharkiv" / "taken.yaml"
    taken.write_bytes(exporting.yaml_of(good, "internal"))
    loaded = load_scenario(taken)
    assert loaded.scenario.weights == good.loaded.scenario.weights
    assert loaded.scenario.money == good.loaded.scenario.money


def test_an_untouched_scenario_is_downloaded_as_its_file(city, open_app):
    good = open_app(city).session_state["good"]
    assert exporting.yaml_of(good, "internal") == balanced(city).read_bytes()


@pytest.mark.parametrize(
    ("module", "keys"),
    [
        ("plan", {"download_csv", "download_xlsx", "download_json", "download_yaml"}),
        ("compare", {"download_comparison_csv", "download_comparison_xlsx"}),
        ("data", {"download_data_xlsx", "download_data_txt"}),
    ],
)
def test_every_page_offers_its_files(city, open_app, module, keys):
    app = open_app(city, "uk", module)
    assert keys <= {button.key for button in app.get("download_button")}


def test_every_row_of_the_list_carries_a_link_that_opens_the_plan(own_city, edited, open_app):
    good = edited.session_state["good"]
    taken = said("uk", to_csv, ours(good.plan), said("uk", sharing.address_of, good, ""))
    rows = csv.DictReader(io.StringIO(taken.decode("utf-8-sig")))
    (link,) = {row["link"] for row in rows}
    other = reopen(open_app, own_city, link).session_state["good"]
    same = good.plan.provenance.decisions_sha256
    assert other.plan.provenance.decisions_sha256 == same


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_page_comes_as_a_workbook_and_as_text_without_places(city, open_app, language):
    good = open_app(city).session_state["good"]
    book = openpyxl.load_workbook(
        io.BytesIO(said(language, data_files.to_xlsx, our_data(good.loaded), ours(good.plan)))
    )
    assert book.sheetnames[0] == said(language, text, "take.sheet.quality")
    method = said(language, data_files.to_text, our_data(good.loaded), ours(good.plan)).decode(
        "utf-8-sig"
    )
    assert "C10" in method and r"\sum" in method
    cells = {c.value for sheet in book for row in sheet.iter_rows() for c in row}
    sites = good.loaded.inventory.sites
    wordings = (*sites.address.values(), *sites.summary.values())
    told = {words for texts in wordings for words in texts}
    assert not cells & {*told, *sites.lat.tolist()} - {"", None}
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
