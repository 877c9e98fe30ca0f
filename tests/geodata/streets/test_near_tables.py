import fcntl
import gzip
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import numpy as np
import pytest

from geodata.store import Store
from geodata.streets import network_path
from geodata.streets.near_tables import FollowedTables, NearTables, RankedSites, tables_path
from geodata.streets.near_tables.building import LOCK, build_tables
from geodata.streets.near_tables.making import packed_cells
from locator.hours import CHINA, Calendar
from locator.model import OpeningHours, Site
from locator.streets import Streets
from locator.streets.near import near_cells
from tests.geodata.streets.extracts import streets_in
from tests.web.conftest import LAT, LON, SITES, lay_streets

NOW = datetime(2026, 11, 18, 12, tzinfo=CHINA)
CALENDAR = Calendar(holidays=frozenset(), makeup_workdays=frozenset(), years=frozenset({2026}))
RANKED = ("s1", "s2", "s3", "s4", "s5", "s8")  # active, exactly placed, no candidate, no hotline


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/yizhan.db"
    with Store.open(url) as store:
        store.apply(SITES, source="test", actor="test", at=datetime.now(UTC))
    lay_streets(tmp_path / "streets")
    return url


def ranked(sites: tuple[Site, ...] = SITES) -> RankedSites:
    return RankedSites.of(sites, calendar=CALENDAR, at=NOW)


def changed(number: int, **facts: Any) -> tuple[Site, ...]:
    return tuple(replace(each, **facts) if each.id == f"s{number}" else each for each in SITES)


def test_only_what_phones_rank_is_in_and_what_never_closes_is_known() -> None:
    assert ranked().ids == RANKED
    assert ranked().always == (False, False, True, False, True, False)  # s8 is under repair


def test_the_key_changes_with_positions_and_the_clock_round_but_not_with_names(
    tmp_path: Path,
) -> None:
    lay_streets(tmp_path)
    walk, ebike = streets_in(tmp_path).values()
    key = ranked().key(walk)
    assert ranked(changed(1, name="另一个名字", phone="1")).key(walk) == key
    moved = replace(SITES[0].position, lon=LON + 0.0011)  # type: ignore[type-var]  # it has one
    always = OpeningHours("24小时", "24/7")
    others = [
        ranked(changed(1, position=moved)).key(walk),
        ranked(changed(1, hours=always)).key(walk),
        ranked(SITES[1:]).key(walk),
        ranked().key(ebike),
        ranked().key(replace(walk, about=replace(walk.about, id="another"))),
    ]
    assert len({key, *others}) == len(others) + 1


def test_a_packed_square_holds_what_was_found_to_a_metre_and_a_second(tmp_path: Path) -> None:
    lay_streets(tmp_path)
    for network in streets_in(tmp_path).values():
        sites = ranked()
        streets = Streets(network)
        placed = streets.place(lons=np.array(sites.lons), lats=np.array(sites.lats))
        packed = packed_cells(network, sites)
        told = {name: json.loads(gzip.decompress(body)) for name, body in packed}
        for near in near_cells(streets, placed, always=np.array(sites.always)):
            square = told[near.cell.name]
            nodes = list(zip(accumulate(square["lon"]), accumulate(square["lat"]), strict=True))
            ways = ways_of(square, nodes)
            expected = {}
            for edge in near.edges.tolist():
                ends = [
                    (round(network.node_lons[n] * 1e5), round(network.node_lats[n] * 1e5))
                    for n in (network.edge_from[edge], network.edge_to[edge])
                ]
                for pair, seconds in (
                    (tuple(ends), network.forward_s[edge]),
                    (tuple(ends[::-1]), network.backward_s[edge]),
                ):
                    if np.isfinite(seconds):
                        expected[pair] = round(float(seconds))
            assert ways == expected
            lists = dict(zip(accumulate(square["exits"]), square["near"], strict=True))
            for leaving in near.exits:
                place = (
                    round(network.node_lons[leaving.node] * 1e5),
                    round(network.node_lats[leaving.node] * 1e5),
                )
                row = lists[nodes.index(place)]
                assert [square["ids"][site] for site in row[::2]] == [
                    sites.ids[site] for site, _ in leaving.near
                ]
                assert [tenths / 10 for tenths in accumulate(row[1::2])] == pytest.approx(
                    [minutes for _, minutes in leaving.near], abs=0.051
                )
            assert {square["ids"][door[0]] for door in square["doors"]} == {
                sites.ids[site] for site in near.sites
            }


def ways_of(square: dict[str, Any], nodes: list[tuple[int, int]]) -> dict[Any, int]:
    """Return seconds from node to node, by positions."""
    edges = square["edges"]
    ways = {}
    columns = zip(accumulate(edges["from"]), edges["to"], edges["s"], edges["back"], strict=True)
    for start, beyond, seconds, more in columns:
        ways[nodes[start], nodes[start + beyond]] = seconds
        if more is not None:
            ways[nodes[start + beyond], nodes[start]] = seconds + more
    return ways


