"""What stands in the store comes out of every file, whole, once per revision."""

import gzip
import hashlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from xml.etree import ElementTree as ET

import geopandas as gpd
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest

from geodata.dumps.building import build_dumps
from geodata.dumps.following import FollowedDumps
from geodata.dumps.making import make_dumps
from geodata.dumps.manifest import Manifest, dumps_folder, read_manifest
from geodata.exporting import FORMATS, Licence
from geodata.rows import undo_defuse
from geodata.store import Store
from locator.datum import position
from locator.model import Site
from locator.vocabulary import Datum, Kind

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
LICENCE = Licence("CC-BY-4.0", "https://example.org/by", "示例市总工会")
HOSTILE = '=HYPERLINK("http://x")</script><img src=x onerror=alert(1)>${x}&amp;\''
SITES = (
    *(
        Site(
            id=f"站-{number:03}",
            name=f"示例{number}号",
            position=position(121 + number / 100, 31, Datum.WGS84),
            manager="某某",
            note="内部",
        )
        for number in range(20)
    ),
    Site(id="hostile", name=HOSTILE, position=position(121.5, 31.5, Datum.GCJ02)),
    Site(id="line", name="示例热线", kind=Kind.REMOTE),
    Site(id="gone", name="停用", active=False),
)
WANTED = {site.id for site in SITES if site.active}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as opened:
        opened.apply(SITES, source="test", actor="test", at=AT)
        yield opened


@pytest.fixture
def url(store: Store, tmp_path: Path) -> str:  # noqa: ARG001 -- there is one
    return f"sqlite:///{tmp_path}/yizhan.db"


@pytest.fixture
def made(url: str, tmp_path: Path) -> tuple[Manifest, Path]:
    manifest = make_dumps(url, tmp_path / "dumps", LICENCE)
    return manifest, tmp_path / "dumps" / manifest.folder


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_geopandas_reads_every_file_back_whole(ending: str, made: tuple[Manifest, Path]) -> None:
    path = made[1] / f"sites{ending}"
    frame = gpd.read_parquet(path) if ending == ".parquet" else gpd.read_file(path)
    assert {undo_defuse(each) for each in frame["id"]} == WANTED
    assert len(frame) == len(WANTED)
    assert {"manager", "note", "extra"}.isdisjoint(frame.columns)


def test_the_manifest_tells_date_licence_and_checksums(made: tuple[Manifest, Path]) -> None:
    manifest, folder = made
    assert (manifest.revision, manifest.changed_at, manifest.sites) == (1, AT, len(WANTED))
    assert manifest.licence == LICENCE
    assert {each.name for each in manifest.files} == {f"sites{ending}" for ending in FORMATS}
    run = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(run, cwd=folder, check=False, capture_output=True).returncode == 0
    for each in manifest.files:
        plain = (folder / each.name).read_bytes()
        assert len(plain) == each.bytes
        if each.packed_sha256:
            packed = (folder / f"{each.name}.gz").read_bytes()
            assert hashlib.sha256(packed).hexdigest() == each.packed_sha256
            assert gzip.decompress(packed) == plain


def test_date_and_licence_stand_in_the_files_themselves(made: tuple[Manifest, Path]) -> None:
    folder = made[1]
    wanted = {"revision": "1", "licence": "CC-BY-4.0", "attribution": "示例市总工会"}
    about = json.loads((folder / "sites.geojson").read_text(encoding="utf-8"))["about"]
    metadata = pq.read_schema(folder / "sites.parquet").metadata
    parquet = {name.decode(): text.decode() for name, text in metadata.items()}
    for found in (
        about,
        parquet,
        pyogrio.read_info(folder / "sites.gpkg")["layer_metadata"],
        pyogrio.read_info(folder / "sites.fgb")["layer_metadata"],
    ):
        assert wanted.items() <= found.items()
    kml = (folder / "sites.kml").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / "sites.xlsx")
    for text in (kml, book.properties.description or ""):
        assert "licence: CC-BY-4.0" in text
        assert "2026-11-01T08:00:00+00:00" in text


def test_hostile_names_are_text_in_every_file(made: tuple[Manifest, Path]) -> None:
    folder = made[1]
    root = ET.parse(folder / "sites.kml").getroot()
    names = [each.text for each in root.iter("{http://www.opengis.net/kml/2.2}name")]
    assert HOSTILE in names
    assert "'" + HOSTILE in {
        row["name"] for _, row in gpd.read_file(folder / "sites.csv").iterrows()
    }
    sheet = openpyxl.load_workbook(folder / "sites.xlsx").active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "'" + HOSTILE in {cell.value for cell in cells}


def test_the_same_revision_makes_the_same_bytes(url: str, tmp_path: Path) -> None:
    one = make_dumps(url, tmp_path / "one", LICENCE)
    two = make_dumps(url, tmp_path / "two", LICENCE)
    assert one.files == two.files


def test_a_format_that_cannot_hold_the_sites_is_left_out(
    store: Store, url: str, tmp_path: Path
) -> None:
    long = replace(SITES[0], address="长" * 40_000)
    store.apply([long], source="test", actor="test", at=AT)
    manifest = make_dumps(url, tmp_path / "dumps", LICENCE)
    assert manifest.file("sites.xlsx") is None
    assert not (tmp_path / "dumps" / manifest.folder / "sites.xlsx").exists()
    assert manifest.file("sites.csv") is not None


def test_they_are_made_once_for_each_revision_and_licence(store: Store, url: str) -> None:
    assert [build_dumps(url, LICENCE) for _ in range(2)] == [1, 0]
    store.apply([replace(SITES[0], name="改名")], source="test", actor="test", at=AT)
    assert [build_dumps(url, LICENCE) for _ in range(2)] == [1, 0]
    assert [build_dumps(url, Licence()) for _ in range(2)] == [1, 0]
    folder = dumps_folder(url)
    there = read_manifest(folder)
    assert there is not None
    assert (there.revision, there.licence) == (2, Licence())
    assert len([each for each in folder.iterdir() if each.is_dir()]) == 2  # the one before, too


def test_a_process_of_its_own_makes_them(store: Store, url: str) -> None:
    followed = FollowedDumps(url, LICENCE)
    until = monotonic() + 60
    try:
        while followed.manifest is None and monotonic() < until:
            followed.look(store.revision())
            sleep(0.1)
    finally:
        followed.close()
    assert followed.manifest is not None
    assert followed.manifest.is_of(1, LICENCE)
