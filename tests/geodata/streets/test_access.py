"""Tags to rules, case by case: what a way is for each mode, forward and backward."""

import pytest

from geodata.streets.osm.access import barred_modes, lanes_of
from geodata.streets.osm.naming import duration_min, street_name

NO = ("", "")


def tags(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split())


@pytest.mark.parametrize(
    ("text", "walk", "ebike"),
    [
        ("highway=residential", ("residential",) * 2, ("residential",) * 2),
        ("highway=primary_link", ("primary",) * 2, ("primary",) * 2),
        ("highway=motorway", ("motorway",) * 2, ("motorway",) * 2),  # 0 km/h in the table
        ("highway=trunk motorroad=yes", NO, NO),
        ("highway=construction construction=primary", NO, NO),
        ("highway=proposed", NO, NO),
        ("building=yes", NO, NO),
        ("highway=busway", NO, NO),
        ("highway=busway bicycle=yes", NO, ("busway",) * 2),
        # one-ways bind who rides, not who walks
        ("highway=tertiary oneway=yes", ("tertiary",) * 2, ("tertiary", "")),
        ("highway=tertiary oneway=-1", ("tertiary",) * 2, ("", "tertiary")),
        ("highway=tertiary oneway=no", ("tertiary",) * 2, ("tertiary",) * 2),
        ("highway=tertiary junction=roundabout", ("tertiary",) * 2, ("tertiary", "")),
        ("highway=tertiary junction=roundabout oneway=no", ("tertiary",) * 2, ("tertiary",) * 2),
        ("highway=residential oneway:foot=yes", ("residential", ""), ("residential",) * 2),
        ("highway=steps conveying=backward", ("", "steps"), ("steps",) * 2),
        # contraflow
        (
            "highway=residential oneway=yes oneway:bicycle=no",
            ("residential",) * 2,
            ("residential",) * 2,
        ),
        (
            "highway=residential oneway=yes cycleway=opposite_lane",
            ("residential",) * 2,
            ("residential",) * 2,
        ),
        (
            "highway=residential oneway=yes cycleway:left:oneway=-1",
            ("residential",) * 2,
            ("residential",) * 2,
        ),
        (
            "highway=residential oneway=yes cycleway:right=lane",
            ("residential",) * 2,
            ("residential", ""),
        ),
        (
            "highway=residential oneway=yes oneway:bicycle=yes cycleway=opposite",
            ("residential",) * 2,
            ("residential", ""),
        ),
        ("highway=residential oneway:bicycle=-1", ("residential",) * 2, ("", "residential")),
        # access: the tag about one traveller goes before the one about all
        ("highway=service access=private", NO, NO),
        ("highway=service access=no foot=yes", ("service",) * 2, NO),
        ("highway=service access=private bicycle=permissive", NO, ("service",) * 2),
        ("highway=service access=customers", ("service",) * 2, ("service",) * 2),
        ("highway=residential access=destination", ("residential",) * 2, ("residential",) * 2),
        ("highway=service access=unheard_of", ("service",) * 2, ("service",) * 2),
        ("highway=primary motor_vehicle=no", ("primary",) * 2, ("primary",) * 2),
        ("highway=primary vehicle=no", ("primary",) * 2, NO),
        ("highway=primary vehicle=no bicycle=yes", ("primary",) * 2, ("primary",) * 2),
        ("highway=primary bicycle=no", ("primary",) * 2, NO),
        ("highway=primary bicycle=use_sidepath foot=no", NO, ("primary",) * 2),
        ("highway=cycleway foot=no", NO, ("cycleway",) * 2),
        ("highway=cycleway bicycle=yes electric_bicycle=no", ("cycleway",) * 2, NO),
        # where only people walk an e-bike is pushed, both ways
        ("highway=footway", ("footway",) * 2, ("footway",) * 2),
        ("highway=pedestrian oneway=yes", ("pedestrian",) * 2, ("footway",) * 2),
        ("highway=footway bicycle=no", ("footway",) * 2, NO),
        ("highway=footway foot=no", NO, NO),
        ("highway=footway vehicle=no", ("footway",) * 2, ("footway",) * 2),
        ("highway=residential bicycle=dismount oneway=yes", ("residential",) * 2, ("footway",) * 2),
        # and ridden where the tags allow it
        ("highway=footway bicycle=yes", ("footway",) * 2, ("path",) * 2),
        ("highway=pedestrian bicycle=designated oneway=yes", ("pedestrian",) * 2, ("path", "")),
        ("highway=steps bicycle=dismount", ("steps",) * 2, NO),
        ("route=ferry", ("ferry",) * 2, ("ferry",) * 2),
        ("route=ferry bicycle=no", ("ferry",) * 2, NO),
        ("route=bus", NO, NO),
    ],
)
def test_a_way(text: str, walk: tuple[str, str], ebike: tuple[str, str]) -> None:
    assert lanes_of(tags(text)) == {"walk": walk, "ebike": ebike}


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("barrier=gate", ""),
        ("barrier=bollard", ""),
        ("barrier=lift_gate access=private", "walk ebike"),
        ("barrier=gate access=private foot=yes", "ebike"),
        ("barrier=gate access=destination", ""),
        ("barrier=gate locked=yes", "walk ebike"),
        ("barrier=gate locked=yes access=yes", ""),
        ("barrier=turnstile", "ebike"),
        ("barrier=kissing_gate bicycle=yes", ""),
        ("barrier=wall", "walk ebike"),
        ("barrier=block bicycle=no", "ebike"),
    ],
)
def test_a_barrier(text: str, barred: str) -> None:
    assert barred_modes(tags(text)) == set(barred.split())


@pytest.mark.parametrize(
    ("told", "minutes"),
    [("00:20", 20), ("1:05", 65), ("01:05:00", 65), ("20", 20), ("PT20M", 20), ("PT1H", 60)],
)
def test_how_long_a_ferry_takes(told: str, minutes: float) -> None:
    assert duration_min({"duration": told}) == minutes


@pytest.mark.parametrize("told", ["", "soon", "0", "00:00", "PT", "-5"])
def test_a_duration_that_says_nothing_is_none(told: str) -> None:
    assert duration_min({"duration": told}) != duration_min({"duration": told})


def test_a_name_is_the_one_on_the_signs() -> None:
    assert street_name({"name": "Rua A", "name:zh": "甲路"}) == "Rua A"
    assert street_name({"name:zh": "甲路"}) == "甲路"
    assert street_name({}) == ""
