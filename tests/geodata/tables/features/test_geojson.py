import json
import math
from collections.abc import Mapping

import pytest
from shapely.geometry import Point, shape

from geodata.tables import Limits
from locator.errors import InvalidInput
from locator.vocabulary import Datum
from tests.geodata.tables.making import collection, feature, read_here, refusal_of, rows_of

AT = (121.39134567891234, 37.52345678901234)


def test_properties_and_place_of_every_feature() -> None:
    (table,) = read_here(
        collection(
            feature({"名称": "甲", "容量": 20, "code": "007", "无障碍": True}, *AT),
            feature({"名称": "乙", "设施": ["空调", "水"], "评分": 4.50}),
            feature({}, 1, 2, 3),
        )
    )
    assert table.geometry == ("lon", "lat")
    assert table.datum_hint is Datum.WGS84
    assert table.first_row == 1
    here = {"lon": "121.39134567891234", "lat": "37.52345678901234"}
    assert rows_of(table) == [
        {**here, "名称": "甲", "容量": "20", "code": "007", "无障碍": "true"},
        {"名称": "乙", "设施": "空调;水", "评分": "4.5"},
        {"lon": "1", "lat": "2"},
    ]


def test_geometry_stands_beside_properties_of_the_same_name() -> None:
    (table,) = read_here(collection(feature({"Lon": 113.1, "given_lon": 5}, *AT)))
    assert table.geometry == ("geometry_lon", "geometry_lat")
    assert rows_of(table)[0]["Lon"] == "113.1"
    assert rows_of(table)[0]["geometry_lon"] == str(AT[0])


def test_the_id_of_a_feature_is_kept_unless_a_property_is_called_so() -> None:
    (table,) = read_here(collection({"id": 7}, {"id": 8, "properties": {"id": "S8"}}))
    assert rows_of(table) == [{"id": "7"}, {"id": "S8"}]


def test_an_area_is_where_a_point_inside_it_is() -> None:
    ring = [(0, 0), (10, 0), (10, 1), (1, 1), (1, 10), (0, 10), (0, 0)]  # centroid outside
    area = {"type": "Polygon", "coordinates": [ring]}
    raw = collection({"type": "Feature", "properties": {}, "geometry": area})
    (row,) = rows_of(read_here(raw)[0])
    assert shape(area).contains(Point(float(row["lon"]), float(row["lat"])))


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[2, 3], [4, 3], [4, 5], [2, 5], [2, 3]]]},
        {"type": "MultiPoint", "coordinates": [[3, 4]]},
        {"type": "LineString", "coordinates": [[3, 3], [3, 4], [3, 5]]},
    ],
)
def test_other_shapes_have_a_place_too(geometry: Mapping[str, object]) -> None:
    raw = collection({"type": "Feature", "properties": {}, "geometry": geometry})
    (row,) = rows_of(read_here(raw)[0])
    assert (float(row["lon"]), float(row["lat"])) == pytest.approx((3, 4))


@pytest.mark.parametrize("behind", [False, True])
def test_a_stated_system_is_brought_to_wgs84_wherever_it_stands(behind: bool) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    one = feature({"名称": "甲"}, 13512849.18, 4509031.39)
    members = {"features": [one], "crs": crs} if behind else {"crs": crs, "features": [one]}
    (table,) = read_here(json.dumps({"type": "FeatureCollection", **members}).encode())
    (row,) = rows_of(table)
    north = math.atan(math.sinh(4509031.39 / 6378137))  # the inverse of Web Mercator
    assert float(row["lon"]) == pytest.approx(math.degrees(13512849.18 / 6378137), abs=1e-9)
    assert float(row["lat"]) == pytest.approx(math.degrees(north), abs=1e-9)
    assert table.datum_hint is Datum.WGS84


