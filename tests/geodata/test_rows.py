"""A row says everything about a site, and a person can read it."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.rows import (
    COLUMNS,
    HEADERS,
    INTEGERS,
    NUMBERS,
    Row,
    defuse,
    from_row,
    parse_access,
    parse_services,
    to_row,
    undo_defuse,
)
from locator.errors import InvalidInput
from locator.model import AccessHours, OpeningHours, Position, ServiceOffer, Site
from locator.vocabulary import Access, Datum, Kind
from tests.geodata.anysite import PATIENT, sites, texts

ANYTHING = st.text(st.characters(), max_size=12)


@PATIENT
@given(sites(texts() | ANYTHING))
def test_from_row_is_the_exact_inverse(site: Site) -> None:
    row = to_row(site)
    assert tuple(row) == COLUMNS
    assert from_row(row) == site


@PATIENT
@given(sites())
def test_a_row_survives_as_text(site: Site) -> None:
    """CSV makes text of everything: numbers come back to the last bit."""
    row = {name: "" if cell is None else str(cell) for name, cell in to_row(site).items()}
    assert from_row(row) == site


def test_every_field_has_a_column() -> None:
    apart = {"position", "entrance", "hours"}
    fields = {field.name for field in dataclasses.fields(Site)} - apart
    assert fields <= set(COLUMNS)


@PATIENT
@given(sites())
def test_columns_keep_their_types(site: Site) -> None:
    for name, cell in to_row(site).items():
        wanted = float if name in NUMBERS else int if name in INTEGERS else str
        assert cell is None or type(cell) is wanted, name
        assert cell != "", name


def test_cells_read_like_words() -> None:
    row = to_row(
        Site(
            id="demo-1",
            name="示例驿站",
            position=Position(
                lon=121.4, lat=37.5, given_lon=121.4, given_lat=37.5, datum=Datum.WGS84
            ),
            hours=OpeningHours("工作日9:00—17:00", "Mo-Fr 09:00-17:00", workdays=True),
            access=(AccessHours(Access.STAFFED, "08:00-22:00"), AccessHours(Access.SCAN)),
            amenities=("microwave", "water"),
            services=(
                ServiceOffer("legal"),
                ServiceOffer("counselling", OpeningHours("每周四下午")),
                ServiceOffer(
                    "jobs", OpeningHours("工作日9-17点", "Mo-Fr 09:00-17:00", workdays=True)
                ),
            ),
            members=(),
            verified_on=date(2026, 10, 1),
            extra=(("备用电源", "有"),),
        )
    )
    assert {name: cell for name, cell in row.items() if cell is not None} == {
        "id": "demo-1",
        "name": "示例驿站",
        "kind": "station",
        "lon": 121.4,
        "lat": 37.5,
        "given_lon": 121.4,
        "given_lat": 37.5,
        "given_datum": "wgs84",
        "accuracy": "exact",
        "hours": "工作日9:00—17:00",
        "opening_hours": "Mo-Fr 09:00-17:00",
        "workdays": "yes",
        "access": "staffed@08:00-22:00|scan",
        "welcome": "unknown",
        "amenities": "microwave;water",
        "services": "legal|counselling@每周四下午|jobs@工作日9-17点@Mo-Fr 09:00-17:00@workdays",
        "members": "none",
        "operation": "operating",
        "verified_on": "2026-10-01",
        "active": "yes",
        "extra": "备用电源=有",
    }


def test_absent_columns_count_as_empty() -> None:
    assert from_row({"id": "a", "name": "甲"}) == Site(id="a", name="甲", kind=Kind.STATION)


def test_a_bare_position_was_given_in_wgs84() -> None:
    site = from_row({"id": "a", "name": "甲", "lon": "121.4", "lat": "37.5"})
    assert site.position == Position(
        lon=121.4, lat=37.5, given_lon=121.4, given_lat=37.5, datum=Datum.WGS84
    )


def test_unknown_and_empty_stay_apart() -> None:
    assert parse_access("") is None
    assert parse_access("none") == ()
    assert parse_services("") is None
    assert parse_services("none") == ()
    assert parse_services("\\none") == (ServiceOffer("none"),)


def test_spreadsheets_turn_whole_numbers_into_floats() -> None:
    assert from_row({"id": "a", "name": "甲", "capacity": 12.0}).capacity == 12
    assert from_row({"id": "a", "name": "甲", "capacity": "12.0"}).capacity == 12


@pytest.mark.parametrize(
    ("column", "cell", "allowed"),
    [
        ("kind", "kiosk", "station"),
        ("capacity", "12.5", "whole"),
        ("capacity", "many", "number"),
        ("lon", "nan", "number"),
        ("lat", "", "both"),
        ("verified_on", "1/1/2026", "YYYY-MM-DD"),
        ("active", "maybe", "yes"),
        ("access", "window@08:00-10:00", "staffed"),
        ("access", "scan@1@2", "staffed"),
        ("services", "legal@a@b@c@d", "workdays"),
        ("given_datum", "cgcs", "gcj02"),
        ("extra", "no sign", "name=value"),
    ],
)
def test_a_bad_cell_is_named_with_what_is_allowed(column: str, cell: str, allowed: str) -> None:
    row: Row = {"id": "a", "name": "甲", "lon": 1.0, "lat": 1.0, column: cell}
    with pytest.raises(InvalidInput) as caught:
        from_row(row)
    (problem,) = caught.value.problems
    assert problem.field == column
    assert problem.value == cell
    assert allowed in problem.allowed.en


def test_headers_are_understood_in_both_languages() -> None:
    assert HEADERS["名称"] == HEADERS["name"] == "name"
    assert len(HEADERS) == 2 * len(COLUMNS)


@PATIENT
@given(ANYTHING | texts() | st.text(st.sampled_from("'=+-@\t\r ab＝"), max_size=5))
def test_defusing_is_undone_exactly(text: str) -> None:
    assert undo_defuse(defuse(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+8653512345", "-", "@x", "\tx", "\rx", "＝1", "'=1"])
def test_no_formula_is_left(text: str) -> None:
    assert defuse(text) == "'" + text


@pytest.mark.parametrize("text", ["", "驿站", "'quoted'", "0535-1234", "1-2", " =1"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert defuse(text) == text
    assert undo_defuse(text) == text
