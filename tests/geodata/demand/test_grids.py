"""GeoTIFF grids: every count once, nothing but GeoTIFF, and nothing worse than a refusal."""

import struct
import zlib
from collections import defaultdict
from pathlib import Path

import h3
import numpy as np
import psutil
import pytest
import rasterio
from pyproj import Transformer

from locator.datum import to_wgs84
from locator.errors import InvalidInput
from locator.vocabulary import Datum
from tests.geodata.demand.making import grid, read, why

VRT = """<VRTDataset rasterXSize="2" rasterYSize="2"><SRS>EPSG:4326</SRS>
<GeoTransform>123,0.001,0,31,0,-0.001</GeoTransform><VRTRasterBand dataType="Float32" band="1">
<SimpleSource><SourceFilename relativeToVRT="0">{}</SourceFilename></SimpleSource>
</VRTRasterBand></VRTDataset>"""


def people(shape: tuple[int, int] = (60, 80)) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.random.default_rng(3).exponential(2, shape).astype(np.float32)


def test_each_pixel_is_in_the_cell_of_its_middle(tmp_path: Path) -> None:
    values = people()
    values[:10] = -99999
    values[20, 20] = np.nan
    values[30, 30] = -3
    path = grid(tmp_path / "a.tif", values, nodata=-99999)
    expected: defaultdict[str, float] = defaultdict(float)
    with rasterio.open(path) as file:
        counted = np.argwhere((values >= 0) & ~np.isnan(values))
        west, north = file.bounds.left, file.bounds.top
    for row, column in counted:
        lon, lat = west + (column + 0.5) / 1200, north - (row + 0.5) / 1200
        expected[h3.latlng_to_cell(lat, lon, 9)] += float(values[row, column])
    found = read(path, kind="people", datum=None)
    weights = dict(zip(found.demand.cells, found.demand.weights, strict=True))
    assert weights == pytest.approx(expected, rel=1e-9)
    total = values[tuple(counted.T)].astype(np.float64).sum()
    assert found.demand.about.total == pytest.approx(total, rel=1e-9)
    assert found.demand.about.read == len(counted) + 1
    assert [(each.reason.en, each.number) for each in found.rejected] == [
        ("the pixel is negative or infinite", 1)
    ]


@pytest.mark.parametrize("size", [8, 9])
def test_pixels_wider_than_cells_are_spread_over_them(tmp_path: Path, size: int) -> None:
    values = people((6, 7))
    path = grid(
        tmp_path / "a.tif", values, west=300_000, north=3_500_000, pixel=1000, crs="EPSG:32651"
    )
    demand = read(path, kind="people", datum=None, size=size).demand
    assert demand.weights.sum() == pytest.approx(values.astype(np.float64).sum(), rel=1e-9)
    area = h3.average_hexagon_area(size, unit="km^2")
    assert len(demand) > 42 / area
    density = np.median(demand.weights[demand.weights > 0]) / area
    assert density == pytest.approx(np.median(values), rel=0.5)
    to_grid = Transformer.from_crs(4326, 32651, always_xy=True)
    xs, ys = to_grid.transform(demand.lons, demand.lats)
    assert min(xs) > 299_000
    assert max(ys) < 3_501_000


def test_a_grid_in_gcj02_is_moved(tmp_path: Path) -> None:
    values = np.zeros((3, 3), np.float32)
    values[1, 1] = 5
    path = grid(tmp_path / "a.tif", values, crs=None)
    lon, lat = 123.4 + 1.5 / 1200, 31.6 - 1.5 / 1200
    moved = to_wgs84(lon, lat, Datum.GCJ02)
    found = read(path, datum=Datum.GCJ02).demand
    assert found.cells == (h3.latlng_to_cell(moved[1], moved[0], 9),)
    with pytest.raises(InvalidInput) as caught:
        read(path, datum=None)
    assert caught.value.problems[0].field == "datum"


def test_integers_zeros_and_large_grids_in_several_windows(tmp_path: Path) -> None:
    values = np.zeros((1100, 2100), np.uint16)
    values[np.random.default_rng(4).integers(0, 1100, 500), np.arange(500) * 4] = 7
    path = grid(tmp_path / "a.tif", values, pixel=1 / 12000)
    shown: list[float] = []
    found = read(path, datum=None, progress=shown.append)
    assert found.demand.about.total == values.sum()
    assert all(0 <= share <= 1 for share in shown)


def refused(path: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(path)
    assert caught.value.problems[0].value == path.name
    assert not psutil.Process().children()
    return why(caught.value)


def test_only_geotiff_of_one_band_is_read(tmp_path: Path) -> None:
    inner = grid(tmp_path / "inner.tif", people())
    for name in ("a.vrt", "a.tif"):
        path = tmp_path / name
        path.write_text(VRT.format(inner), encoding="utf-8")
        assert "web page or XML" in refused(path)
    picture = grid(tmp_path / "rgb.tif", np.ones((3, 5, 5), np.uint8))
    assert "no grid of counts" in refused(picture)


def test_damaged_and_lying_files_end_in_one_refusal(tmp_path: Path) -> None:
    whole = grid(tmp_path / "whole.tif", people()).read_bytes()
    for number, content in enumerate(
        (whole[:200], whole[:-3000], b"II*\0" + b"\xff" * 500, b"II*\0")
    ):
        path = tmp_path / f"{number}.tif"
        path.write_bytes(content)
        assert "damaged" in refused(path)


def test_a_strip_that_unpacks_to_far_more_than_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.tif"
    side = {"width": 20_000, "height": 20_000, "blockysize": 20_000}
    layout = {"transform": rasterio.Affine(1e-5, 0, 123.4, 0, -1e-5, 31.6), "crs": "EPSG:4326"}
    kind = {"driver": "GTiff", "dtype": "float64", "count": 1, "compress": "deflate"}
    with rasterio.open(path, "w", **side, **layout, **kind, SPARSE_OK=True, BIGTIFF="NO"):
        pass
    content = bytearray(path.read_bytes())
    packed = zlib.compress(bytes(10_000_000))
    for tag, value in ((273, len(content)), (279, len(packed))):  # where the one strip is
        entry = content.index(struct.pack("<HHI", tag, 4, 1))
        struct.pack_into("<I", content, entry + 8, value)
    path.write_bytes(content + packed)
    assert "damaged" in refused(path)


def test_a_grid_of_nobody_is_refused(tmp_path: Path) -> None:
    assert "all its counts are zero" in refused(grid(tmp_path / "a.tif", np.zeros((9, 9))))