@pytest.mark.parametrize(
    ("crs", "hint"),
    [
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, Datum.WGS84),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}, Datum.WGS84),
        ({"type": "name", "properties": {"name": "火星坐标系"}}, None),
        (None, None),
    ],
)
def test_degrees_are_kept_to_the_last_digit(crs: object, hint: Datum | None) -> None:
    (table,) = read_here(collection(feature({"名称": "甲"}, *AT), crs=crs))
    assert table.datum_hint is hint
    assert table.rows[0][:2] == (str(AT[0]), str(AT[1]))


def test_a_place_that_is_no_number_is_left_for_its_row_to_be_rejected() -> None:
    wrong = {"type": "Point", "coordinates": ["121.4E", True]}
    raw = collection({"type": "Feature", "properties": {"名称": "甲"}, "geometry": wrong})
    assert rows_of(read_here(raw)[0]) == [{"lon": "121.4E", "lat": "true", "名称": "甲"}]


@pytest.mark.parametrize(
    "wrong", [{"type": "Polygon", "coordinates": [[["x", 1]]]}, {"type": "Circle", "r": 2}, [1, 2]]
)
def test_what_is_no_geometry_costs_its_own_row_and_no_other(wrong: object) -> None:
    (table,) = read_here(
        collection(
            {"properties": {"名称": "甲"}, "geometry": wrong}, feature({"名称": "乙"}, 121.4, 37.5)
        )
    )
    first, second = rows_of(table)
    assert first == {"lon": json.dumps(wrong), "lat": json.dumps(wrong), "名称": "甲"}
    assert second == {"lon": "121.4", "lat": "37.5", "名称": "乙"}


def test_an_empty_collection_of_geometries_is_no_place() -> None:
    nowhere = {"type": "GeometryCollection", "geometries": []}
    (table,) = read_here(collection({"properties": {"名称": "甲"}, "geometry": nowhere}))
    assert rows_of(table) == [{"名称": "甲"}]


def test_long_documents_are_read_across_every_border(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.tables.features.json_stream.CHUNK", 7)
    features = [
        feature({"名称": f"驿站{i}", "长": "文" * i, "数": i * 1000}, i, i) for i in range(40)
    ]
    raw = json.dumps(
        {"name": "a", "n": 1234567, "features": features, "x": [1, {"y": None}]},
        indent=1,
        ensure_ascii=False,
    )
    (table,) = read_here(raw.encode())
    assert [row["数"] for row in rows_of(table)] == [str(i * 1000) for i in range(40)]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"[" * 100_000, "{ is wanted"),
        (b'{"features":[' + b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"features":[{"properties":{"a":NaN}}]}', "NaN is no number"),
        (b'{"features":[{"properties":{"a":-Infinity}}]}', "-Infinity is no number"),
        (b'{"features":[{"properties":{"a":1,"a":2}}]}', 'key "a" stands twice'),
        (b'{"features":[{"properties":{"a":' + b"9" * 5000 + b"}}]}", "too many digits"),
        (b'{"features":[{"properties":{"a":"\\ud800"}}]}', "half a character"),
        (b'{"features":[{"properties":{"a":"\\u0000"}}]}', "holds a NUL"),
        (b'{"features":[{"prop', "character 27"),
        (b'{"features":[{}, {} {}]}', ", is wanted"),
        (b'{"features":[1]}', "no GeoJSON features"),
        (b'{"features":{}}', "[ is wanted"),
        (b'{"features":[]} {"features":[]}', "the end is wanted"),
        (b'{"type":"Topology"}', "no GeoJSON features"),
        (collection(feature({f"p{i}": 1 for i in range(1000)})), "too many different properties"),
        (collection(feature({"a": "x" * 40_000})), 'row 1, column "a": a cell of 40,000'),
    ],
)
def test_what_is_no_geojson_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_here(raw)
    assert message in refusal_of(caught.value)


def test_features_beyond_the_limit_are_refused() -> None:
    with pytest.raises(InvalidInput, match="too many rows"):
        read_here(collection(*[feature({"a": 1})] * 3), Limits(rows=2))
