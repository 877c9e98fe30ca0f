"""``yizhan streets`` and what it leaves beside the store."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from geodata.streets import network_path, read_network
from geodata.streets.files import write_networks
from tests.geodata.streets.extracts import Drawing, block
from tests.web.cli.conftest import Run
from tests.web.conftest import LAT, LON, lay_streets


def test_one_command_makes_both_networks_and_says_what_it_took(run: Run, tmp_path: Path) -> None:
    extract = block(tmp_path / "block.osm.pbf")
    told = run("streets", extract).stdout
    assert "on foot: 2 nodes, 3 edges" in told
    assert "MB of memory at most" in told
    answer = json.loads(run("streets", extract, "--json").stdout)
    assert set(answer["networks"]) == {"walk", "ebike"}
    for network in answer["networks"].values():
        assert Path(network["file"]).stat().st_size == network["bytes"]
        assert Path(network["file"]).parent == tmp_path / "streets"
        assert network["kept_segments"] == network["read_segments"] == 10
    assert answer["peak_mb"] > 0


def test_speeds_of_the_settings_are_used(run: Run, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 (pytest's)
    extract = block(tmp_path / "block.osm.pbf")
    before = json.loads(run("streets", extract, "--json").stdout)["networks"]
    monkeypatch.setenv("YIZHAN_EBIKE_SPEEDS", "residential=10")
    after = json.loads(run("streets", extract, "--json").stdout)["networks"]
    assert before["walk"]["id"] == after["walk"]["id"]
    assert before["ebike"]["id"] != after["ebike"]["id"]
    monkeypatch.setenv("YIZHAN_EBIKE_SPEEDS", "canal=10")
    assert "YIZHAN_EBIKE_SPEEDS" in run("streets", extract, code=2).stderr


def test_an_extract_of_elsewhere_and_one_that_is_none_exit_with_1(run: Run, tmp_path: Path) -> None:
    run("demo")
    extract = block(tmp_path / "block.osm.pbf")
    networks = {path: path.read_bytes() for path in (tmp_path / "streets").iterdir()}
    assert "--anywhere" in run("streets", extract, code=1).stderr
    (tmp_path / "none.osm.pbf").write_bytes(b"")
    assert "empty" in run("streets", tmp_path / "none.osm.pbf", code=1).stderr
    assert {path: path.read_bytes() for path in (tmp_path / "streets").iterdir()} == networks
    assert run("demo").stderr == ""
    run("streets", extract, "--anywhere")
    network = network_path(tmp_path / "streets", "walk")
    assert read_network(network).about.source == "block.osm.pbf"
    assert "stay" in run("demo").stderr
    assert read_network(network).about.source == "block.osm.pbf"


def test_candidates_are_named_and_not_imported(run: Run, tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.way([0, 1, 11, 10, 0, 11], {"highway": "residential"})
    drawing.node(5, {"name": "示例工会驿站"})
    result = run("streets", drawing.write(tmp_path / "some.osm.pbf"))
    assert "示例工会驿站" in result.stderr
    assert "not imported" in result.stderr
    assert run("export", tmp_path / "sites.csv").stdout.strip().endswith("0 sites")


def test_commands_do_without_a_network_in_pieces_and_say_so(filled: Run, tmp_path: Path) -> None:
    lay_streets(tmp_path / "streets")
    whole = read_network(network_path(tmp_path / "streets", "walk"))
    one_way = replace(whole, backward_s=np.full(whole.edge_count, np.inf))
    write_networks([one_way], tmp_path / "streets")
    asked = filled("nearest", "--lon", LON, "--lat", LAT, "--json")
    assert "run yizhan streets again" in asked.stderr
    assert json.loads(asked.stdout)["travel"]["source"] == "straight_line"
    file = tmp_path / "stations.csv"
    file.write_text("名称,经度,纬度\n南街驿站,121.41,37.51\n", encoding="utf-8")
    done = filled("import", file, "--datum", "wgs84", "--json")
    assert "run yizhan streets again" in done.stderr
    assert json.loads(done.stdout)["new"] == 1
