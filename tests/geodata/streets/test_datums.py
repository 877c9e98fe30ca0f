"""A file's datum by the streets: sound files are left alone, slips are named."""

from pathlib import Path

import numpy as np
import pytest

from bench.street_datum import doors, verdict
from geodata.demo import demo_network
from geodata.importing import ImportOptions, plan_import, read_file
from geodata.store import Store
from locator.datum import from_wgs84
from locator.streets import Streets
from locator.streets.datums import LEAST_ROWS, datum_by_streets
from locator.vocabulary import Datum


@pytest.fixture(scope="module")
def streets() -> Streets:
    return Streets(demo_network("walk"))


@pytest.mark.parametrize("truth", Datum)
def test_sound_files_are_left_alone(streets: Streets, truth: Datum) -> None:
    for seed in range(12):
        assert verdict(streets, truth=truth, said=truth, rows=30, seed=seed).warning is None


@pytest.mark.parametrize("truth", Datum)
@pytest.mark.parametrize("said", Datum)
def test_slips_are_named(streets: Streets, truth: Datum, said: Datum) -> None:
    for seed in range(3):
        found = verdict(streets, truth=truth, said=said, rows=60, seed=seed)
        assert found.likely is truth
        assert found.tested <= 60
        if said is not truth:
            assert found.warning is not None
            assert found.beside_likely > found.beside_said


def test_positions_that_have_nothing_to_do_with_streets_say_little(streets: Streets) -> None:
    west, south, east, north = streets.network.about.bbox
    doubted = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        lon, lat = rng.uniform(west, east, 60), rng.uniform(south, north, 60)
        found = datum_by_streets(streets, lon=lon, lat=lat, said=Datum.GCJ02)
        doubted += found.warning is not None
    assert doubted <= 2


def test_few_rows_and_those_of_elsewhere_say_nothing(streets: Streets) -> None:
    lon, lat = from_wgs84(*doors(streets.network, rows=300, seed=1), Datum.GCJ02)
    few = slice(LEAST_ROWS - 1)
    for moved in (
        datum_by_streets(streets, lon=lon[few], lat=lat[few], said=Datum.WGS84),
        datum_by_streets(streets, lon=lon - 5.0, lat=lat, said=Datum.WGS84),
        datum_by_streets(streets, lon=np.full(300, np.nan), lat=lat, said=Datum.WGS84),
        datum_by_streets(streets, lon=lat, lat=lon, said=Datum.WGS84),
        datum_by_streets(
            streets, lon=np.full(300, lon[0]), lat=np.full(300, lat[0]), said=Datum.WGS84
        ),
    ):
        assert moved.likely is Datum.WGS84
        assert moved.tested < LEAST_ROWS


def imported(path: Path, store: Store, streets: Streets | None) -> list[str]:
    plan = plan_import(
        read_file(path),
        store.load(),
        options=ImportOptions(datum=Datum.WGS84, streets=streets),
        file=path.name,
    )
    return [warning.en for warning in plan.warnings if "beside a street" in warning.en]


def test_an_import_is_warned_of_a_wrong_datum(streets: Streets, tmp_path: Path) -> None:
    lon, lat = from_wgs84(*doors(streets.network, rows=60, seed=5), Datum.GCJ02)
    path = tmp_path / "stations.csv"
    rows = (f"示例站{n},{x:.6f},{y:.6f}" for n, (x, y) in enumerate(zip(lon, lat, strict=True)))
    path.write_text("\n".join(("名称,经度,纬度", *rows)), "utf-8")
    with Store.open(f"sqlite:///{tmp_path}/y.db") as store:
        (warning,) = imported(path, store, streets)
        assert "read as WGS-84" in warning
        assert "read as GCJ-02" in warning
        assert imported(path, store, None) == []
