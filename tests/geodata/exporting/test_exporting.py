"""What goes into a file comes back from it, read by somebody else's reader."""

import csv
import json
import math
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.exporting import FORMATS, export_sites
from geodata.rows import COLUMNS, HEADERS, Cell, from_row, undo_defuse
from locator.errors import InvalidInput
from locator.model import OpeningHours, Position, Site
from locator.vocabulary import Datum, Kind
from tests.geodata.anysite import PATIENT, sites

HERE = Position(
    lon=121.39123456789012, lat=37.1 / 3, given_lon=1.0, given_lat=2.0, datum=Datum.BD09
)
SITES = (
    Site(
        id="b",
        name='=HYPERLINK("http://x")',
        position=HERE,
        phone="+86 535 1234567",
        manager="张三",
        capacity=12,
        hours=OpeningHours("9:00\n—17:00 ", "Mo-Fr 09:00-17:00"),
        amenities=(),
        note="'=guarded, 'quoted', \"q\"; ${x}</script>]]>",
        verified_on=date(2026, 10, 1),
        extra=(("负责人手机", "13900000000"),),
    ),
    Site(id="a", name="示例热线", kind=Kind.REMOTE, phone="12351"),
    replace(Site(id="c", name="示例驿站"), position=HERE, entrance=HERE, active=False),
)
BY_ID = tuple(sorted(SITES, key=lambda site: site.id))


