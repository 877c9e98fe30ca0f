"""Points: every weight ends in its cell and hour, and nothing else is left of them."""

from collections import Counter, defaultdict
from itertools import product
from pathlib import Path

import geopandas as gpd
import h3
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point

from geodata.demand import read_demand
from locator.datum import from_wgs84
from locator.errors import InvalidInput
from locator.vocabulary import Datum
from tests.geodata.demand.making import AT, read, scattered, why, written
from tests.shared import shared_path


def test_each_weight_is_in_the_cell_that_h3_says(tmp_path: Path) -> None:
    lons, lats, weights = scattered(25_000)
    path = written(
        tmp_path / "a.csv", ["经度", "纬度", "单量"], zip(lons, lats, weights, strict=True)
    )
    expected: defaultdict[str, float] = defaultdict(float)
    for lon, lat, weight in zip(lons, lats, weights, strict=True):
        expected[h3.latlng_to_cell(lat, lon, 9)] += weight
    demand = read(path).demand
    assert dict(zip(demand.cells, demand.weights, strict=True)) == pytest.approx(expected, rel=1e-9)
    assert demand.weights.sum() == pytest.approx(weights.sum(), rel=1e-12)
    assert demand.hourly is None
    for cell, lon, lat in zip(demand.cells, demand.lons, demand.lats, strict=True):
        assert h3.cell_to_latlng(cell) == (lat, lon)


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "geojson", "gpkg"])
def test_every_kind_of_file_gives_the_same_demand(tmp_path: Path, ending: str) -> None:
    lons, lats, weights = scattered(300)
    hours = np.arange(300) % 168
    frame = pd.DataFrame({"lon": lons, "lat": lats, "weight": weights, "hour_of_week": hours})
    expected = read(
        written(tmp_path / "a.csv", list(frame.columns), frame.itertuples(index=False, name=None))
    ).demand
    path = tmp_path / f"a.{ending}"
    if ending == "xlsx":
        frame.to_excel(path, index=False)
    elif ending == "parquet":
        frame.to_parquet(path)
    else:
        places = [Point(*pair) for pair in zip(lons, lats, strict=True)]
        features = gpd.GeoDataFrame(frame.drop(columns=["lon", "lat"]), geometry=places, crs=4326)
        features.to_file(path)
    found = read(path).demand
    assert found.cells == expected.cells
    assert expected.hourly is not None
    assert found.hourly is not None
    np.testing.assert_allclose(found.weights, expected.weights, rtol=1e-9)
    np.testing.assert_array_equal(found.hourly, expected.hourly)


