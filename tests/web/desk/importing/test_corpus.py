"""Files made to harm, dropped at the desk: clear errors, and nothing read, called or kept."""

import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import psutil
import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.store import Store
from tests.geodata.tables.confined.test_hostile import LAUGHS, ROW, sheet, strings, workbook
from tests.geodata.tables.making import zipped
from tests.web.desk.importing.test_pages import dropped
from tests.web.desk.staff import sign_in

CANARY = "CANARY-7f3a"
Make = Callable[[Path], bytes]


def bomb(folder: Path) -> bytes:
    """Return a workbook of 60 kB that unpacks to more than 500 MB."""
    path = folder / "bomb.xlsx"
    with (
        zipfile.ZipFile(workbook(path), "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/image1.png", "w") as part,
    ):
        for _ in range(520):
            part.write(bytes(1_000_000))
    return path.read_bytes()


def many_sheets(folder: Path) -> bytes:
    """Return a workbook that names one sheet ten thousand times."""
    with zipfile.ZipFile(workbook(folder / "one.xlsx")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entries = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 10_001))
    index = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = re.sub(
        b"<sheets>.*</sheets>", f"<sheets>{entries}</sheets>".encode(), index
    )
    return zipped(folder / "many.xlsx", parts).read_bytes()


def swollen(folder: Path) -> bytes:
    rows = sheet(ROW * 300_000)
    return workbook(folder / "a.xlsx", sheet=rows).read_bytes()


def laughs(folder: Path) -> bytes:
    return workbook(folder / "a.xlsx", strings=strings("&m;", LAUGHS)).read_bytes()


def vrt(folder: Path) -> bytes:
    """Return a layer of GDAL's that says where else to read."""
    (folder / "secret.csv").write_text(f"name,address\n{CANARY},x\n", "utf-8")
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{folder}/secret.csv'
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    ).encode()


def leading_out(folder: Path) -> bytes:
    names = [("../../etc/a.shp", b"x"), ("a.dbf", b"x")]
    return zipped(folder / "a.zip", names).read_bytes()


def svg(_: Path) -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def external(_: Path) -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>&x;</name>'
        b"<Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>"
    )


def plain(content: bytes) -> Make:
    return lambda _: content


CORPUS: dict[str, tuple[str, Make, str]] = {
    "bomb": ("a.xlsx", bomb, "too large when unpacked"),
    "sheets": ("a.xlsx", many_sheets, "10000 sheets"),
    "rows": ("a.xlsx", swollen, "too many rows"),
    "entities": ("a.xlsx", laughs, "damaged"),
    "vrt": ("a.vrt", vrt, "web page or XML"),
    "path": ("a.zip", leading_out, "leads out"),
    "svg": ("a.svg", svg, "web page or XML"),
    "external": ("a.kml", external, ""),
    "pdf": ("站点.xlsx", plain(b"%PDF-1.7"), "a PDF file"),
    "jpeg": ("a.csv", plain(b"\xff\xd8\xff\xe1" + bytes(range(256)) * 40), ""),
    "nested": ("a.json", plain(b'{"a":' * 80_000), "nested too deeply"),
    "noise": ("a.xls", plain(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 5000), "damaged"),
}


@pytest.fixture
def editor(desk_app: Flask) -> FlaskClient:
    return sign_in(desk_app, "administrator")


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_ends_in_one_clear_error(
    editor: FlaskClient, desk_store: Store, tmp_path: Path, name: str
) -> None:
    file, make, why = CORPUS[name]
    revision, folder = desk_store.revision(), tmp_path / "made"
    folder.mkdir()
    page = unescape(editor.get(dropped(editor, make(folder), file)).text)
    assert "<strong>File</strong>:" in page
    assert "Allowed: " in page
    assert why in page
    assert CANARY not in page
    assert "root:" not in page
    assert "<script>alert" not in page
    assert 'name="digest"' not in page  # there is nothing to apply
    assert desk_store.revision() == revision
    assert not psutil.Process().children()


@pytest.mark.parametrize("name", ["../../../etc/cron.d/x.csv", "a\\..\\b.csv", "/etc/passwd"])
def test_the_name_of_a_file_leads_nowhere(editor: FlaskClient, tmp_path: Path, name: str) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    page = dropped(editor, "名称,地址\n甲,乙\n".encode(), name)
    assert 'name="digest"' in editor.get(page).text
    assert {path.name for path in tmp_path.iterdir()} == before
    (upload,) = [p for p in (tmp_path / "uploads").iterdir() if page.endswith(p.name)]
    assert (upload / "file").read_bytes() == "名称,地址\n甲,乙\n".encode()


def test_what_cells_hold_is_shown_as_text(editor: FlaskClient) -> None:
    bite = "<script>alert(1)</script>"
    page = dropped(editor, f"名称,地址,{bite}\n{bite},=cmd|' /C calc'!A0,{bite}\n".encode(), bite)
    shown = editor.get(page).text
    assert 'name="digest"' in shown
    assert bite not in shown
    assert shown.count("&lt;script&gt;alert(1)") >= 4
