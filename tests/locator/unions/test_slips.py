import numpy as np
import pytest

from bench import datum as bench
from locator.datum import from_wgs84
from locator.unions import DatumVerdict, Jurisdictions, Reading, Union, likely_datum
from locator.vocabulary import Datum
from tests.locator.unions.samples import NANSHAN, UNIONS, WANGHAI

ALL = Jurisdictions(UNIONS)
FILES = 60


def verdict_on(
    lon: np.ndarray, lat: np.ndarray, said: Datum, named: list[Union | None]
) -> DatumVerdict:
    return likely_datum(lon=lon, lat=lat, said=said, named=named, jurisdictions=ALL)


@pytest.mark.parametrize("rows", [30, 300])
def test_swapped_axes_are_caught(rows: int) -> None:
    doubted, right = bench.caught(bench.SWAPPED, rows=rows, files=FILES)
    assert doubted >= 0.99
    assert right >= 0.8


@pytest.mark.parametrize("case", bench.SOUND, ids=lambda case: case.title)
def test_sound_files_are_left_alone(case: bench.Case) -> None:
    for rows in (30, 300):
        assert bench.caught(case, rows=rows, files=FILES)[0] <= 0.01


@pytest.mark.parametrize("case", bench.SLIPS, ids=lambda case: case.title)
def test_slips_and_double_conversions_show_in_large_files(case: bench.Case) -> None:
    doubted, right = bench.caught(case, rows=3000, files=10)
    assert doubted >= 0.8
    assert right >= 0.8


def test_the_verdict_tells_what_it_found() -> None:
    rng = np.random.default_rng(1)
    lon, lat = from_wgs84(rng.uniform(112, 112.1, 400), rng.uniform(28, 28.2, 400), Datum.GCJ02)
    verdict = verdict_on(lon, lat, Datum.WGS84, [WANGHAI] * 400)
    assert verdict.said == Reading(Datum.WGS84)
    assert verdict.likely == Reading(Datum.GCJ02)
    assert verdict.outside_likely == 0
    assert 0 < verdict.outside_said < verdict.tested <= 400
    assert verdict.warning is not None
    assert "GCJ-02" in verdict.warning.zh
    assert f"{verdict.outside_said} of {verdict.tested} points" in verdict.warning.en
    sound = verdict_on(lon, lat, Datum.GCJ02, [WANGHAI] * 400)
    assert sound.warning is None
    assert sound.likely == sound.said == Reading(Datum.GCJ02)


def test_a_pair_of_swapped_rows_is_enough() -> None:
    lat, lon = np.array([112.02, 112.08]), np.array([28.05, 28.15])
    verdict = verdict_on(lon, lat, Datum.GCJ02, [WANGHAI, WANGHAI])
    assert verdict.likely == Reading(Datum.GCJ02, swapped=True)


def test_many_rows_at_one_spot_speak_once() -> None:
    """A thousand rows at one gate just outside the border tell no more than one row."""
    lon, lat = np.full(1000, 112.1015), np.full(1000, 28.1)
    verdict = verdict_on(lon, lat, Datum.GCJ02, [WANGHAI] * 1000)
    assert verdict.tested == 1
    assert verdict.warning is None


def test_wrong_districts_are_no_datum() -> None:
    rng = np.random.default_rng(2)
    lon, lat = rng.uniform(112, 112.1, 300), rng.uniform(28, 28.2, 300)
    assert verdict_on(lon, lat, Datum.WGS84, [NANSHAN] * 300).warning is None


def test_rows_that_cannot_speak_are_left_out() -> None:
    lon, lat = np.array([112.05, np.nan, 112.05, 500.0]), np.array([28.05, 28.0, 28.05, 28.0])
    verdict = verdict_on(lon, lat, Datum.WGS84, [None, WANGHAI, WANGHAI, WANGHAI])
    assert (verdict.tested, verdict.outside_said) == (2, 1)
    assert verdict.warning is None
    nothing = verdict_on(np.empty(0), np.empty(0), Datum.WGS84, [])
    assert (nothing.tested, nothing.warning) == (0, None)
