import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.errors import InvalidInput
from locator.reading import read_pair, read_position

DMS = (121 + 26 / 60 + 52.6 / 3600, 37 + 27 / 60 + 49.8 / 3600)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("121.4,37.4", (121.4, 37.4)),
        (" 121.4 , 37.4 ", (121.4, 37.4)),
        ("121.4，37.4", (121.4, 37.4)),
        ("１２１.４、３７.４", (121.4, 37.4)),
        ("121.4 37.4", (121.4, 37.4)),
        ("(121.4, 37.4)", (121.4, 37.4)),
        ("[121.4479,37.4638]", (121.4479, 37.4638)),
        ("POINT(121.4 37.4)", (121.4, 37.4)),
        ("37.4N 121.4E", (121.4, 37.4)),
        ("N37.4 E121.4", (121.4, 37.4)),
        ("37.4° N, 121.4° E", (121.4, 37.4)),
        ("33.9S 151.2E", (151.2, -33.9)),
        ("40.7N, 74.0W", (-74.0, 40.7)),
        ("121°26′52.6″E 37°27′49.8″N", DMS),
        ("37°27'49.8\"N 121°26'52.6\"E", DMS),
        ("121°26′52.6″E37°27′49.8″N", DMS),
        ("121度26分52.6秒,37度27分49.8秒", DMS),
        ("东经121度26分52.6秒 北纬37度27分49.8秒", DMS),
        ("东经121°26.5′,北纬37°27.5′", (121 + 26.5 / 60, 37 + 27.5 / 60)),
        ("X=121.4 Y=37.4", (121.4, 37.4)),
        ("经度121.4 纬度37.4", (121.4, 37.4)),
        ("纬度：37.4，经度：121.4", (121.4, 37.4)),
        ("lng: 121.4, lat: 37.4", (121.4, 37.4)),
        ("坐标：121.4,37.4", (121.4, 37.4)),
        ("某街1号3号楼 121.4479,37.4638", (121.4479, 37.4638)),
        ("121.4479,37.4638 https://surl.amap.com/abc", (121.4479, 37.4638)),
        ("-74.006,40.712", (-74.006, 40.712)),
        ("12,34", (12.0, 34.0)),
        ("0,0", (0.0, 0.0)),
    ],
)
def test_pairs_in_text(text: str, pair: tuple[float, float]) -> None:
    given = read_position(text)
    assert given is not None
    assert (given.lon, given.lat) == pytest.approx(pair, abs=1e-9)
    assert not given.swapped
    assert given.datum is None


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("37.4,121.4", (121.4, 37.4)),
        ("X=37.4 Y=121.4", (121.4, 37.4)),
        ("18.2 109.5", (109.5, 18.2)),
        ("40.712,-124.006", (-124.006, 40.712)),  # no latitude is 124 degrees
    ],
)
def test_swapped_pairs_are_put_right_and_said(text: str, pair: tuple[float, float]) -> None:
    given = read_position(text)
    assert given is not None
    assert (given.lon, given.lat) == pair
    assert given.swapped


def test_a_pair_that_could_be_either_way_is_taken_as_it_stands() -> None:
    given = read_position("48.85,2.35")
    assert given is not None
    assert (given.lon, given.lat, given.swapped) == (48.85, 2.35, False)


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("GCJ-02 121.4479,37.4638", "gcj02"),
        ("百度坐标：121.4,37.4", "bd09"),
        ("121.4,37.4 (WGS84)", None),  # said after a coarse pair: not a pair alone
        ("121.4479,37.4638 (WGS84)", "wgs84"),
    ],
)
def test_a_datum_in_the_text_is_kept(text: str, datum: str | None) -> None:
    given = read_position(text)
    assert (given.datum if given else None) == datum


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "示例市望海区某街1号", "某街1号,3号", "1,2,3", "121.4", "121.4,", "200,95"),
        *("37.4N 38.4N", "121°66′,37°", "12′,33″", "X=4147000 Y=40510000", "1.2E2,3"),
        *("121.4479,37.4638 和 121.5479,37.5638", "电话 0535-1234567", "9:00-17:30", "nan,nan"),
    ],
)
def test_what_holds_no_clear_position_gives_none(text: str) -> None:
    assert read_position(text) is None


