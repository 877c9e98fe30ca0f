"""What of a tile is drawn, and above all what is not."""

import pytest

from locator.basemap import EXTENT, Drawing, Feature, draw
from locator.basemap.drawing import longest_straight, steps

RING = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
LINE = [(0, 0), (1000, 0)]
SHAPES = {"polygon": [RING], "line": [LINE], "point": [[(50, 50)]]}


@pytest.mark.parametrize("layer", ["boundaries", "boundary", "admin", "admin_lines", "borders"])
@pytest.mark.parametrize("shape", ["polygon", "line", "point"])
@pytest.mark.parametrize("key", ["kind", "pmap:kind", "class"])
def test_no_layer_of_boundaries_is_drawn_whatever_it_holds(
    layer: str, shape: str, key: str
) -> None:
    for kind in ("country", "region", "water", "park", "major_road", "locality", "primary"):
        told = {key: kind, "admin_level": 2, "name": "国界"}
        drawing = draw([Feature(layer, shape, SHAPES[shape], told)])  # type: ignore[arg-type]  # one of them
        assert drawing == Drawing()


@pytest.mark.parametrize(
    ("layer", "shape", "kind"),
    [
        ("places", "point", "country"),
        ("place", "point", "state"),
        ("roads", "line", "ferry"),
        ("transportation", "line", "ferry"),
        ("landuse", "polygon", "military"),
        ("water", "line", "lake"),  # an outline: an ocean's would be a coast
        ("earth", "line", "cliff"),
        ("pois", "point", "park"),
    ],
)
def test_what_is_not_listed_is_not_drawn(layer: str, shape: str, kind: str) -> None:
    told = {"kind": kind, "name": "某处"}
    drawing = draw([Feature(layer, shape, SHAPES[shape], told)])  # type: ignore[arg-type]  # one of them
    assert drawing == Drawing()


@pytest.mark.parametrize(
    ("layer", "shape", "told", "theme"),
    [
        ("water", "polygon", {"kind": "ocean"}, "water"),
        ("water", "polygon", {"class": "lake"}, "water"),
        ("buildings", "polygon", {}, "building"),
        ("landuse", "polygon", {"pmap:kind": "park"}, "green"),
        ("landuse", "polygon", {"class": "industrial"}, "works"),
        ("roads", "line", {"kind": "highway"}, "motor"),
        ("transportation", "line", {"class": "tertiary"}, "main"),
        ("waterway", "line", {"class": "river"}, "stream"),
    ],
)
def test_both_schemas_are_drawn_alike(
    layer: str, shape: str, told: dict[str, str], theme: str
) -> None:
    drawing = draw([Feature(layer, shape, SHAPES[shape], told)])  # type: ignore[arg-type]  # one of them
    assert {**drawing.areas, **drawing.lines}.keys() == {theme}


def test_paths_are_sent_as_steps() -> None:
    assert steps([(5, 7), (6, 7), (4, -1)]) == [5, 7, 1, 0, -2, -8]


def test_a_street_is_named_once_along_its_longest_straight_stretch() -> None:
    told = {"kind": "minor_road", "name": "示例街", "name:en": "Sample Street"}
    short, bent = [(0, 500), (300, 500)], [(0, 0), (0, 200), (900, 210), (1500, 200), (1500, 400)]
    (label,) = draw([Feature("roads", "line", [short, bent], told)]).names
    assert (label.x, label.y, label.angle, label.room) == (750, 200, 0, 1500)
    assert (label.zh, label.en, label.size) == ("示例街", "Sample Street", "street")


def test_names_are_never_upside_down() -> None:
    told = {"class": "minor", "name": "示例街"}
    features = [
        Feature("transportation_name", "line", [[(900, 900), (100, 100)]], told),
    ]
    (label,) = draw(features).names
    assert label.angle == 45


def test_a_place_is_named_by_the_tile_it_lies_in_and_before_streets() -> None:
    street = Feature("roads", "line", [LINE], {"kind": "path", "name": "小路"})
    town = {"kind": "locality", "name": "示例市"}
    quarter = {"kind": "neighbourhood", "name": "示例里"}
    names = draw(
        [
            street,
            Feature("places", "point", [[(10, 10), (-1, 10), (10, EXTENT)]], quarter),
            Feature("places", "point", [[(10, 10)]], town),
        ]
    ).names
    assert [label.zh for label in names] == ["示例市", "示例里", "小路"]


def test_a_point_is_no_stretch() -> None:
    assert longest_straight([(3, 4)]) == ((3, 4), (3, 4))
    assert longest_straight([(3, 4), (3, 4), (3, 9)]) == ((3, 4), (3, 9))
