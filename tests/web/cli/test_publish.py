"""``yizhan publish``: says what it did, and refuses what is not its own."""

import hashlib
from pathlib import Path

import pytest

from tests.web.cli.conftest import Run

ENDINGS = {"csv", "fgb", "geojson", "gpkg", "kml", "parquet", "xlsx"}


def test_it_says_what_it_wrote_and_the_second_time_that_nothing_changed(
    filled: Run, tmp_path: Path
) -> None:
    out = tmp_path / "public"
    first = filled("publish", out)
    assert "revision 1," in first.output
    assert "YIZHAN_PUBLIC_URL" in first.output
    assert (out / "s" / "s1" / "index.html").is_file()
    sums = (out / "data" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    for checksum, _, name in (line.partition("  ") for line in sums):
        assert hashlib.sha256((out / "data" / name).read_bytes()).hexdigest() == checksum
    assert {line.rpartition(".")[2] for line in sums} == ENDINGS
    assert "being made" not in first.output
    assert "up to date, revision 1" in filled("publish", out).output


def test_a_folder_of_others_and_a_file_are_refused_by_name(filled: Run, tmp_path: Path) -> None:
    other = tmp_path / "thesis"
    other.mkdir()
    file = other / "thesis.doc"
    file.write_bytes(b"mine")
    for place in (other, file):
        said = filled("publish", place, code=1).output
        assert str(place) in said
        assert "Traceback" not in said
    assert [path.name for path in other.iterdir()] == ["thesis.doc"]


def test_tiles_that_need_a_server_are_left_out_and_it_says_so(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_TILES", "pmtiles")
    monkeypatch.setenv("YIZHAN_TILES_FILE", "city.pmtiles")
    monkeypatch.setenv("YIZHAN_REGION", "SG")
    assert "YIZHAN_TILES=pmtiles" in filled("publish", tmp_path / "public").output
    page = (tmp_path / "public" / "index.html").read_text(encoding="utf-8")
    assert "data/tiles" not in page
