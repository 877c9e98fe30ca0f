"""Parameters: what is documented is what is accepted, and all that is wrong is said at once."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.errors import InvalidInput
from web.api.nearest import AT, COARSE, LAT, LON, NEAREST, OPEN, K
from web.api.parameters import Parameter, by_name, read_given
from web.api.parameters.common import AMENITY
from web.api.parameters.readers import INSTANT, read_instant, words


def read(parameter: Parameter[Any], text: str) -> Any:
    return read_given(by_name(parameter), {parameter.name: text}, as_text=True)[parameter]


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        (LON, "121.4", 121.4),
        (LON, "-180", -180.0),
        (K, "50", 50),
        (COARSE, "true", True),
        (COARSE, "false", False),
        (AMENITY, "water,microwave", frozenset({"water", "microwave"})),
        (OPEN, "grouped", "grouped"),
        (AT, "2026-11-21T22:00:00+08:00", datetime(2026, 11, 21, 14, tzinfo=UTC)),
        # Without an offset it is Beijing's clock.
        (AT, "2026-11-21T22:00", datetime(2026, 11, 21, 14, tzinfo=UTC)),
        (AT, "2026-11-21T22:00:00Z", datetime(2026, 11, 21, 22, tzinfo=UTC)),
        # A plus sign that nobody escaped arrives as a space.
        (AT, "2026-11-21T22:00:00 08:00", datetime(2026, 11, 21, 14, tzinfo=UTC)),
        (OPEN, "2026-11-21T22:00", datetime(2026, 11, 21, 14, tzinfo=UTC)),
    ],
)
def test_text_is_read_as_it_is_meant(parameter: Parameter[Any], text: str, value: object) -> None:
    assert read(parameter, text) == value


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (LON, "181"),
        (LON, "nan"),
        (LON, "inf"),
        (LON, "east"),
        (LON, "1_2"),
        (LON, "１２"),
        (K, "1_0"),
        (K, "١"),
        (LON, ""),
        (LAT, "90.1"),
        (K, "0"),
        (K, "51"),
        (K, "5.5"),
        (COARSE, "yes"),
        (AMENITY, "water,sauna"),
        (AMENITY, "water,,ac"),
        (AMENITY, ""),
        (OPEN, "tomorrow"),
        (AT, "now"),
        (AT, "2026-11-21"),
        (AT, "2026-02-29T10:00"),
        (AT, "1999-12-31T10:00"),
        (AT, "2026-11-21T24:00"),
        (AT, "2026-11-21T10:00+14:30"),
    ],
)
def test_what_is_not_accepted_is_refused(parameter: Parameter[Any], text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(parameter, text)
    (problem,) = caught.value.problems
    assert (problem.field, problem.value) == (parameter.name, text)
    assert problem.allowed.zh
    assert problem.allowed.en


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (LON, "121.4"),
        (LON, True),
        (K, "5"),
        (K, 5.5),
        (COARSE, "true"),
        (AMENITY, ["water"]),
        (OPEN, 5),
        (LON, None),
    ],
)
def test_json_values_have_their_own_types(parameter: Parameter[Any], value: object) -> None:
    with pytest.raises(InvalidInput):
        read_given(by_name(parameter), {parameter.name: value}, as_text=False)


def test_a_json_value_is_quoted_as_json_and_limits_in_full() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_given(NEAREST.parameters, {"lon": None, "lat": True, "max_m": [-1]}, as_text=False)
    assert [each.value for each in caught.value.problems] == ["null", "true", "[-1]"]
    assert "20100000" in caught.value.problems[2].allowed.en


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_given(NEAREST.parameters, {"lon": "far", "k": "0", "amenities": "water"}, as_text=True)
    assert [problem.field for problem in caught.value.problems] == ["lon", "k", "amenities", "lat"]


def test_an_unknown_parameter_is_told_the_nearest_known() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_given(NEAREST.parameters, {"lon": "1", "lat": "1", "amenities": "ac"}, as_text=True)
    (problem,) = caught.value.problems
    assert "amenity" in problem.message.en
    assert "amenity" in problem.message.zh


def test_a_parameter_left_out_has_the_default_that_is_documented() -> None:
    left_out = read_given(NEAREST.parameters, {"lon": "1", "lat": "1"}, as_text=True)
    for parameter in NEAREST.parameters.values():
        if "default" in parameter.schema:
            assert left_out[parameter] == parameter.schema["default"], parameter.name


@given(st.from_regex(INSTANT, fullmatch=True))
def test_every_instant_that_the_schema_allows_is_read(text: str) -> None:
    if re.fullmatch(INSTANT, text):  # from_regex takes \d for digits of any script
        assert read_instant(text).tzinfo is not None


@given(st.integers(min_value=0, max_value=36_524 * 86_400))
def test_every_second_of_the_century_can_be_asked_about(second: int) -> None:
    at = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    assert read_instant(at.isoformat()) == at


def test_words_have_a_length() -> None:
    q = words("q", 3, NEAREST.summary)
    assert read(q, "驿站") == "驿站"
    for text in ("", "abcd"):
        with pytest.raises(InvalidInput):
            read(q, text)
