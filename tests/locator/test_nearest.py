import math
from datetime import UTC, datetime

import pytest

from locator.errors import InvalidInput
from locator.nearest import NearestQuery, SiteFilter

AT = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lon", math.nan),
        ("lon", 180.5),
        ("lat", math.inf),
        ("lat", -91.0),
        ("at", datetime(2026, 11, 20, 10, 30)),  # noqa: DTZ001 -- the mistake that is refused
        ("at", datetime(9999, 12, 31, tzinfo=UTC)),
        ("k", 0),
        ("max_m", -1.0),
        ("max_m", math.nan),
        ("max_min", -0.1),
    ],
)
def test_a_query_that_cannot_be_answered_names_the_field(field: str, value: object) -> None:
    given: dict[str, object] = {"lon": 121.4, "lat": 37.5, "at": AT, field: value}
    with pytest.raises(InvalidInput) as refused:
        NearestQuery(**given)  # type: ignore[arg-type]  # wrong on purpose
    assert [problem.field for problem in refused.value.problems] == [field]


def test_codes_that_do_not_exist_are_refused() -> None:
    with pytest.raises(InvalidInput, match="sauna") as refused:
        SiteFilter(amenities=frozenset({"water", "sauna"}))
    assert "microwave" in refused.value.problems[0].allowed.en
    with pytest.raises(InvalidInput, match="fortune"):
        SiteFilter(service="fortune")


def test_equal_filters_are_one_key() -> None:
    one = SiteFilter(amenities=frozenset({"water", "aed"}))
    other = SiteFilter(amenities=frozenset({"aed", "water"}))
    assert one == other
    assert len({one: 1, other: 2}) == 1
