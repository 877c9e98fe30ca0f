"""What GDAL, pyarrow and the XML parser read, against geopandas where it writes the format."""

import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import pyproj
import pytest
from shapely.geometry import Point, box

from geodata.tables import Table, read_tables
from locator.errors import InvalidInput
from locator.vocabulary import Datum
from tests.geodata.tables.making import read_here, refusal_of, rows_of

AT = (121.39134567891234, 37.52345678901234)


def frame(crs: object = 4326) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "名称": ["甲", "乙", None],
            "容量": [20, None, 7],
            "评分": [0.1 + 0.2, None, 1e-7],
            "开": [True, False, True],
            "长文": ["茶" * 80, "", "=1+1"],
        },
        geometry=[Point(AT), box(0, 0, 2, 2), None],
        crs=4326,
    ).to_crs(crs)


HERE = {"lon": str(AT[0]), "lat": str(AT[1])}
EXPECTED = [
    HERE
    | {"名称": "甲", "容量": "20", "评分": "0.30000000000000004", "开": "true", "长文": "茶" * 80},
    {"lon": "1", "lat": "1", "名称": "乙", "开": "false"},
    {"容量": "7", "评分": "1e-07", "开": "true", "长文": "=1+1"},
]


def check(table: Table, expected: list[dict[str, str]] = EXPECTED) -> None:
    assert rows_of(table) == expected
    assert table.geometry == ("lon", "lat")
    assert table.datum_hint is Datum.WGS84
    assert table.first_row == 1


def test_layers_of_a_geopackage(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    frame().to_file(path, layer="东区")
    frame(4490).to_file(path, layer="西区")
    frame().drop(columns="geometry").pipe(gpd.GeoDataFrame).to_file(path, layer="无图")
    tables = read_tables(path)
    assert [table.sheet for table in tables] == ["东区", "西区", "无图"]
    check(tables[0])
    check(tables[1])
    assert tables[2].geometry is None
    assert tables[2].datum_hint is None
    assert rows_of(tables[2])[0]["名称"] == "甲"


def test_a_projected_layer_is_brought_to_degrees(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    frame(4549).to_file(path)  # CGCS2000, 3-degree zone of 120° E
    (table,) = read_tables(path)
    row = rows_of(table)[0]
    _, _, off_m = pyproj.Geod(ellps="WGS84").inv(*AT, float(row["lon"]), float(row["lat"]))
    assert off_m < 0.001
    assert table.datum_hint is Datum.WGS84


def test_a_layer_of_no_known_system_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with pytest.warns(UserWarning, match="crs"):
        frame().set_crs(None, allow_override=True).to_file(path)
    (table,) = read_tables(path)
    assert table.datum_hint is None
    assert rows_of(table)[0]["lon"] == str(AT[0])


def test_a_flatgeobuf(tmp_path: Path) -> None:
    path = tmp_path / "a.fgb"
    frame().to_file(path, SPATIAL_INDEX="NO")
    (table,) = read_tables(path)
    check(table)
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(InvalidInput) as caught:
        read_tables(path)
    assert "damaged" in refusal_of(caught.value)


@pytest.mark.parametrize("geometry_encoding", ["WKB", None])
def test_a_parquet(tmp_path: Path, geometry_encoding: str | None) -> None:
    path = tmp_path / "a.parquet"
    if geometry_encoding:
        frame(4490).to_parquet(path, geometry_encoding=geometry_encoding)
        check(read_here(path)[0])
    else:
        frame().drop(columns="geometry").to_parquet(path)
        (table,) = read_here(path)
        assert table.geometry is None
        assert rows_of(table)[2] == EXPECTED[2]


def shapefiles(path: Path, folder: Path, **encodings: str) -> Path:
    folder.mkdir()
    for name, encoding in encodings.items():
        frame()[["名称", "容量", "geometry"]][:1].to_file(folder / f"{name}.shp", encoding=encoding)
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"示例/{part.name}")
    return path


def test_every_zipped_shapefile_in_its_encoding(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    path = shapefiles(tmp_path / "a.zip", folder, 东="UTF-8", 西="GBK")
    tables = read_tables(path)
    assert [table.sheet for table in tables] == ["示例/东", "示例/西"]
    for table in tables:
        check(
            table,
            [{"lon": EXPECTED[0]["lon"], "lat": EXPECTED[0]["lat"], "名称": "甲", "容量": "20"}],
        )


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_column_names_may_be_cut_within_a_character(tmp_path: Path, encoding: str) -> None:
    long = frame()[["名称", "geometry"]][:1].rename(columns={"名称": "户外劳动者驿站名称"})
    with warnings.catch_warnings(action="ignore"):  # GDAL tells that it cuts the name
        long.to_file(tmp_path / "a.shp", encoding=encoding)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for part in tmp_path.glob("a.[!z]*"):
            archive.write(part, part.name)
    (table,) = read_tables(tmp_path / "a.zip")
    (row,) = rows_of(table)
    assert {"UTF-8": "户外劳", "GBK": "户外劳动者"}[encoding] in row
    assert "甲" in row.values()


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_an_encoding_that_nobody_states_is_told_by_the_text(tmp_path: Path, encoding: str) -> None:
    path = shapefiles(tmp_path / "a.zip", tmp_path / "parts", 东=encoding)
    bare = tmp_path / "bare.zip"
    with zipfile.ZipFile(path) as full, zipfile.ZipFile(bare, "w") as archive:
        for entry in full.infolist():
            content = bytearray(full.read(entry))
            if entry.filename.endswith(".dbf"):
                content[29] = 0  # the language that the table itself states
            if not entry.filename.endswith((".cpg", ".prj", ".shx")):
                archive.writestr(entry.filename, bytes(content))
    (table,) = read_tables(bare)
    assert table.datum_hint is None
    assert rows_of(table)[0]["名称"] == "甲"


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>清单</name>
<Folder><name>东区</name>
<Placemark><name>甲</name><description><![CDATA[<b>茶</b> & 水]]></description>
 <ExtendedData><Data name="地址"><displayName>d</displayName><value>示例路1号</value></Data>
 <SchemaData><SimpleData name="容量">20</SimpleData></SchemaData></ExtendedData>
 <Point><coordinates> 121.39134567891234,37.52345678901234,0 </coordinates></Point></Placemark>
<Placemark><name>乙</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
 0,0 2,0 2,2 0,2 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>丙</name></Placemark>
</Folder></Document></kml>"""


def test_placemarks_of_a_kml() -> None:
    (table,) = read_here(KML.encode())
    check(
        table,
        [
            HERE
            | {"name": "甲", "description": "<b>茶</b> & 水", "地址": "示例路1号", "容量": "20"},
            {"lon": "1", "lat": "1", "name": "乙"},
            {"name": "丙"},
        ],
    )


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (KML[:-20], "XML is broken"),
        (KML.replace("121.39", "x"), "coordinates of placemark 1"),
        (KML.replace("<kml", '<!DOCTYPE kml [<!ENTITY a "b">]><kml', 1), "DOCTYPE"),
        (KML.replace("UTF-8", "x-nothing"), "XML is broken"),
    ],
)
def test_a_kml_that_is_broken_or_sly_is_refused(raw: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_here(raw.encode())
    assert message in refusal_of(caught.value)
