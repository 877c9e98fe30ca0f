"""Counts of polygons: spread by area, whole, and with broken rings mended or refused."""

import json
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.demand import cell_rings
from locator.datum import from_wgs84
from locator.errors import InvalidInput
from locator.geodesy import GEOD
from locator.vocabulary import Datum
from tests.geodata.demand.making import read, why
from tests.geodata.tables.making import zipped

L_SHAPE = Polygon(
    [
        (123.5, 31.5),
        (123.53, 31.5),
        (123.53, 31.51),
        (123.51, 31.51),
        (123.51, 31.54),
        (123.5, 31.54),
    ]
)
SMALL = shapely.box(123.5601, 31.5601, 123.5603, 31.5602)
BOW_TIE = Polygon([(123.5, 31.6), (123.52, 31.62), (123.52, 31.6), (123.5, 31.62)])


def layer(path: Path, shapes: Sequence[BaseGeometry | None], **columns: object) -> Path:
    gpd.GeoDataFrame(columns, geometry=shapes, crs=4326).to_file(path)
    return path


@pytest.mark.parametrize(("cell", "size"), [("h3", 9), ("h3", 8), ("square", 300)])
def test_a_count_is_spread_by_the_area_on_the_ellipsoid(
    tmp_path: Path, cell: str, size: int
) -> None:
    path = layer(tmp_path / "a.gpkg", [L_SHAPE], people=[10_000])
    demand = read(path, kind="people", cell=cell, size=size).demand
    assert demand.weights.sum() == pytest.approx(10_000, rel=1e-12)
    parts = [shapely.intersection(L_SHAPE, Polygon(ring)) for ring in cell_rings(demand.cells)]
    areas = np.array([abs(GEOD.geometry_area_perimeter(part)[0]) for part in parts])
    whole = abs(GEOD.geometry_area_perimeter(L_SHAPE)[0])
    assert areas.sum() == pytest.approx(whole, rel=1e-4)
    np.testing.assert_allclose(demand.weights, 10_000 * areas / whole, rtol=1e-3, atol=0.05)


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "zip"])
def test_polygons_smaller_than_a_cell_and_points_keep_their_count(
    tmp_path: Path, ending: str
) -> None:
    shapes = [SMALL, SMALL, L_SHAPE]
    if ending == "zip":
        layer(tmp_path / "a.shp", shapes, 人口=[5, 6, 100])
        parts = {each.name: each.read_bytes() for each in tmp_path.glob("a.*")}
        path = zipped(tmp_path / "a.zip", parts)
    else:
        path = layer(tmp_path / f"a.{ending}", [*shapes, Point(123.7, 31.5)], 人口=[5, 6, 90, 10])
    demand = read(path, kind="people").demand
    assert demand.weights.sum() == pytest.approx(111, rel=1e-12)
    assert demand.about.min_count == 0
    small = read(layer(tmp_path / "b.gpkg", [SMALL], 人口=[11]), kind="people").demand
    assert len(small) == 1
    assert demand.weights[demand.cells.index(small.cells[0])] == pytest.approx(11)


def test_hours_of_polygons(tmp_path: Path) -> None:
    hours = [0, 1, 167]
    path = layer(tmp_path / "a.gpkg", [L_SHAPE] * 3, count=[10, 20, 30], hour_of_week=hours)
    hourly = read(path).demand.hourly
    assert hourly is not None
    np.testing.assert_allclose(hourly.sum(axis=0)[hours], [10, 20, 30], rtol=1e-6)
    assert hourly.sum() == pytest.approx(60, rel=1e-6)


def test_rings_that_cross_are_mended_and_hopeless_ones_named(tmp_path: Path) -> None:
    flat = Polygon([(123.5, 31.7), (123.6, 31.7), (123.5, 31.7)])
    shapes = [BOW_TIE, flat, LineString([(123.5, 31.5), (123.6, 31.5)]), None, L_SHAPE, L_SHAPE]
    path = layer(tmp_path / "a.gpkg", shapes, count=[10, 20, 30, 40, 50, -1])
    found = read(path)
    assert found.demand.about.total == pytest.approx(60, rel=1e-12)
    told = {each.reason.en: each.rows for each in found.rejected}
    assert told == {
        "its polygon has no area": (2,),
        "it is no point or polygon in degrees": (3, 4),
        "its weight is no number of zero or more": (6,),
    }
    assert any("repaired" in warning.en for warning in found.warnings)
    mended = [shapely.union_all([Polygon(ring) for ring in cell_rings(found.demand.cells)])]
    assert shapely.covers(mended[0].buffer(1e-9), shapely.make_valid(BOW_TIE))


def test_open_rings_are_closed_and_broken_ones_named(tmp_path: Path) -> None:
    ring = [[123.5, 31.5], [123.52, 31.5], [123.52, 31.52], [123.5, 31.52]]
    features = [
        {
            "type": "Feature",
            "properties": {"count": count},
            "geometry": {"type": "Polygon", "coordinates": [corners]},
        }
        for count, corners in (
            (10, ring),
            (20, ring[:2]),
            (40, [ring[0]] * 2),
            (80, [*ring, ring[0]]),
        )
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    found = read(path)
    assert found.demand.about.total == pytest.approx(90, rel=1e-12)
    assert [(each.reason.zh, each.rows) for each in found.rejected] == [
        ("图形残缺，不成多边形，略去", (2, 3))
    ]
    assert [warning.zh for warning in found.warnings] == ["多边形没有闭合，已补上"]


def test_polygons_in_another_system_and_datum(tmp_path: Path) -> None:
    plain = read(layer(tmp_path / "a.gpkg", [L_SHAPE], count=[100])).demand
    frame = gpd.GeoDataFrame({"count": [100]}, geometry=[L_SHAPE], crs=4326).to_crs(32651)
    frame.to_file(tmp_path / "utm.gpkg")
    utm = read(tmp_path / "utm.gpkg", datum=None).demand
    assert utm.cells == plain.cells
    np.testing.assert_allclose(utm.weights, plain.weights, rtol=1e-3, atol=0.02)
    moved = shapely.transform(
        L_SHAPE, lambda xy: np.column_stack(from_wgs84(xy[:, 0], xy[:, 1], Datum.GCJ02))
    )
    shifted = read(layer(tmp_path / "g.gpkg", [moved], count=[100]), datum=Datum.GCJ02)
    np.testing.assert_allclose(shifted.demand.weights, plain.weights, rtol=1e-3, atol=0.02)
    assert any("another datum" in warning.en for warning in shifted.warnings)


def test_polygons_without_counts_or_outside_the_globe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(layer(tmp_path / "a.gpkg", [L_SHAPE], name=["x"]))
    assert "no column of counts" in why(caught.value)
    with pytest.raises(InvalidInput) as caught:
        read(layer(tmp_path / "b.gpkg", [shapely.box(500, 500, 600, 600)], count=[1]))
    assert "no row of it can be used" in why(caught.value)


def test_a_country_in_small_cells_is_refused_before_it_is_cut(tmp_path: Path) -> None:
    path = layer(tmp_path / "a.gpkg", [shapely.box(75, 20, 130, 50)], count=[1])
    with pytest.raises(InvalidInput, match="too many cells"):
        read(path)
