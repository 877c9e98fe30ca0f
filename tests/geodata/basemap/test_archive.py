"""Archives are read as their writer wrote them; what cannot be shown is told by name."""

import gzip
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import mapbox_vector_tile
import pytest
from pmtiles.tile import Compression, TileType, deserialize_header

from geodata.basemap import open_archive
from locator.basemap import BrokenTile, Drawing, Picture, TileArchive, in_range
from locator.errors import InvalidInput
from tests.geodata.basemap.made import COUNTRY, CREDIT, PNG, stored_in, write_archive, write_city

PICTURES = {(z, 3, z): PNG + bytes([z]) for z in (8, 10, 12)}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("tiles") / "city.pmtiles", (13, 14))


@pytest.mark.parametrize(
    ("kind", "mimetype"),
    [
        (TileType.PNG, "image/png"),
        (TileType.JPEG, "image/jpeg"),
        (TileType.WEBP, "image/webp"),
        (TileType.AVIF, "image/avif"),
    ],
)
def test_pictures_come_as_they_are(tmp_path: Path, kind: TileType, mimetype: str) -> None:
    with open_archive(write_archive(tmp_path / "a.pmtiles", PICTURES, kind)) as archive:
        known: TileArchive = archive
        assert (known.vector, known.min_zoom, known.max_zoom) == (False, 9, 12)
        assert archive.tile(10, 3, 10) == Picture(PNG + bytes([10]), mimetype)
        assert archive.tile(11, 3, 10) is None
        assert not in_range(archive, 8, 3, 8)  # in the file, but as wide as a country
        assert not in_range(archive, 10, 1024, 0)
        assert not in_range(archive, 10, 0, -1)
        assert in_range(archive, 10, 1023, 1023)


def test_every_tile_is_found_beyond_the_first_directory(tmp_path: Path) -> None:
    random = Random(1)
    tiles = {
        (14, 2 * random.randrange(8192), random.randrange(16384)): random.randbytes(9)
        for _ in range(8000)
    }
    path = write_archive(tmp_path / "a.pmtiles", tiles)
    assert deserialize_header(path.read_bytes())["leaf_directory_length"]
    with open_archive(path) as archive:
        for address, body in tiles.items():
            assert archive.tile(*address) == Picture(body, "image/png")
            z, x, y = address
            assert archive.tile(z, x + 1, y) is None


def test_boundaries_are_in_the_archive_and_in_no_drawing(city: Path) -> None:
    """The library's own reader says what is in there."""
    count = 0
    with open_archive(city) as archive:
        assert (archive.vector, archive.min_zoom, archive.max_zoom) == (True, 13, 14)
        for (z, x, y), packed in stored_in(city).items():
            layers = mapbox_vector_tile.decode(gzip.decompress(packed))
            count += "boundaries" in layers
            drawing = archive.tile(z, x, y)
            assert isinstance(drawing, Drawing)
            assert COUNTRY not in repr(drawing)
            roads = layers.get("roads", {"features": []})["features"]
            assert sum(map(len, drawing.lines.values())) == len(roads)
    assert count > 4


def test_coordinates_are_where_the_tile_has_them(tmp_path: Path) -> None:
    """Against the library's own decoder, in another extent than ours."""
    pond = "POLYGON ((0 0, 0 256, 512 256, 512 0, 0 0), (64 64, 128 64, 128 128, 64 128, 64 64))"
    layer = {"name": "water", "features": [{"geometry": pond, "properties": {"kind": "lake"}}]}
    options = {"extents": 512, "y_coord_down": True}
    body = mapbox_vector_tile.encode([layer], default_options=options)
    path = write_archive(tmp_path / "a.pmtiles", {(9, 0, 0): body}, TileType.MVT)
    decoded = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})
    rings = decoded["water"]["features"][0]["geometry"]["coordinates"]
    with open_archive(path) as archive:
        drawing = archive.tile(9, 0, 0)
    assert isinstance(drawing, Drawing)
    (area,) = drawing.areas["water"]
    assert [walked(ring) for ring in area] == [[(8 * x, 8 * y) for x, y in ring] for ring in rings]


def walked(steps: list[int]) -> list[tuple[int, int]]:
    x = y = 0
    path = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        path.append((x, y))
    return path


def test_the_credit_is_plain_text(city: Path) -> None:
    assert "<a href" in CREDIT
    with open_archive(city) as archive:
        assert archive.attribution == "© 示例 · 测绘 & 制图"


