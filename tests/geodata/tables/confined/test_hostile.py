"""Files made to harm: each ends in one clear error, soon, and leaves nothing running."""

import os
import sqlite3
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import psutil
import pytest
import xlsxwriter
from shapely.geometry import Point

from geodata.tables import Limits, read_tables
from locator.errors import InvalidInput
from tests.geodata.tables.making import refusal_of, zipped

PARTS = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}
MAIN = b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def refused(path: Path, limits: Limits | None = None) -> str:
    """Return why a file is refused; its name is told and nothing keeps running."""
    with pytest.raises(InvalidInput) as caught:
        read_tables(path, limits=limits or Limits())
    assert caught.value.problems[0].value == path.name
    assert not psutil.Process().children()
    return refusal_of(caught.value)


def sheet(rows: bytes) -> bytes:
    return b"<worksheet xmlns=" + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


ROW = b'<row><c t="str"><v>name</v></c><c t="str"><v>address</v></c></row>'
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12)
)


def strings(text: str, entities: str = "") -> bytes:
    """Return the shared strings of the workbook, one replaced."""
    items = "".join(f"<si><t>{item}</t></si>" for item in ("名称", "地址", text, "乙"))
    return f"<!DOCTYPE s [{entities}]><sst xmlns={MAIN.decode()}>{items}</sst>".encode()