def read_csv(path: Path) -> list[dict[str, Cell]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {HEADERS[name]: undo_defuse(cell) for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def read_xlsx(path: Path) -> list[dict[str, Cell]]:
    book = python_calamine.CalamineWorkbook.from_path(path)
    headers, *rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [
        {
            HEADERS[str(name)]: undo_defuse(cell) if isinstance(cell, str) else float(str(cell))
            for name, cell in zip(headers, row, strict=True)
        }
        for row in rows
    ]


def as_row(record: dict[str, Cell], lon_lat: Iterable[float] | None) -> dict[str, Cell]:
    row = {
        name: None if isinstance(cell, float) and math.isnan(cell) else cell
        for name, cell in record.items()
    }
    return row if lon_lat is None else row | dict(zip(("lon", "lat"), lon_lat, strict=True))


def read_geojson(path: Path) -> list[dict[str, Cell]]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [
        as_row(f["properties"], f["geometry"] and f["geometry"]["coordinates"]) for f in features
    ]


def read_frame(frame: gpd.GeoDataFrame) -> list[dict[str, Cell]]:
    assert frame.crs == "EPSG:4326"
    records = frame.drop(columns="geometry").to_dict("records")
    return [
        as_row(record, None if point is None else (point.x, point.y))
        for record, point in zip(records, frame.geometry, strict=True)
    ]


def read_kml(path: Path) -> list[dict[str, Cell]]:
    k = "{http://www.opengis.net/kml/2.2}"
    rows: list[dict[str, Cell]] = []
    for mark in ET.parse(path).getroot().iter(f"{k}Placemark"):
        record = {d.attrib["name"]: d.findtext(f"{k}value") for d in mark.iter(f"{k}Data")}
        point = mark.findtext(f"{k}Point/{k}coordinates")
        rows.append(as_row(dict(record), map(float, point.split(",")) if point else None))
    return rows


READERS: dict[str, Callable[[Path], list[dict[str, Cell]]]] = {
    ".csv": read_csv,
    ".xlsx": read_xlsx,
    ".geojson": read_geojson,
    ".gpkg": lambda path: read_frame(gpd.read_file(path)),
    ".fgb": lambda path: read_frame(gpd.read_file(path)),
    ".kml": read_kml,
    ".parquet": lambda path: read_frame(gpd.read_parquet(path)),
}
ENDINGS = sorted(FORMATS)


def read_sites(path: Path) -> tuple[Site, ...]:
    rows = READERS[path.suffix](path)
    return tuple(sorted(map(from_row, rows), key=lambda site: site.id))


def test_every_format_is_tested() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_sites_come_back_from_every_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"sites{ending}"
    export_sites(SITES, path)
    assert read_sites(path) == BY_ID


@pytest.mark.parametrize("ending", ENDINGS)
def test_sites_without_any_position(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"sites{ending}"
    export_sites(BY_ID[:1], path)
    assert read_sites(path) == BY_ID[:1]


@pytest.mark.parametrize("ending", ENDINGS)
def test_sites_that_all_have_a_position(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"sites{ending}"
    export_sites(BY_ID[1:], path)
    assert read_sites(path) == BY_ID[1:]


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_sites_at_all(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"sites{ending}"
    export_sites([], path)
    assert read_sites(path) == ()


@settings(PATIENT, max_examples=40)
@given(
    st.lists(sites().filter(lambda site: site.id != ""), unique_by=lambda s: s.id, max_size=3),
    st.sampled_from(ENDINGS),
)
def test_any_sites_come_back(some: list[Site], ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sites{ending}"
        export_sites(some, path)
        assert read_sites(path) == tuple(sorted(some, key=lambda site: site.id))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_headers_in_chinese(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"sites{ending}"
    export_sites(SITES, path, lang="zh-CN")
    assert read_sites(path) == BY_ID
    if ending == ".csv":
        assert path.read_text(encoding="utf-8-sig").startswith("编号,名称,类别")
    else:
        assert python_calamine.CalamineWorkbook.from_path(path).sheet_names == ["站点"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".geojson", ".kml"])
def test_the_same_sites_make_the_same_bytes(ending: str, tmp_path: Path) -> None:
    one, two = tmp_path / f"one{ending}", tmp_path / f"two{ending}"
    export_sites(SITES, one)
    export_sites(reversed(SITES), two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_public_file_names_nobody(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"sites{ending}"
    export_sites(SITES, path, public=True)
    assert {"manager", "note", "extra"}.isdisjoint(READERS[ending](path)[0])
    assert read_sites(path) == tuple(replace(site, manager="", note="", extra=()) for site in BY_ID)


def test_csv_opens_in_a_spreadsheet_without_a_formula(tmp_path: Path) -> None:
    export_sites(SITES, tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff" + ",".join(COLUMNS))
    cells = [cell for line in csv.reader(text.splitlines()) for cell in line]
    starts = {cell[:1] for cell in cells if not cell.lstrip("-").replace(".", "").isdigit()}
    assert starts.isdisjoint("=+-@")


def test_numbers_stay_numbers_in_a_workbook(tmp_path: Path) -> None:
    export_sites(SITES, tmp_path / "a.xlsx")
    sheet = python_calamine.CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0)
    row = dict(zip(COLUMNS, sheet.to_python(skip_empty_area=False)[2], strict=True))
    assert (row["lon"], row["capacity"], row["phone"]) == (HERE.lon, 12.0, "'+86 535 1234567")


def test_text_that_excel_would_cut_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        export_sites([Site(id="a", name="x" * 32_768)], tmp_path / "a.xlsx")
    assert caught.value.problems[0].field == "name"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["sites.txt", "sites", ".csv", "sites.csv.zip"])
def test_an_unknown_ending_lists_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        export_sites(SITES, tmp_path / name)
    assert (
        caught.value.problems[0].allowed.en == ".csv, .xlsx, .geojson, .gpkg, .fgb, .kml, .parquet"
    )


def test_an_ending_may_be_in_capitals(tmp_path: Path) -> None:
    export_sites(SITES, tmp_path / "SITES.CSV")
    assert (tmp_path / "SITES.CSV").exists()


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_error_leaves_the_old_file(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"sites{ending}"
    export_sites(SITES, path)
    before = path.read_bytes()
    unwritable: Any = 3
    with pytest.raises(TypeError):
        export_sites([*SITES, Site(id="d", name="x", extra=unwritable)], path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        export_sites(SITES, tmp_path / "nowhere" / "sites.csv")
    assert caught.value.problems[0].field == "file"


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "sites.csv").mkdir()
    with pytest.raises(InvalidInput):
        export_sites(SITES, tmp_path / "sites.csv")