@pytest.mark.parametrize(
    ("lon", "lat", "pair", "swapped"),
    [
        ("121.4", "37.4", (121.4, 37.4), False),
        ("121,447935", "37,463822", (121.447935, 37.463822), False),
        ("121。4", "37．4", (121.4, 37.4), False),
        ("121.4479350 ", "37.4638220", (121.447935, 37.463822), False),
        ("121.4°", "37.4度", (121.4, 37.4), False),
        ("E121.4", "37.4N", (121.4, 37.4), False),
        ("121°26′52.6″", "37°27′49.8″", DMS, False),
        ("121-26-52.6", "37:27:49.8", DMS, False),
        ("经度121.4", "纬度37.4", (121.4, 37.4), False),
        ("-74.006", "40.712", (-74.006, 40.712), False),
        ("0", "0", (0.0, 0.0), False),
        ("1.21447E+02", "3.7536e+01", (121.447, 37.536), False),
        ("-7.400612E+01", "4.0712E+1", (-74.00612, 40.712), False),
        ("5e-05", "51.4779", (0.00005, 51.4779), False),
        ("37.4", "121.4", (121.4, 37.4), True),
        ("37.4N", "12.4E", (12.4, 37.4), True),
        ("45", "120W", (-120.0, 45.0), True),
    ],
)
def test_pairs_of_cells(lon: str, lat: str, pair: tuple[float, float], *, swapped: bool) -> None:
    given = read_pair(lon, lat)
    assert (given.lon, given.lat) == pytest.approx(pair, abs=1e-9)
    assert given.swapped is swapped


@pytest.mark.parametrize(
    ("lon", "lat", "fields"),
    [
        ("", "37.4", {"lon"}),
        ("东边", "三十七", {"lon", "lat"}),
        ("121,4,5", "37.4", {"lon"}),
        ("121.4", "137.4", {"lat"}),
        ("200", "37.4", {"lon"}),
        ("1e9", "37.4", {"lon"}),
        ("nan", "inf", {"lon", "lat"}),
        ("121.4E", "37.4E", {"lon", "lat"}),
        ("121°60′", "37.4", {"lon"}),
        ("=1+1", "37.4", {"lon"}),
    ],
)
def test_cells_that_hold_no_position_are_refused(lon: str, lat: str, fields: set[str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_pair(lon, lat)
    problems = {problem.field: problem for problem in caught.value.problems}
    assert set(problems) == fields
    assert all(problem.allowed.en and problem.message.zh for problem in problems.values())


@pytest.mark.parametrize("lon", ["1.2E+02", "1.21E+02", "1.2145E+02", "1E+02", "1.215e+2"])
def test_a_number_that_a_spreadsheet_has_cut_off_is_no_exact_place(lon: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_pair(lon, "3.7536E+01")
    (problem,) = caught.value.problems
    assert (problem.field, problem.value) == ("lon", lon)
    assert "科学计数法" in problem.message.zh
    assert "scientific" in problem.message.en


@given(st.floats(-180, 180), st.floats(-60, 60))
def test_labelled_pairs_come_back(lon: float, lat: float) -> None:
    written = f"经度 {lon:.9f} 纬度 {lat:.9f}"
    given = read_position(written)
    assert given is not None
    assert (given.lon, given.lat) == pytest.approx((lon, lat), abs=1e-8)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    given = read_position(text)
    assert given is None or (abs(given.lon) <= 180 and abs(given.lat) <= 90)
    with contextlib.suppress(InvalidInput):
        read_pair(text, text)


@pytest.mark.parametrize("piece", ["1", "1.", "°", "121.4,", "N", " ", "https://", "东经1 ", "【"])
def test_ten_megabytes_are_no_trouble(piece: str) -> None:
    huge = piece * (10_000_000 // len(piece))
    started = time.process_time()
    assert read_position(huge) is None
    with pytest.raises(InvalidInput) as caught:
        read_pair(huge, "37.4")
    assert len(caught.value.problems[0].value) <= 80
    assert time.process_time() - started < 60  # what backtracks would take years


@pytest.mark.parametrize("piece", ["1", "1.", "121.4,", "N ", "https://", "东经1 ", "【", "geo:1,"])
def test_the_longest_text_that_is_looked_at_is_no_trouble(piece: str) -> None:
    longest = (piece * 2000)[:2000]
    started = time.process_time()
    read_position(longest)
    assert time.process_time() - started < 60