def test_tables_are_made_once_and_again_when_a_site_moves(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "streets"
    assert build_tables(url) == 2
    assert build_tables(url) == 0
    first = NearTables(tables_path(folder, "walk"))
    names = set(first.cells)
    assert f"{int(LAT * 100)}_{int(LON * 100)}" in names
    assert first.body("0_0") is None
    with Store.open(url) as store:
        moved = replace(SITES[0].position, lon=LON + 0.0011)  # type: ignore[type-var]  # it has one
        store.apply(changed(1, position=moved), source="test", actor="test", at=datetime.now(UTC))
    assert build_tables(url) == 2
    second = NearTables(tables_path(folder, "walk"))
    assert second.key != first.key
    assert all(gzip.decompress(first.body(name) or b"") for name in names)  # still to be read


def test_what_is_no_table_is_made_anew(url: str, tmp_path: Path) -> None:
    path = tables_path(tmp_path / "streets", "walk")
    for text in (b"", b"{}", b"\xff\xfe", b'{"v": 2}'):
        path.write_bytes(text)
        with pytest.raises(ValueError, match=r"."):
            NearTables(path)
    assert build_tables(url) == 2


def test_a_network_that_cannot_be_used_keeps_nobody_from_the_other(
    url: str, tmp_path: Path
) -> None:
    path = network_path(tmp_path / "streets", "walk")
    path.write_bytes(path.read_bytes()[:-9])
    assert build_tables(url) == 1
    assert tables_path(tmp_path / "streets", "ebike").exists()


def test_where_nothing_can_be_written_that_is_said_and_nothing_else_fails(
    url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "streets" / LOCK).mkdir()
    followed = FollowedTables(url)
    networks = streets_in(tmp_path / "streets")
    followed.want(SITES, networks, calendar=CALENDAR, at=NOW)
    followed.look()
    followed.look()
    assert [line.getMessage() for line in caplog.records] == ["street tables cannot be made"]
    followed.close()


def test_one_process_at_a_time_builds(url: str, tmp_path: Path) -> None:
    with (tmp_path / "streets" / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert build_tables(url) == 0
    assert build_tables(url) == 2


def test_a_builder_that_is_killed_leaves_what_was_there(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "streets"
    build_tables(url)
    kept = tables_path(folder, "walk").read_bytes()
    with Store.open(url) as store:
        fewer = changed(1, active=False)
        store.apply(fewer, source="test", actor="test", at=datetime.now(UTC))
    code = (
        "import time; from geodata.streets.near_tables import making, building;"
        "making.write_tables = lambda *a, **k: (print('here', flush=True), time.sleep(60));"
        f"building.build_tables({url!r})"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as builder:
        assert builder.stdout is not None
        assert builder.stdout.readline() == b"here\n"
        assert build_tables(url) == 0  # it holds the lock
        builder.send_signal(signal.SIGKILL)
    assert tables_path(folder, "walk").read_bytes() == kept
    assert build_tables(url) == 2
    assert tables_path(folder, "walk").read_bytes() != kept


def test_a_server_starts_the_process_and_serves_its_tables(url: str, tmp_path: Path) -> None:
    followed = FollowedTables(url)
    with Store.open(url) as store:
        loaded = store.load()
    networks = streets_in(tmp_path / "streets")
    followed.look()
    assert followed.tables == {}
    followed.want(loaded.sites, networks, calendar=loaded.calendar, at=loaded.changed_at)
    followed.look()
    builder = followed._builder._process
    assert builder is not None
    end = monotonic() + 120
    while "near_tables" not in (arguments := arguments_of(builder.pid)):
        assert monotonic() < end  # nothing is told of them at first
    assert url not in arguments  # it may hold a password
    while len(followed.tables) < 2:
        followed.look()
        assert monotonic() < end
        sleep(0.05)
    while Path(f"/proc/{builder.pid}").exists():  # nor does it stay as a zombie
        followed.look()
        assert monotonic() < end
        sleep(0.05)
    followed.close()
    made = {path: path.stat().st_mtime_ns for path in (tmp_path / "streets").iterdir()}
    followed.look()
    followed.want((), networks, calendar=loaded.calendar, at=loaded.changed_at)
    followed.look()
    assert set(followed.tables) == {"walk", "ebike"}  # the old ones, while nothing newer is there
    followed.want(loaded.sites, {}, calendar=loaded.calendar, at=loaded.changed_at)
    followed.look()
    assert followed.tables == {}  # without streets there is nothing to go by
    followed.close()
    assert made == {path: path.stat().st_mtime_ns for path in made}


def test_the_process_ends_with_the_one_that_started_it(url: str) -> None:
    slow = (
        "import os, time; from geodata import background;"
        "from geodata.streets.near_tables import building;"
        "background.LOOK_S = 0.05;"
        "building.build_tables = lambda url: (print(os.getpid(), flush=True), time.sleep(60));"
        f"building.main({url!r})"
    )
    start = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {slow!r}]).wait()"
    with subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        builder = int(server.stdout.readline())
        server.kill()
    end = monotonic() + 30
    while state_of(builder) != "Z":
        assert monotonic() < end
        sleep(0.05)


def arguments_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")


def state_of(process: int) -> str:
    """Return the state of a process, Z once it has ended; the same where it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")")[-1].split()[0]
    except FileNotFoundError:
        return "Z"


def test_the_process_is_behind_everybody_else(url: str) -> None:
    code = (
        "import os; from geodata.streets.near_tables import building;"
        f"building.main({url!r}); print(os.nice(0))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert int(ran.stdout) == min(19, os.nice(0) + 19)
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert [line["message"].split(",")[0] for line in lines] == [
        "street tables: walk",
        "street tables: ebike",
    ]
    assert os.nice(0) < 19
