"""Files of unions; every name is made up, and GB/T 2260 has no area 99."""

import json
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.jurisdictions import read_jurisdictions
from locator.datum import from_wgs84
from locator.errors import InvalidInput
from locator.unions import Jurisdictions
from locator.vocabulary import Datum

SQUARE = shapely.box(112.0, 28.0, 112.1, 28.1)
EAST = shapely.box(112.1, 28.0, 112.2, 28.1)
BOW_TIE = shapely.Polygon([(112.0, 28.0), (112.1, 28.1), (112.1, 28.0), (112.0, 28.1)])
CITY = {"名称": "示例市总工会", "级别": "市级", "区划代码": "990100", "兜底": "是", "电话": "0-12"}
WEST_DISTRICT = {"名称": "望海区", "级别": "区县", "区划代码": "990102", "geometry": SQUARE}
EAST_DISTRICT = {"名称": "南山区", "级别": "区县", "区划代码": "990103", "geometry": EAST}
STREET = {"名称": "迎春街道", "级别": "街道", "区划代码": "990102001", "上级": "望海区"}

Row = dict[str, Any]


def frame(*rows: Row, crs: str | None = "EPSG:4326") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame([{"geometry": None} | row for row in rows], crs=crs)


def geojson(path: Path, *rows: Row) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {name: value for name, value in row.items() if name != "geometry"},
            "geometry": shapely.geometry.mapping(row["geometry"]) if "geometry" in row else None,
        }
        for row in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def zipped(
    folder: Path, data: gpd.GeoDataFrame, *, encoding: str = "UTF-8", without: str = ""
) -> Path:
    with warnings.catch_warnings():  # a missing system and long column names are meant
        warnings.simplefilter("ignore")
        data.to_file(folder / "areas.shp", encoding=encoding)
    path = folder / "areas.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.glob("areas.*"):
            if part.suffix not in {".zip", without}:
                archive.write(part, f"data/{part.name}")
    return path


def table(path: Path, rows: Sequence[Row]) -> Path:
    pd.DataFrame(rows).to_csv(path, index=False, encoding="gb18030")
    return path