def test_threads_and_forked_processes_read_side_by_side(city: Path) -> None:
    addresses = list(stored_in(city))[::4]
    with open_archive(city) as archive:
        alone = [repr(archive.tile(*address)) for address in addresses]
        if not (child := os.fork()):
            same = [repr(archive.tile(*address)) for address in addresses] == alone
            os._exit(0 if same else 1)
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda zxy: repr(archive.tile(*zxy)), addresses * 4))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert together == alone * 4


def test_a_broken_tile_is_told_and_the_others_are_served(tmp_path: Path) -> None:
    tiles = {(10, 0, y): bytes([y]) * 40 for y in range(4)}
    path = write_archive(tmp_path / "a.pmtiles", tiles, TileType.MVT)
    for body in (b"\xff" * 40, b"\x1a\x05" + b"x" * 38):
        path = write_archive(
            tmp_path / "b.pmtiles", {(10, 0, 0): b"", (10, 0, 1): body}, TileType.MVT
        )
        with open_archive(path) as archive:
            with pytest.raises(BrokenTile):
                archive.tile(10, 0, 1)
            assert archive.tile(10, 0, 0) is None


def test_a_file_that_is_cut_while_it_is_served_breaks_tiles_only(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.pmtiles", PICTURES)
    with open_archive(path) as archive:
        os.truncate(path, path.stat().st_size - 20)
        with pytest.raises(BrokenTile):
            archive.tile(12, 3, 12)
        assert archive.tile(10, 3, 10)


def damaged(path: Path, at: int, value: bytes) -> None:
    body = bytearray(path.read_bytes())
    body[at : at + len(value)] = value
    path.write_bytes(body)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "no such file"),
        (lambda path: (path.unlink(), path.mkdir()), "no such file"),
        (lambda path: path.write_bytes(b""), "no PMTiles file"),
        (lambda path: path.write_bytes(b"\xff\xd8" * 99), "no PMTiles file"),
        (lambda path: path.write_bytes(b"PMTiles\x03"), "damaged"),
        (lambda path: damaged(path, 7, b"\x02"), "not version 3"),
        (lambda path: damaged(path, 99, bytes([TileType.UNKNOWN.value])), "type unknown"),
        (lambda path: damaged(path, 99, bytes([TileType.MLT.value])), "type mlt"),
        (lambda path: damaged(path, 99, b"\x63"), "damaged"),
        (lambda path: damaged(path, 98, bytes([Compression.ZSTD.value])), "than by gzip"),
        (lambda path: damaged(path, 97, bytes([Compression.NONE.value])), "than by gzip"),
        (lambda path: damaged(path, 101, b"\x08"), "show no country"),
        (lambda path: damaged(path, 127, b"\0" * 20), "damaged"),
        (lambda path: os.truncate(path, path.stat().st_size - 1), "cut short"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_name(
    tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    path = write_archive(tmp_path / "a.pmtiles", PICTURES)
    spoil(path)
    with pytest.raises(InvalidInput) as caught:
        open_archive(path)
    (problem,) = caught.value.problems
    assert problem.field == "YIZHAN_TILES_FILE"
    assert str(path).startswith(problem.value.rstrip("…"))  # long ones are shortened
    assert said in problem.message.en
    assert "version 3" in problem.allowed.en


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:  # as the system does, save to root
        raise PermissionError(13, "Permission denied")

    path = write_archive(tmp_path / "a.pmtiles", PICTURES)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InvalidInput, match=r"cannot be read \(Permission denied\)"):
        open_archive(path)


def test_layers_of_another_schema_are_named(tmp_path: Path) -> None:
    layers = {"vector_layers": [{"id": "boundaries"}, {"id": "tracks"}]}
    tiles = {(10, 0, 0): b""}
    path = write_archive(tmp_path / "a.pmtiles", tiles, TileType.MVT, layers)
    with pytest.raises(InvalidInput, match=r"it has boundaries, tracks; known are .*landuse"):
        open_archive(path)


@pytest.mark.parametrize("layers", ["water", [{"name": "water"}], 7])
def test_metadata_of_another_shape_is_damage(tmp_path: Path, layers: object) -> None:
    told = {"vector_layers": layers}
    path = write_archive(tmp_path / "a.pmtiles", {(10, 0, 0): b""}, TileType.MVT, told)
    with pytest.raises(InvalidInput, match="damaged"):
        open_archive(path)
