"""What GDAL and OWSLib read page by page is what the store holds: nothing lost, nothing doubled."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import pyogrio
import pytest
import shapely
from owslib.ogcapi.features import Features

from geodata.store import Store
from locator.datum import position
from locator.model import Site
from locator.vocabulary import Datum, Kind
from tests.web.conftest import LAT, LON, SITES, UNIONS, lay_streets
from tests.web.live import live_server

SIZE = 7  # features of a page
KINDS = (Kind.STATION, Kind.VENUE, Kind.PARTNER)


def made_up(count: int = 120) -> Iterator[Site]:
    """Yield sites about the rider, of several kinds, with ids that have to be escaped."""
    dice = Random(7)
    for number in range(count):
        yield replace(
            SITES[1],
            id=f"样本 {number:03}/&?=",
            name=f"示例{number}",
            kind=KINDS[number % 3],
            position=position(LON + dice.uniform(-1, 1), LAT + dice.uniform(-1, 1), Datum.WGS84),
            street=f"第{number % 4}街道",
        )


@pytest.fixture(scope="module")
def sites() -> dict[str, Site]:
    return {site.id: site for site in (*SITES, *made_up()) if site.active}


@pytest.fixture(scope="module")
def address(sites: dict[str, Site], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("ogc")
    lay_streets(folder / "streets", "walk")
    with Store.open(f"sqlite:///{folder}/yizhan.db") as store:
        at = datetime.now(UTC)
        store.apply(sites.values(), source="t", actor="t", at=at, unions=UNIONS)
    with live_server(folder) as live:
        until = monotonic() + 60  # areas are worked out when they are first asked for
        for name in ("coverage_cells", "service_areas"):
            while live.request("GET", f"/ogc/collections/{name}/items")[0] == 503:
                assert monotonic() < until
                sleep(0.5)
        yield f"http://127.0.0.1:{live.port}/ogc"


def wanted(sites: dict[str, Site], box: tuple[float, ...] | None, **is_so: str) -> list[str]:
    """Return the ids that the store holds within a box, by the definition itself."""
    return sorted(
        site.id
        for site in sites.values()
        if all(getattr(site, name) == value for name, value in is_so.items())
        and (
            box is None
            or site.position is None
            or (box[0] <= site.position.lon <= box[2] and box[1] <= site.position.lat <= box[3])
        )
    )


def boxes(seed: int, count: int) -> Iterator[tuple[float, float, float, float]]:
    dice = Random(seed)
    for _ in range(count):
        west, east = sorted(LON + dice.uniform(-1.2, 1.2) for _ in range(2))
        south, north = sorted(LAT + dice.uniform(-1.2, 1.2) for _ in range(2))
        yield west, south, east, north


def by_gdal(address: str, layer: str, **asked: Any) -> list[str]:
    frame = pyogrio.read_dataframe(
        f"OAPIF:{address}", layer=layer, INITIAL_REQUEST_PAGE_SIZE=SIZE, PAGE_SIZE=SIZE, **asked
    )
    return [str(each) for each in frame["id"]]


def by_owslib(address: str, layer: str, **asked: Any) -> list[dict[str, Any]]:
    service, found = Features(address), []
    while True:
        page = service.collection_items(layer, limit=SIZE, **asked)
        found += page["features"]
        if not any(link["rel"] == "next" for link in page["links"]):
            assert page["numberMatched"] == len(found)
            return found
        asked["after"] = found[-1]["id"]


def test_gdal_reads_every_collection_whole(address: str, sites: dict[str, Site]) -> None:
    assert by_gdal(address, "sites") == wanted(sites, None)
    assert by_gdal(address, "stations") == wanted(sites, None, kind="station")
    assert by_gdal(address, "venues") == wanted(sites, None, kind="venue")
    assert by_gdal(address, "jurisdictions") == ["u0", "u1"]
    exact = {name: site for name, site in sites.items() if name not in ("s9", "s10")}
    assert by_gdal(address, "service_areas") == wanted(exact, None)
    near = by_gdal(address, "service_areas", where="kind = 'station' AND source = 'streets'")
    assert {"s1", "s2", "s3"} <= set(near) < set(wanted(exact, None, kind="station"))
    cells = by_gdal(address, "coverage_cells")
    assert len(cells) == len(set(cells)) > SIZE


def test_gdal_reads_random_boxes_and_filters(address: str, sites: dict[str, Site]) -> None:
    placed = {name: site for name, site in sites.items() if site.position is not None}
    for number, box in enumerate(boxes(1, 8)):
        found = by_gdal(address, "sites", bbox=box)
        assert sorted(found) == wanted(placed, box)  # GDAL itself drops what has no place
        kind, street = KINDS[number % 3].value, f"第{number % 4}街道"
        where = f"kind = '{kind}' AND street = '{street}'"
        found = by_gdal(address, "sites", bbox=box, where=where)
        assert sorted(found) == wanted(placed, box, kind=kind, street=street)


def test_owslib_reads_random_boxes_and_filters(address: str, sites: dict[str, Site]) -> None:
    for number, box in enumerate(boxes(2, 8)):
        found = by_owslib(address, "sites", bbox=list(box))
        assert [each["id"] for each in found] == wanted(sites, box)
        kind, street = KINDS[number % 3].value, f"第{number % 4}街道"
        found = by_owslib(address, "sites", bbox=list(box), kind=kind, street=street)
        assert [each["id"] for each in found] == wanted(sites, box, kind=kind, street=street)


def test_owslib_reads_every_collection(address: str, sites: dict[str, Site]) -> None:
    service = Features(address)
    names = [each["id"] for each in service.collections()["collections"]]
    assert set(service.feature_collections()) == set(names)
    for name in names:
        found = by_owslib(address, name)
        assert len({each["id"] for each in found}) == len(found) > 0
    one = service.collection_item("sites", "s1")
    assert one["properties"]["name"] == sites["s1"].name


def test_boxes_cut_cells_by_their_outlines(address: str) -> None:
    cells = by_owslib(address, "coverage_cells")
    shapes = {each["id"]: shapely.geometry.shape(each["geometry"]) for each in cells}
    west, south, east, north = shapely.union_all(list(shapes.values())).bounds
    dice = Random(3)
    for _ in range(6):
        xs = sorted(dice.uniform(west, east) for _ in range(2))
        ys = sorted(dice.uniform(south, north) for _ in range(2))
        box = [xs[0], ys[0], xs[1], ys[1]]
        found = by_owslib(address, "coverage_cells", bbox=box)
        within = shapely.box(xs[0], ys[0], xs[1], ys[1])
        assert [each["id"] for each in found] == sorted(
            name for name, shape in shapes.items() if shape.intersects(within)
        )
