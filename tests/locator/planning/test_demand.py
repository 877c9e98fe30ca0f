from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from locator.errors import InvalidInput
from locator.planning.demand import Demand, DemandAbout

ABOUT = DemandAbout(
    source="made up",
    sha256="",
    cell="h3",
    cell_size=9,
    total=3.0,
    made_at=datetime(2026, 11, 22, tzinfo=UTC),
)


def demand(**changed: Any) -> Demand:
    usual: dict[str, Any] = {
        "cells": ("a", "b"),
        "lons": np.array([123.5, 123.6]),
        "lats": np.array([31.5, 31.6]),
        "weights": np.array([1.0, 2.0]),
        "kind": "orders",
        "about": ABOUT,
    }
    return Demand(**(usual | changed))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"weights": [1.0, -0.1]}, "weights"),
        ({"weights": [1.0, np.nan]}, "weights"),
        ({"weights": [1.0, np.inf]}, "weights"),
        ({"weights": [1.0]}, "weights"),
        ({"lons": [123.5, 180.1]}, "lons"),
        ({"lats": [31.5, -90.1]}, "lats"),
        ({"cells": ("b", "a")}, "cells"),
        ({"cells": ("a", "a")}, "cells"),
        ({"kind": "wishes"}, "kind"),
        ({"hourly": np.ones((2, 24))}, "hourly"),
        ({"hourly": np.full((2, 168), -1.0)}, "hourly"),
        ({"hourly": np.ones((2, 168))}, "weights"),
    ],
)
def test_what_cannot_be_a_demand_is_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        demand(**changed)
    assert caught.value.problems[0].field == field


def test_no_cells_are_a_demand() -> None:
    empty = demand(cells=(), lons=[], lats=[], weights=[], hourly=np.empty((0, 168)))
    assert len(empty) == 0
    assert empty.at(3).sum() == 0


def test_its_arrays_are_its_own_and_fixed() -> None:
    weights = np.array([1.0, 2.0])
    found = demand(weights=weights)
    weights[0] = 9
    assert found.weights[0] == 1
    with pytest.raises(ValueError, match="read-only"):
        found.weights[0] = 5


def test_the_weight_at_an_hour() -> None:
    hourly = np.zeros((2, 168))
    hourly[:, 100] = (168, 336)
    found = demand(hourly=hourly)
    np.testing.assert_array_equal(found.at(100), [168, 336])
    np.testing.assert_array_equal(found.at(99), [0, 0])
    np.testing.assert_array_equal(demand().at(99), [1, 2])


CHANGES: list[Callable[[], Demand]] = [
    lambda: demand(cells=("a", "c")),
    lambda: demand(lons=np.array([123.5, 123.7])),
    lambda: demand(weights=np.array([1.0, 2.5])),
    lambda: demand(kind="people"),
    lambda: demand(hourly=np.repeat([[1.0], [2.0]], 168, axis=1)),
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_digest_changes_with_every_part(change: Callable[[], Demand]) -> None:
    assert change().digest != demand().digest
    assert demand().digest == demand().digest