def workbook(path: Path, **parts: bytes) -> Path:
    """Write a workbook some of whose parts are replaced."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["名称", "地址"])
        book.get_worksheet_by_name("Sheet1").write_row(1, 0, ["甲", "乙"])
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    return zipped(path, content | {PARTS[name]: part for name, part in parts.items()})


def layers(path: Path) -> Path:
    gpd.GeoDataFrame({"名称": ["甲"]}, geometry=[Point(1, 2)], crs=4326).to_file(path, layer="a")
    return path


def altered(path: Path, *statements: str) -> Path:
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    return path


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 400, "unknown encoding"),
        (b"\xff" * 100_000, "unknown encoding"),
        (b"\0" * 100_000, "no header"),
        (b"name,address\nx," + b"y" * 10_000_000, 'row 2, column "address": a cell of 10,000,000'),
        (b"[" * 1_000_000, "{ is wanted"),
        (b'{"a":' * 1_000_000, "nested too deeply"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\x1f\x8b" + b"x" * 100, "a gzip file"),
        (b"<html><table><tr><td>a</table>", "web page or XML"),
        (b"PK\x03\x04" + b"x" * 100, "archive is damaged"),
        (b"PAR1" + b"x" * 100 + b"PAR1", "Parquet file is damaged"),
        (b"fgb\x03fgb\x00" + b"x" * 100, "no layer"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 5000, "workbook is damaged"),
        (b"SQLite format 3\0" + b"x" * 5000, "no GeoPackage"),
    ],
)
def test_bytes_of_no_table(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "数据.xlsx"
    path.write_bytes(content)
    assert message in refused(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    assert "no regular file" in refused(tmp_path / "fifo")
    assert "no regular file" in refused(tmp_path / "folder")
    assert "cannot be opened" in refused(tmp_path / "missing")
    assert "cannot be opened" in refused(tmp_path / "nul\0.csv")
    assert "no regular file" in refused(Path(os.devnull))


def test_a_file_larger_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(Limits().file_bytes + 1)
    assert "too large" in refused(path)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"sheet": sheet(ROW * 300_000)}, "too many rows"),
        ({"sheet": sheet(ROW + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}, "broke"),
        ({"strings": strings("y" * 10_000_000)}, "a cell of 10,000,000"),
        ({"strings": strings("&m;", LAUGHS)}, "damaged"),
        ({"sheet": b"<worksheet"}, "damaged"),
    ],
    ids=["rows", "corners", "cell", "entities", "cut"],
)
def test_workbooks_that_swell(tmp_path: Path, parts: dict[str, bytes], message: str) -> None:
    path = workbook(tmp_path / "a.xlsx", **parts)
    assert path.stat().st_size < 300_000
    assert message in refused(path, Limits(rows=200_000))


def test_a_bomb_of_sheets_and_one_of_size(tmp_path: Path) -> None:
    limits = Limits(unpacked_bytes=20_000_000)
    path = workbook(tmp_path / "a.xlsx", sheet=sheet(b"<row/>" * 4_000_000))
    assert "too large when unpacked" in refused(path, limits)
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        for _ in range(101):
            book.add_worksheet()
    assert "101 sheets" in refused(tmp_path / "b.xlsx")


def test_an_archive_that_understates_its_size(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.shp": b"\0" * 30_000_000})
    raw = path.read_bytes()
    path.write_bytes(raw.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 1000)))
    assert "damaged" in refused(path, Limits(unpacked_bytes=1_000_000))


@pytest.mark.parametrize(
    "name", ["../../etc/a.shp", "/etc/a.shp", "C:\\a.shp", "..\\a.shp", "a/../../b.shp"]
)
def test_names_that_lead_out_of_an_archive(tmp_path: Path, name: str) -> None:
    assert "leads out" in refused(zipped(tmp_path / "a.zip", [(name, b"x"), ("a.dbf", b"x")]))


def test_archives_of_links_archives_and_passwords(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.shp")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "a link" in refused(tmp_path / "link.zip")
    inner = zipped(tmp_path / "inner.zip", {"a.shp": b"x"}).read_bytes()
    assert "no Shapefile" in refused(zipped(tmp_path / "outer.zip", {"inner.zip": inner}))
    locked = zipped(tmp_path / "locked.zip", {"a.shp": b"x"})
    raw = bytearray(locked.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(raw)
    assert "password" in refused(locked)
    many = zipped(tmp_path / "many.zip", [(f"{i}", b"") for i in range(10_001)])
    assert "too many entries" in refused(many)


def test_a_shapefile_of_noise(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 20
    path = zipped(tmp_path / "a.zip", {"a.shp": noise, "a.shx": noise, "a.dbf": noise})
    assert "damaged" in refused(path)


@pytest.mark.parametrize("kept", [100, 4096, 50_000])
def test_a_geopackage_cut_short(tmp_path: Path, kept: int) -> None:
    path = layers(tmp_path / "a.gpkg")
    path.write_bytes(path.read_bytes()[:kept])
    assert "damaged" in refused(path)


def test_a_database_that_is_no_geopackage(tmp_path: Path) -> None:
    path = altered(tmp_path / "a.gpkg", "CREATE TABLE a (name, address)")
    assert "no GeoPackage" in refused(path)


def test_a_geopackage_whose_view_never_ends(tmp_path: Path) -> None:
    path = altered(
        layers(tmp_path / "a.gpkg"),
        "CREATE VIEW v AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)"
        " SELECT x AS fid, x FROM r",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
        " VALUES ('v', 'attributes', 'v', 0)",
    )
    assert "too long" in refused(path, Limits(cpu_s=3))


def test_a_geopackage_whose_objects_reach_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("name\nCANARY-7f3a\n", "utf-8")
    path = altered(
        layers(tmp_path / "a.gpkg"),
        f"CREATE VIEW v AS SELECT 1 AS fid, CAST(readfile('{outside}') AS TEXT) AS x",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
        " VALUES ('v', 'attributes', 'v', 0)",
        "CREATE TRIGGER t AFTER INSERT ON gpkg_contents BEGIN SELECT load_extension('x'); END",
    )
    assert "damaged" in refused(path)


def test_reading_that_takes_too_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name,address\n" + (b"x" * 20_000 + b",y\n") * 8_000)
    limits = Limits(memory_bytes=350_000_000)
    assert "memory" in refused(path, limits)


def test_a_reader_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,address\na,b\n", "utf-8")
    for code, wall_s, message in (
        ("import os; os.abort()", 60, "broke off"),
        ("print('no json', flush=True); import time; time.sleep(60)", 60, "broke off"),
        ("import time; time.sleep(60)", 1, "too long"),
        ("import os; os.close(1); import time; time.sleep(60)", 1, "too long"),
    ):
        command = [sys.executable, "-c", code]
        monkeypatch.setattr("geodata.tables.reading.COMMAND", command)
        assert message in refused(path, Limits(wall_s=wall_s))


HANG = """
from geodata.tables.confined.confinement import confine
from geodata.tables.table import Limits
confine(Limits())
print('{"done": 0}', flush=True)
while True:
    pass
"""


def test_the_reader_dies_with_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,address\na,b\n", "utf-8")
    code = f"""
from geodata.tables import reading
reading.COMMAND[-1] = reading.COMMAND[-1].replace("main()", {HANG!r})
reading.read_tables({str(path)!r}, progress=lambda share: print("reading", flush=True))
"""
    command = [sys.executable, "-c", code]
    here = os.environ | {"TMPDIR": str(tmp_path)}  # it leaves its working folder behind
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=here) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"reading\n"
        (reader,) = psutil.Process(parent.pid).children()
        parent.kill()
    reader.wait(60)
