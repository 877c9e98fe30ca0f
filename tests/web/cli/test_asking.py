"""``yizhan nearest`` and ``yizhan hours``."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

from locator.datum import from_wgs84
from locator.vocabulary import Datum
from tests.web.cli.conftest import Run
from tests.web.conftest import LAT, LON, NOON

HERE = ("nearest", "--lon", LON, "--lat", LAT, "--at", NOON)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"open": "grouped", "k": "2"},
        {"open": "2026-11-18T19:00:00+08:00", "amenity": "water", "mode": "ebike"},
        {"kind": "candidate,venue", "max_min": "60"},
        {"datum": "gcj02", "service": "legal"},
        {"coarse": "true"},
    ],
)
def test_json_is_the_http_answer(filled: Run, client: FlaskClient, asked: dict[str, str]) -> None:
    options: list[str] = []
    for name, value in asked.items():
        flag = "-k" if name == "k" else f"--{name.replace('_', '-')}"
        options += [flag] if name == "coarse" else [flag, value]
    printed = json.loads(filled(*HERE, *options, "--json").stdout)
    query = {"lon": LON, "lat": LAT, "at": NOON, "lang": "en"} | asked
    answered = client.get("/api/v1/nearest", query_string=query).get_json()
    for answer in (printed, answered):
        del answer["generated_at"]
    assert printed == answered


def test_people_get_a_line_for_each_site(filled: Run) -> None:
    lines = filled(*HERE, "-k", "2").stdout.splitlines()
    assert len(lines) == 2
    assert "示例1号驿站" in lines[0]
    assert "22:00" in lines[0]


def test_people_get_the_hotlines_where_nothing_near_is_open(filled: Run) -> None:
    output = filled("nearest", "--lon", 0, "--lat", 0, "--open", "now", "-k", "1").stdout
    assert "示例热线" in output


@pytest.mark.parametrize(
    "place", [("--lon", "-51.225", "--lat", "-30.033"), ("--lon=-51.225", "--lat=-30.033")]
)
def test_the_west_and_the_south_can_be_asked_for(filled: Run, place: tuple[str, ...]) -> None:
    answer = json.loads(filled("nearest", *place, "--at", NOON, "-k", "1", "--json").stdout)
    assert answer["results"][0]["distance_m"] > 10_000_000
    assert "lon" in filled("nearest", "--lon", code=2).stderr


def test_a_store_without_sites_says_how_to_fill_it(run: Run) -> None:
    told = run("nearest", "--lon", LON, "--lat", LAT).stdout
    assert "yizhan import" in told
    assert "yizhan demo" in told


def test_every_wrong_option_is_named_and_the_call_is_wrong(filled: Run) -> None:
    result = filled("nearest", "--lon", "999", "--mode", "fly", code=2)
    for field in ("lon", "lat", "mode"):
        assert f"{field}: " in result.stderr
    assert "walk | ebike | straight" in result.stderr
    assert result.stderr.count("-180") == 1, "what is allowed stands there once"


def points_csv(path: Path) -> Path:
    lon, lat = from_wgs84(LON, LAT, Datum.GCJ02)
    path.write_text(f"编号,经度,纬度\na,{lon},{lat}\nb,{lon + 1},{lat}\nc,,\n", encoding="utf-8")
    return path


def test_points_are_answered_row_by_row_like_one_by_one(filled: Run, tmp_path: Path) -> None:
    points = points_csv(tmp_path / "points.csv")
    output = tmp_path / "near.csv"
    result = filled(
        "nearest", "--points", points, "-o", output, "--datum", "gcj02", "-k", 3, "--at", NOON
    )
    assert "3 points read, 1 of no use" in result.stdout
    with output.open(encoding="utf-8-sig") as written:
        rows = list(csv.DictReader(written))
    assert list(rows[0]) == [
        "point", "rank", "id", "distance_m", "travel_m", "travel_min", "open",
    ]  # fmt: skip
    single = json.loads(filled(*HERE, "-k", 3, "--json").stdout)["results"]
    first = rows[:3]
    assert [row["id"] for row in first] == [site["id"] for site in single]
    assert [row["rank"] for row in first] == ["1", "2", "3"]
    assert [row["open"] for row in first] == [site["open"]["status"] for site in single]
    for row, site in zip(first, single, strict=True):
        assert float(row["distance_m"]) == pytest.approx(site["distance_m"], abs=0.002)
    assert len(rows) == 6


def test_points_may_be_parquet(filled: Run, tmp_path: Path) -> None:
    table = pa.table({"id": ["p", "q"], "lon": [LON, LON], "lat": [LAT, LAT]})
    pq.write_table(table, tmp_path / "points.parquet")
    output = tmp_path / "near.parquet"
    filled(
        "nearest", "--points", tmp_path / "points.parquet", "-o", output, "--open", NOON, "-k", 1
    )
    rows = pq.read_table(output).to_pylist()
    assert [(row["point"], row["id"], row["open"]) for row in rows] == [
        ("p", "s1", "open"),
        ("q", "s1", "open"),
    ]


def test_points_need_a_file_to_write_and_no_place(filled: Run, tmp_path: Path) -> None:
    points = points_csv(tmp_path / "points.csv")
    assert "-o" in filled("nearest", "--points", points, code=2).stderr
    result = filled("nearest", "--points", points, "-o", tmp_path / "x.csv", "--lon", "1", code=2)
    assert "lon" in result.stderr
    assert not (tmp_path / "x.csv").exists()


def test_hours_are_printed_as_the_contract_has_them(run: Run) -> None:
    answer = json.loads(run("hours", "工作日 9:00—17:30", "--json").stdout)
    assert answer == {
        "text": "工作日 9:00—17:30",
        "opening_hours": "Mo-Fr 09:00-17:30",
        "workdays": True,
        "access": [],
        "unknown_because": None,
    }
    assert run("hours", "工作日 9:00—17:30").stdout.splitlines()[0] == "Mo-Fr 09:00-17:30"


def test_hours_that_are_not_understood_are_unknown_with_the_reason(run: Run) -> None:
    answer = json.loads(run("hours", "以站点为准", "--json").stdout)
    assert answer["opening_hours"] is None
    assert answer["unknown_because"]
    assert "unknown" in run("hours", "以站点为准").stdout
