"""Which reader a file is for, told by its content; its name is never looked at."""

import codecs
import re
from typing import BinaryIO, NamedTuple

from geodata.tables.confined.archives import open_archive
from geodata.tables.refusal import refusal
from geodata.tables.table import Limits
from locator.words import Words

HEAD = 4096


class Format(NamedTuple):
    """How a format is read.

    Parameters
    ----------
    reader : str
        Module of this package whose ``read`` yields its tables.
    driver : str, optional
        The one driver that GDAL may keep, where GDAL reads it.
    """

    reader: str
    driver: str | None = None


DELIMITED = Format("sheets.delimited")
WORKBOOK = Format("sheets.workbooks")
GEOJSON = Format("features.geojson")
KML = Format("features.kml")
PARQUET = Format("features.parquet")
GEOPACKAGE = Format("features.layers", "GPKG")
FLATGEOBUF = Format("features.layers", "FlatGeobuf")
SHAPEFILE = Format("features.shapefiles", "ESRI Shapefile")

_MAGIC = {
    b"PAR1": PARQUET,
    b"fgb\x03fgb": FLATGEOBUF,
    bytes.fromhex("d0cf11e0a1b11ae1"): WORKBOOK,
}
_OTHERS = {
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!": "RAR",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
_JSON = re.compile(r"\s*(\{\s*[\"}]|\[\s*[\[{\"\]])")
_MARKUP = re.compile(r"\s*<[?!/A-Za-z]")
_KML = re.compile(r"<([A-Za-z]+:)?kml[\s>]")


def detect_format(file: BinaryIO, limits: Limits) -> Format:
    """Return the format of a file, which is left at its start.

    Raises
    ------
    InvalidInput
        The content is of no format that is read, whatever its name.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    for magic, found in _MAGIC.items():
        if head.startswith(magic):
            return found
    for magic, name in _OTHERS.items():
        if head.startswith(magic):
            raise refusal(Words(zh=f"这是 {name} 文件", en=f"this is a {name} file"))
    if head.startswith(b"SQLite format 3\0"):
        return _database(head)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(file, limits)
    return _text(head)


def _database(head: bytes) -> Format:
    if head[68:72] not in {b"GPKG", b"GP10", b"GP11"}:
        raise refusal(
            Words(zh="是 SQLite 数据库,但不是 GeoPackage", en="an SQLite file but no GeoPackage")
        )
    return GEOPACKAGE


def _packed(file: BinaryIO, limits: Limits) -> Format:
    names = [name.lower() for name in open_archive(file, limits).namelist()]
    file.seek(0)
    if "xl/workbook.xml" in names:
        return WORKBOOK
    if any(name.endswith(".shp") for name in names):
        return SHAPEFILE
    raise refusal(
        Words(
            zh="ZIP 压缩包里既没有 Shapefile 也不是 XLSX 工作簿",
            en="the archive holds no Shapefile and is no XLSX workbook",
        )
    )


def _text(head: bytes) -> Format:
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if wide else "utf-8-sig", "ignore")
    if _JSON.match(text):
        return GEOJSON
    if not _MARKUP.match(text):
        return DELIMITED
    if _KML.search(text):
        return KML
    raise refusal(
        Words(
            zh="这是网页或 XML 文件,不是表格;若来自“导出 Excel”,请用表格软件打开后另存为 XLSX",
            en="this is a web page or XML, not a table; if it came from an export to Excel, "
            "open it in a spreadsheet program and save it as XLSX",
        )
    )