@pytest.mark.parametrize("ending", ["geojson", "gpkg"])
def test_polygons_and_hierarchy_come_from_vector_files(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"areas.{ending}"
    frame(CITY, WEST_DISTRICT, EAST_DISTRICT, STREET).to_file(path)
    unions = read_jurisdictions(path)
    by_name = {union.name: union for union in unions}
    assert {union.name: union.level for union in unions} == {
        "示例市总工会": "city",
        "望海区": "district",
        "南山区": "district",
        "迎春街道": "street",
    }
    assert by_name["迎春街道"].parent_id == by_name["望海区"].id == "990102"
    assert by_name["望海区"].parent_id == "990100"  # by the digits of its code
    assert by_name["示例市总工会"].catch_all
    assert not by_name["望海区"].catch_all
    assert by_name["示例市总工会"].phone == "0-12"
    area = by_name["望海区"].area
    assert area is not None
    assert area.equals(SQUARE)
    assert unions.warnings == ()
    chain = Jurisdictions(unions).chain(lon=112.05, lat=28.05)
    assert [union.name for union in chain] == ["望海区", "示例市总工会"]


@pytest.mark.parametrize(
    ("encoding", "without"), [("GB18030", ""), ("UTF-8", ".cpg"), ("GB18030", ".cpg")]
)
def test_zipped_shapefiles_keep_their_chinese(tmp_path: Path, encoding: str, without: str) -> None:
    data = frame(WEST_DISTRICT, EAST_DISTRICT)
    unions = read_jurisdictions(zipped(tmp_path, data, encoding=encoding, without=without))
    assert [union.name for union in unions] == ["望海区", "南山区"]


def test_a_projected_file_is_brought_to_degrees(tmp_path: Path) -> None:
    data = frame(WEST_DISTRICT).to_crs("EPSG:4547")  # CGCS2000, 3 degrees around 114° E
    (union,) = read_jurisdictions(zipped(tmp_path, data))
    assert union.area is not None
    np.testing.assert_allclose(union.area.bounds, SQUARE.bounds, atol=1e-6)


def test_a_datum_is_asked_for_where_the_file_tells_none(tmp_path: Path) -> None:
    path = zipped(tmp_path, frame(WEST_DISTRICT, crs=None), without=".prj")
    with pytest.raises(InvalidInput) as caught:
        read_jurisdictions(path)
    assert caught.value.problems[0].field == "datum"
    (union,) = read_jurisdictions(path, datum=Datum.WGS84)
    assert union.area is not None
    assert union.area.equals(SQUARE)


def test_polygons_in_gcj02_are_put_right(tmp_path: Path) -> None:
    corners = shapely.get_coordinates(SQUARE)
    shifted = np.column_stack(from_wgs84(corners[:, 0], corners[:, 1], Datum.GCJ02))
    path = geojson(tmp_path / "a.geojson", WEST_DISTRICT | {"geometry": shapely.Polygon(shifted)})
    (union,) = read_jurisdictions(path, datum=Datum.GCJ02)
    assert union.area is not None
    np.testing.assert_allclose(shapely.get_coordinates(union.area), corners, atol=1e-9)
    assert np.abs(shifted - corners).max() > 1e-3


def test_crossed_rings_are_repaired_and_reported(tmp_path: Path) -> None:
    crossed = WEST_DISTRICT | {"geometry": BOW_TIE}
    unions = read_jurisdictions(geojson(tmp_path / "a.geojson", crossed, EAST_DISTRICT))
    area = unions[0].area
    assert area is not None
    assert area.is_valid
    assert area.area == pytest.approx(SQUARE.area / 2)
    assert len(unions.warnings) == 1
    assert "望海区" in unions.warnings[0].zh


OPEN_RING = [[112.0, 28.0], [112.1, 28.0], [112.1, 28.1], [112.0, 28.1]]
TWO_POINTS = [[112.0, 28.0], [112.1, 28.0]]


def with_rings(path: Path, *rings: Sequence[Sequence[float]]) -> Path:
    """Write a polygon for each ring as it is, whatever is wrong with it."""
    rows: list[dict[str, Any]] = [
        {"type": "Feature", "properties": said, "geometry": None}
        for said in ({"名称": f"{n}区", "级别": "区县"} for n in "甲乙丙丁"[: len(rings)])
    ]
    for row, ring in zip(rows, rings, strict=True):
        row["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), "utf-8")
    return path


def test_open_rings_are_closed_and_broken_ones_left_out_by_row(tmp_path: Path) -> None:
    rings = [OPEN_RING, TWO_POINTS, [*TWO_POINTS, TWO_POINTS[0]], [*OPEN_RING, OPEN_RING[0]]]
    unions = read_jurisdictions(with_rings(tmp_path / "a.geojson", *rings))
    areas = [union.area for union in unions]
    assert [area is not None and area.equals(SQUARE) for area in areas] == [
        True,
        False,
        False,
        True,
    ]
    assert areas[1:3] == [None, None]
    assert [warning.zh for warning in unions.warnings] == [
        "第 1 行“甲区”：多边形没有闭合，已补上",
        "第 2 行“乙区”：图形残缺，不成多边形，略去",
        "第 3 行“丙区”：图形残缺，不成多边形，略去",
    ]


def test_what_map_services_write_is_understood(tmp_path: Path) -> None:
    properties = {"adcode": 990102, "name": "望海区", "level": "district", "geometry": SQUARE}
    path = geojson(tmp_path / "a.json", properties | {"parent": {"adcode": 990100}})
    (union,) = read_jurisdictions(path)
    assert (union.id, union.adcode, union.level, union.parent_id) == (
        *("990102", "990102", "district"),
        "",
    )


def test_a_table_brings_unions_without_areas(tmp_path: Path) -> None:
    rows = [
        {"工会名称": "示例市总工会", "行政区划代码": "990100", "上级工会": "", "是否兜底": "是"},
        {"工会名称": "望海区总工会", "行政区划代码": "990102", "上级工会": "示例市"},
        {"工会名称": "迎春街道总工会", "行政区划代码": "990102001", "上级工会": "990102"},
    ]
    unions = read_jurisdictions(table(tmp_path / "工会.csv", rows))
    assert [union.level for union in unions] == ["city", "district", "street"]
    assert [union.parent_id for union in unions] == ["", "990100", "990102"]
    assert all(union.area is None for union in unions)
    found = Jurisdictions(unions).by_adcode("990102001005")
    assert found is not None
    assert found.name == "迎春街道总工会"


def test_a_table_may_tell_district_and_street_in_columns(tmp_path: Path) -> None:
    rows = [
        {"区县": "望海区", "街道": "", "电话": "0-1"},
        {"区县": "南山区", "街道": "", "电话": "0-2"},
        {"区县": "望海区", "街道": "解放街道", "电话": "0-3"},
        {"区县": "南山区", "街道": "解放街道", "电话": "0-4"},
    ]
    unions = read_jurisdictions(table(tmp_path / "a.csv", rows))
    assert [(union.name, union.level) for union in unions] == [
        ("望海区", "district"),
        ("南山区", "district"),
        ("解放街道", "street"),
        ("解放街道", "street"),
    ]
    assert [union.parent_id for union in unions[2:]] == [unions[0].id, unions[1].id]
    found = Jurisdictions(unions).named_in("南山区解放街道5号")
    assert found is not None
    assert found.phone == "0-4"


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as caught:
        read_jurisdictions(path)
    first = caught.value.problems[0]
    return first.field, first.message.en


@pytest.mark.parametrize(
    ("rows", "field", "says"),
    [
        ([{"名称": "望海区", "级别": "大区"}], "level", "row 2"),
        ([{"名称": "望海区", "级别": ""}], "level", "row 2"),
        ([{"名称": "望海区", "级别": "区"}, {"名称": "", "级别": "区"}], "name", "row 3"),
        ([{"名称": "望海区", "级别": "区", "上级": "没有的市"}], "parent", "row 2"),
        ([{"编号": "1", "名称": "甲", "级别": "区"}] * 2, "id", "another"),
        ([{"电话": "1", "级别": "区"}], "file", "column of names"),
        (
            [
                {"名称": "甲", "级别": "区", "上级": "乙"},
                {"名称": "乙", "级别": "区", "上级": "甲"},
            ],
            "parent",
            "wider level",
        ),
    ],
)
def test_rows_that_name_no_union_are_refused(
    tmp_path: Path, rows: Sequence[Row], field: str, says: str
) -> None:
    told, message = refused(table(tmp_path / "a.csv", rows))
    assert told == field
    assert says in message


def test_a_point_is_no_area(tmp_path: Path) -> None:
    point = WEST_DISTRICT | {"geometry": shapely.Point(112.0, 28.0)}
    field, message = refused(geojson(tmp_path / "a.geojson", point))
    assert field == "area"
    assert "望海区" in message


def test_hostile_files_are_refused_and_read_nothing_else(tmp_path: Path) -> None:
    secret = geojson(tmp_path / "secret.geojson", WEST_DISTRICT)
    layer = f'<OGRVRTLayer name="a"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
    virtual = tmp_path / "virtual.geojson"
    virtual.write_text(f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>", "utf-8")
    assert refused(virtual)[0] == "file"
    packed = tmp_path / "virtual.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.shp", virtual.read_bytes())
    assert refused(packed)[0] == "file"
    escaping = tmp_path / "escaping.zip"
    with zipfile.ZipFile(escaping, "w") as archive:
        archive.writestr("../a.shp", b"")
    assert refused(escaping)[0] == "file"
    cut = tmp_path / "cut.gpkg"
    frame(WEST_DISTRICT).to_file(tmp_path / "whole.gpkg")
    cut.write_bytes((tmp_path / "whole.gpkg").read_bytes()[:5000])
    assert refused(cut)[0] == "file"
