import csv
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata.tables import NearestWriter, PointBatch, PointStream, stream_points
from locator.errors import InvalidInput
from tests.geodata.tables.making import refusal_of
from tests.shared import shared_path

NAMES = ("经度", "lng", "lon"), ("纬度", "lat")


def stream(path: Path) -> PointStream:
    return stream_points(path, lon_names=NAMES[0], lat_names=NAMES[1])


def points(batches: list[PointBatch]) -> list[tuple[str | int, float, float]]:
    return [
        point
        for batch in batches
        for point in zip(batch.ids, batch.lons.tolist(), batch.lats.tolist(), strict=True)
    ]


def test_real_pickups_are_read_as_pandas_reads_them() -> None:
    path = shared_path("demand/yantai_pickups.csv")
    frame = pd.read_csv(path)
    found = points(list(stream(path)))
    assert found == list(zip(range(len(frame)), frame["lng"], frame["lat"], strict=True))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_ids_are_kept_as_they_stand(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ID;经度(GCJ-02);纬度\n007;121,4;1\n甲;121.4;37.5\n", encoding)
    given = stream(path)
    assert points(list(given)) == [("甲", 121.4, 37.5)]
    assert (given.rows, given.left_out) == (2, 1)


def test_rows_without_a_position_are_counted_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = "121.4,37.5"
    path.write_text(
        f"lng,lat\n{good}\n,\n\n121.4,x\n181,1\n1,-90.1\nnan,1\ninf,1\n1\n-180,90\n", "utf-8"
    )
    given = stream(path)
    assert points(list(given)) == [(0, 121.4, 37.5), (7, -180.0, 90.0)]
    assert (given.rows, given.left_out) == (8, 6)
    told = [(problem.field, problem.value) for problem in given.problems]
    assert told == [
        ("lat", "x"), ("lon", "181"), ("lat", "-90.1"), ("lon", "nan"), ("lon", "inf"), ("lat", ""),
    ]  # fmt: skip
    assert "point 1 " in given.problems[0].message.en


def test_only_the_first_problems_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("lng,lat\n" + "x,1\n" * 100, "utf-8")
    given = stream(path)
    assert points(list(given)) == []
    assert (given.left_out, len(given.problems)) == (100, 20)
    list(given)
    assert (given.left_out, len(given.problems)) == (100, 20)


def test_long_files_come_in_batches_with_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.tables.points.BATCH_POINTS", 1000)
    rows = [(i / 100, i / 200) for i in range(4500)]
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("lat", "lng"), *((y, x) for x, y in rows)])
    columns = pa.table({"lng": [x for x, _ in rows], "lat": [str(y) for _, y in rows]})
    pq.write_table(columns, tmp_path / "a.parquet")
    for given in (path, tmp_path / "a.parquet"):
        batches = list(stream(given))
        assert [len(batch.lons) for batch in batches] == [1000] * 4 + [500]
        assert points(batches) == [(i, x, y) for i, (x, y) in enumerate(rows)]
        shares = [batch.share for batch in batches]
        assert shares == sorted(shares)
        assert shares[-1] == 1


def test_a_parquet_keeps_the_type_of_its_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = {"id": [5, 6, 7], "经度": [1.5, None, 2.5], "纬度": [1, 2, 3], "other": ["a", "b", "c"]}
    pq.write_table(pa.table(table), path)
    given = stream(path)
    assert points(list(given)) == [(5, 1.5, 1.0), (7, 2.5, 3.0)]
    assert "point 6 " in given.problems[0].message.en
    assert given.problems[0].value == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name,lat\na,1\n", "no column of longitudes, only name, lat"),
        (b"lng,name\na,1\n", "no column of latitudes, only lng, name"),
        (b"1,2\n3,4\n", "no header"),
        (b"", "no header"),
        (b"\xff\xff\xff\xff", "unknown encoding"),
        (b"PAR1xxxxPAR1", "cannot be read"),
    ],
)
def test_files_without_points_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        list(stream(path))
    assert message in refusal_of(caught.value)
    assert caught.value.problems[0].value == "a.csv"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        list(stream(tmp_path / "missing.csv"))
    assert "No such file" in refusal_of(caught.value)


def written(path: Path, points: list[str] | list[int]) -> None:
    with NearestWriter(path) as writer:
        for ranks in ([1, 2], [1, 2]):
            writer.write(
                points,
                ranks,
                ["S1", "驿站,2"],
                distance_m=np.array([312.41234567, 1e6]),
                travel_m=[405.0, math.nan],
                travel_min=[5.1, math.nan],
                states=["open", "unknown"],
            )


def read_answers(path: Path) -> pd.DataFrame:
    return pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
@pytest.mark.parametrize("ids", [["甲", "007x"], [0, 1]])
def test_answers_read_back(tmp_path: Path, name: str, ids: list[str] | list[int]) -> None:
    written(tmp_path / name, ids)
    frame = read_answers(tmp_path / name)
    assert list(frame) == ["point", "rank", "id", "distance_m", "travel_m", "travel_min", "open"]
    assert frame["point"].tolist() == ids * 2
    assert frame["rank"].tolist() == [1, 2, 1, 2]
    assert frame["id"].tolist() == ["S1", "驿站,2"] * 2
    assert frame["distance_m"].tolist() == [312.4123, 1e6] * 2
    assert frame["travel_min"].isna().tolist() == [False, True] * 2
    assert frame["open"].tolist() == ["open", "unknown"] * 2


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_no_answers_make_a_file_of_headers(tmp_path: Path, name: str) -> None:
    with NearestWriter(tmp_path / name):
        pass
    frame = read_answers(tmp_path / name)
    assert len(frame) == 0
    assert "travel_min" in frame


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_first_batch_without_answers_does_not_settle_the_type_of_ids(
    tmp_path: Path, name: str
) -> None:
    with NearestWriter(tmp_path / name) as writer:
        writer.write([], [], [], distance_m=[], travel_m=[], travel_min=[], states=[])
        writer.write(
            [20000], [1], ["S1"], distance_m=[1], travel_m=[1], travel_min=[1], states=["open"]
        )
    assert read_answers(tmp_path / name)["point"].tolist() == [20000]


def broken_off(writer: NearestWriter) -> None:
    for ids in (["a"], ["a", "one too many"]):
        writer.write([1], [1], ids, distance_m=[1], travel_m=[1], travel_min=[1], states=["open"])


def test_an_answer_broken_off_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("as it was", "utf-8")
    with pytest.raises(pa.ArrowException), NearestWriter(path) as writer:
        broken_off(writer)
    assert path.read_text("utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_answers_of_another_ending_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        NearestWriter(tmp_path / "a.xlsx")
    assert caught.value.problems[0].field == "output"
