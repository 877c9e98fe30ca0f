"""From an extract to the files beside a store, and what stays when that does not work."""

import csv
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.demo import write_demo_streets
from geodata.streets.making import MadeStreets, make_streets
from locator.datum import position
from locator.errors import InvalidInput
from locator.model import Site
from locator.streets import SPEEDS_KMH
from locator.vocabulary import Datum
from tests.geodata.streets.extracts import Drawing, block, streets_in
from tests.shared import ROOT


def site(lon: float, lat: float, *, entrance: tuple[float, float] | None = None) -> Site:
    return Site(
        id="s",
        name="s",
        position=position(lon, lat, Datum.WGS84),
        entrance=position(*entrance, Datum.WGS84) if entrance else None,
    )


def make(path: Path, folder: Path, *sites: Site, anywhere: bool = False) -> MadeStreets:
    return make_streets(
        path,
        sites=sites,
        folder=folder,
        speeds=SPEEDS_KMH,
        anywhere=anywhere,
        progress=lambda _stage, _share: None,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_extract_becomes_two_networks(tmp_path: Path) -> None:
    made = make(block(tmp_path / "block.osm.pbf"), tmp_path / "streets", site(120.0005, 30.0003))
    loaded = streets_in(tmp_path / "streets")
    assert {mode: network.about for mode, network in loaded.items()} == {
        mode: network.about for mode, network in made.networks.items()
    }
    assert made.on_streets == {"walk": 1, "ebike": 1}
    assert loaded["walk"].about.source == "block.osm.pbf"


def test_an_extract_of_elsewhere_is_refused_unless_it_is_meant(tmp_path: Path) -> None:
    extract, folder = block(tmp_path / "block.osm.pbf"), tmp_path / "streets"
    write_demo_streets(folder)
    before = contents(folder)
    with pytest.raises(InvalidInput, match="none of the 1 sites") as caught:
        make(extract, folder, site(121.0, 31.0))
    assert caught.value.problems[0].field == "file"
    assert "--anywhere" in caught.value.problems[0].allowed.en
    assert contents(folder) == before
    assert make(extract, folder, site(121.0, 31.0), anywhere=True).on_streets["walk"] == 0
    assert contents(folder) != before


def test_it_is_the_entrance_that_is_put_on_the_streets(tmp_path: Path) -> None:
    inside = site(120.5, 30.5, entrance=(120.0005, 30.0001))
    made = make(block(tmp_path / "block.osm.pbf"), tmp_path / "streets", inside)
    assert made.on_streets["walk"] == 1


def test_before_there_are_sites_any_extract_will_do(tmp_path: Path) -> None:
    assert make(block(tmp_path / "block.osm.pbf"), tmp_path / "streets").sites == 0


@pytest.mark.parametrize("content", [b"", b"nonsense" * 99, None], ids=["empty", "other", "cut"])
def test_the_old_network_stays_when_the_extract_is_none(
    tmp_path: Path, content: bytes | None
) -> None:
    extract, folder = block(tmp_path / "block.osm.pbf"), tmp_path / "streets"
    write_demo_streets(folder)
    before = contents(folder)
    extract.write_bytes(extract.read_bytes()[:-9] if content is None else content)
    with pytest.raises(InvalidInput):
        make(extract, folder)
    assert contents(folder) == before


def test_candidates_are_written_for_review(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way([0, 1, 11, 10, 0, 11], {"highway": "residential"})
    drawing.node(5, {"name": "=示例工会驿站", "addr:street": "示例路", "addr:housenumber": "5"})
    made = make(drawing.write(tmp_path / "some.osm.pbf"), tmp_path / "streets")
    with made.candidates_file.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["name"] == "'=示例工会驿站"
    assert (row["address"], row["datum"]) == ("示例路5", "wgs84")
    assert (float(row["lon"]), float(row["lat"])) == (120.005, 30.0)


KILLED = """
import os, signal, sys
from pathlib import Path
import geodata.atomic
from tests.geodata.streets.test_making import make

flush, left = geodata.atomic._flush, int(sys.argv[3])

def flush_or_die(path):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    flush(path)

geodata.atomic._flush = flush_or_die
make(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("flushes", [1, 3])
def test_every_file_is_whole_after_a_kill(tmp_path: Path, flushes: int) -> None:
    extract, folder = block(tmp_path / "block.osm.pbf"), tmp_path / "streets"
    write_demo_streets(folder)
    old = {mode: network.about.id for mode, network in streets_in(folder).items()}
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(extract), str(folder), str(flushes)],
        cwd=ROOT,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    left = {mode: network.about.id for mode, network in streets_in(folder).items()}
    assert left.keys() == old.keys()
    assert (left == old) == (flushes == 1)
    assert make(extract, folder).networks.keys() == old.keys()  # what a kill left is in no way
