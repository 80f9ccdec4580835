"""Did you mean: near words are found, far ones are not, and long lists stay quick."""

from planner.reading import nearest, unknown


def test_the_nearest_word_is_found_regardless_of_case() -> None:
    assert nearest("Kyivsky", ["Kyivskyi", "Saltivskyi"]) == "Kyivskyi"
    assert nearest("KYIVSKYI", ["Kyivskyi", "Saltivskyi"]) == "Kyivskyi"


def test_nothing_near_gives_nothing() -> None:
    assert nearest("zoo", ["Kyivskyi", "Saltivskyi"]) is None
    assert nearest("zoo", []) is None


def test_a_long_list_is_searched_too() -> None:
    assert nearest("site-4321x", [f"site-{i}" for i in range(50_000)]) in {
        "site-4321",
        *(f"site-4321{i}" for i in range(10)),
    }


def test_the_fault_lists_what_is_known_and_what_may_be_meant() -> None:
    fault = unknown("crew", "bilders", ["builders", "masons"], file="a", field="b", row=3)
    assert fault.key == "unknown_crew_near"
    assert fault.details == {"known": "builders, masons", "near": "builders"}
    assert unknown("crew", "x", ["builders"], file="a", field="b").key == "unknown_crew"
