"""Network files: what is written comes back, what is broken is refused."""

import struct
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from geodata.demo import demo_network, write_demo_streets
from geodata.streets import network_path, read_network, streets_folder
from geodata.streets.files import HEAD, write_networks
from locator.errors import InvalidInput
from locator.streets import STREET_MODES, StreetNetwork


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "streets"
    write_demo_streets(path)
    return path


def test_what_is_written_comes_back(folder: Path) -> None:
    for mode in STREET_MODES:
        network, made = read_network(network_path(folder, mode)), demo_network(mode)
        for field in fields(network):
            one, other = getattr(network, field.name), getattr(made, field.name)
            if field.name == "about":
                assert replace(one, made_at="") == replace(other, made_at="")
            elif isinstance(one, np.ndarray):
                assert one.dtype == other.dtype
                np.testing.assert_array_equal(one, other)
            else:
                assert one == other


def test_arrays_are_mapped_and_not_to_be_written_to(folder: Path) -> None:
    network = read_network(network_path(folder, "walk"))
    assert not network.edge_m.flags.owndata
    with pytest.raises(ValueError, match="read-only"):
        network.edge_m[0] = 1.0


def test_a_mapped_network_outlives_its_replacement(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "walk.streets"
    write_networks([read_network(network_path(folder, "walk"))], tmp_path)
    old = read_network(path)
    before = old.vertex_lons.copy()
    write_networks([replace(old, vertex_lons=before + 1.0)], tmp_path)
    np.testing.assert_array_equal(old.vertex_lons, before)
    np.testing.assert_array_equal(read_network(path).vertex_lons, before + 1.0)


def broken(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        read_network(path)
    assert caught.value.problems[0].field == "streets"
    return caught.value.problems[0].message.en


def test_what_is_broken_is_refused(folder: Path, tmp_path: Path) -> None:
    whole = network_path(folder, "walk").read_bytes()
    path = tmp_path / "walk.streets"
    assert "no street network" in broken(path, b"")
    assert "no street network" in broken(path, b"PK\x03\x04 something else altogether")
    assert "not complete" in broken(path, whole[:-1])
    assert "not complete" in broken(path, whole[: len(whole) // 2])
    assert "damaged" in broken(path, whole[: HEAD.size + 10])
    assert "damaged" in broken(path, whole[:100] + b"?" + whole[101:])
    older = whole[:8] + struct.pack("<I", 0) + whole[12:]
    assert "version is 0" in broken(path, older)


def test_nothing_is_replaced_when_one_network_cannot_be_made(tmp_path: Path) -> None:
    write_demo_streets(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def failing() -> Iterator[StreetNetwork]:
        yield replace(demo_network("ebike"), mode="walk")
        raise RuntimeError("no ebike")

    with pytest.raises(RuntimeError, match="no ebike"):
        write_networks(failing(), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_where_nothing_can_be_written_the_reason_is_said(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("no folder", "utf-8")
    network = demo_network("walk")
    with pytest.raises(InvalidInput, match="cannot be written"):
        write_networks([network], tmp_path / "var" / "streets")


def test_networks_lie_beside_the_store() -> None:
    assert streets_folder("sqlite:///var/yizhan.db") == Path("var/streets")
    assert streets_folder("sqlite:////srv/data/y.db") == Path("/srv/data/streets")
    assert streets_folder("postgresql+psycopg://host/y") == Path("var/streets")