def test_hours_add_up_and_the_weight_is_their_mean(tmp_path: Path) -> None:
    lons, lats, weights = scattered(5_000)
    slots = np.random.default_rng(2).integers(0, 168, 5_000)
    days = np.array(list("一二三四五六日"))[slots // 24]
    rows = [
        (lon, lat, weight, f"周{day}", hour)
        for lon, lat, weight, day, hour in zip(lons, lats, weights, days, slots % 24, strict=True)
    ]
    found = read(written(tmp_path / "a.csv", ["lng", "lat", "weight", "星期", "小时"], rows))
    hourly = found.demand.hourly
    assert hourly is not None
    expected = np.bincount(slots, weights=weights, minlength=168)
    np.testing.assert_allclose(hourly.sum(axis=0), expected, rtol=1e-5)
    assert found.demand.weights.sum() * 168 == pytest.approx(weights.sum(), rel=1e-9)
    assert found.demand.about.total == pytest.approx(weights.sum(), rel=1e-9)
    assert found.hours == 168


def test_what_a_time_does_not_tell_is_spread_evenly(tmp_path: Path) -> None:
    rows = [(123.5, 31.5, "06-07 10:55:00"), (123.5, 31.5, "2026-06-10")]
    found = read(written(tmp_path / "a.csv", ["lon", "lat", "time"], rows))
    assert found.demand.hourly is not None
    week = found.demand.hourly[0].reshape(7, 24)
    wednesday = 2
    assert week[wednesday, 3] == pytest.approx(1 / 24)
    assert week[0, 10] == pytest.approx(1 / 7)
    assert week[wednesday, 10] == pytest.approx(1 / 7 + 1 / 24)
    assert week.sum() == pytest.approx(2)
    assert "spread over all seven" in found.warnings[0].en


def test_the_yantai_pickups_are_moved_to_wgs84() -> None:
    path = shared_path("demand/yantai_pickups.csv")
    frame = pd.read_csv(path)
    found = read(path, datum=Datum.GCJ02)
    exact = Counter[str]()
    for lon, lat in zip(frame["lng"], frame["lat"], strict=True):
        exact[h3.latlng_to_cell(*_inverse(lon, lat)[::-1], 9)] += 1
    demand = found.demand
    assert demand.about.total == pytest.approx(len(frame), rel=1e-9)
    weights = dict(zip(demand.cells, demand.weights * 168, strict=True))
    assert weights == pytest.approx(exact, rel=1e-9)
    assert demand.cells != read(path, datum=Datum.WGS84).demand.cells
    hours = Counter(int(text[6:8]) for text in frame["pickup_time"])
    assert demand.hourly is not None
    by_clock = demand.hourly.reshape(-1, 7, 24).sum(axis=(0, 1))
    np.testing.assert_allclose(by_clock, [hours[hour] for hour in range(24)], rtol=1e-5)


def _inverse(lon: float, lat: float) -> tuple[float, float]:
    """Return the WGS-84 position of a GCJ-02 one by bisection of what is off, not our inverse."""
    x, y = lon, lat
    for _ in range(30):
        again = from_wgs84(x, y, Datum.GCJ02)
        x, y = x - (again[0] - lon), y - (again[1] - lat)
    return x, y


def test_a_header_that_names_the_datum_is_believed_and_can_be_overruled(tmp_path: Path) -> None:
    lon, lat = from_wgs84(121.4, 37.5, Datum.GCJ02)
    path = written(tmp_path / "a.csv", ["经度(GCJ-02)", "纬度(GCJ-02)"], [(lon, lat)])
    found = read_demand(path, kind="orders", at=AT, min_count=0)
    assert found.demand.cells == (h3.latlng_to_cell(37.5, 121.4, 9),)
    assert found.demand.about.datum is Datum.GCJ02
    overruled = read(path)
    assert overruled.demand.cells != found.demand.cells
    assert "another datum" in overruled.warnings[0].en


def test_a_datum_is_never_guessed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", ["lon", "lat"], [(121.4, 37.5)])
    with pytest.raises(InvalidInput) as caught:
        read_demand(path, kind="orders", at=AT)
    assert caught.value.problems[0].field == "datum"


def test_positions_in_one_column_and_links_that_tell_their_own_datum(tmp_path: Path) -> None:
    lon, lat = from_wgs84(121.4, 37.5, Datum.GCJ02)
    link = f"https://uri.amap.com/marker?position={lon:.6f},{lat:.6f}"
    rows = [("37.5,121.4", 1), (link, 1), ("nowhere", 1)]
    found = read(written(tmp_path / "a.csv", ["坐标", "数量"], rows))
    assert found.demand.cells == (h3.latlng_to_cell(37.5, 121.4, 9),)
    assert found.demand.about.total == 2
    assert [(each.number, each.rows) for each in found.rejected] == [(1, (4,))]


def test_rows_that_cannot_be_used_are_counted_by_reason_and_number(tmp_path: Path) -> None:
    rows = [
        (123.5, 31.5, 2, "2026-06-08 08:00"),
        ("", 31.5, 2, "2026-06-08 08:00"),
        (0, 0, 2, "2026-06-08 08:00"),
        (123.5, 31.5, -1, "2026-06-08 08:00"),
        (123.5, 31.5, "many", "2026-06-08 08:00"),
        (123.5, 31.5, "1,000", "2026-06-08 08:00"),
        (123.5, 31.5, 2, "2026-02-30 08:00"),
        (31.5, 123.5, 2, "2026-06-08 08:00"),
    ]
    found = read(written(tmp_path / "a.csv", ["lon", "lat", "weight", "time"], rows))
    told = {each.reason.en: each.rows for each in found.rejected}
    assert told == {
        "it has no usable position": (3, 4),
        "its weight is no number of zero or more": (5, 6),
        "its time cannot be read": (8,),
    }
    assert (found.demand.about.read, found.demand.about.rejected) == (8, 5)
    assert found.demand.about.total == pytest.approx(2 + 1000 + 2)
    assert any("swapped" in warning.en for warning in found.warnings)


def test_cells_with_few_contributions_are_left_out_and_said(tmp_path: Path) -> None:
    places = {(123.5, 31.5): 4, (123.6, 31.5): 2, (123.7, 31.5): 1}
    rows = [(*place, 10) for place, number in places.items() for _ in range(number)]
    path = written(tmp_path / "a.csv", ["lon", "lat", "weight"], rows)
    found = read(path, min_count=None).demand
    assert found.cells == (h3.latlng_to_cell(31.5, 123.5, 9),)
    about = found.about
    assert (about.min_count, about.total) == (3, 40)
    assert (about.suppressed_cells, about.suppressed_weight) == (2, 30)
    with pytest.raises(InvalidInput, match="fewer than 5"):
        read(path, min_count=5)


def test_many_positions_of_one_rider_are_one_contribution(tmp_path: Path) -> None:
    rows = [(123.5, 31.5, rider) for rider in ("a", "b", "c")]
    rows += [(123.6, 31.5, rider) for rider in ("a", "b") * 30]
    path = written(tmp_path / "a.csv", ["lon", "lat", "骑手编号"], rows)
    assert len(read(path, kind="riders", min_count=3).demand) == 1
    assert len(read(path, kind="orders", min_count=3).demand) == 2


def test_columns_can_be_named_and_wrong_names_are_refused(tmp_path: Path) -> None:
    rows = [(123.5, 31.5, 7)]
    path = written(tmp_path / "a.csv", ["甲", "乙", "丙"], rows)
    fields = {"甲": "lon", "乙": "lat", "丙": "weight"}
    assert read(path, fields=fields).demand.about.total == 7
    for wrong, said in (({"丁": "lon"}, "no column"), ({"甲": "hat"}, "no field")):
        with pytest.raises(InvalidInput) as caught:
            read(path, fields=fields | wrong)
        assert said in why(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("lon,lat\n", "no rows"),
        ("name,weight\na,1\n", "no columns of longitude and latitude"),
        ("lon,lat\nx,y\nx,y\n", "no row of it can be used: it has no usable position (2)"),
        ("lon,lat,weight\n1,1,x\n", "no number"),
    ],
)
def test_files_without_demand_are_refused_clearly(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read(path)
    assert said in why(caught.value)
    assert caught.value.problems[0].value == "a.csv"


def test_squares_take_every_weight_once(tmp_path: Path) -> None:
    lons, lats, weights = scattered(2_000)
    path = written(
        tmp_path / "a.csv", ["lon", "lat", "weight"], zip(lons, lats, weights, strict=True)
    )
    for size in (100, 300):
        demand = read(path, cell="square", size=size).demand
        assert demand.weights.sum() == pytest.approx(weights.sum(), rel=1e-12)
        assert all(name.startswith(f"{size}m_") for name in demand.cells)
    for cell, size in product(("h3", "square"), (0, 99_999)):
        with pytest.raises(InvalidInput, match="no cells of this size"):
            read(path, cell=cell, size=size)


def test_a_city_of_too_many_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.demand.gathering.MOST_CELLS", 50)
    lons, lats, _ = scattered(200)
    path = written(tmp_path / "a.csv", ["lon", "lat"], zip(lons, lats, strict=True))
    with pytest.raises(InvalidInput, match="too many cells"):
        read(path)


@pytest.mark.parametrize("min_count", [0, 3, 9])
def test_weights_of_nothing_but_zero_are_refused(tmp_path: Path, min_count: int) -> None:
    rows = [(123.5, 31.5, 0)] * 5 + [(123.6, 31.6, 0)]
    path = written(tmp_path / "zero.csv", ["lon", "lat", "weight"], rows)
    with pytest.raises(InvalidInput) as caught:
        read(path, min_count=min_count)
    assert caught.value.problems[0].message.zh.endswith("其中的数量都是零")
