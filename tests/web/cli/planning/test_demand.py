"""``yizhan demand``: what it takes, what it says, and what it never keeps."""

import json
import struct
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.demand import demand_path, load_demand
from locator.planning.demand import Demand
from locator.vocabulary import Datum
from tests.shared import shared_path
from tests.web.cli.conftest import Run
from web.cli.planning import demand as command

# Digits that stand in no cell's name and in no sum: wherever they turn up, a position leaked.
MARKED = ((123.5187641, 31.5094283), (123.5187642, 31.5094284), (123.5187643, 31.5094285))
LONELY = (123.6718293, 31.5381927)
BROKEN = ("123.7451392x", "31.4471829"), ("723.7451393", "31.4471828")


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    rows = [*MARKED, LONELY, *BROKEN]
    frame = pd.DataFrame(rows, columns=["经度", "纬度"])
    frame["下单时间"] = "2026-06-08 11:30"
    path = tmp_path / "in" / "orders.csv"
    path.parent.mkdir()
    frame.to_csv(path, index=False)
    return path


def kept(tmp_path: Path) -> Demand:
    demand = load_demand(demand_path(f"sqlite:///{tmp_path}/yizhan.db"))
    assert demand is not None
    return demand


def test_demand_is_loaded_and_summed_up(run: Run, orders: Path, tmp_path: Path) -> None:
    result = run("demand", orders, "--datum", "wgs84", "--json")
    answer = json.loads(result.stdout)
    assert (answer["read"], answer["rejected"], answer["cells"]) == (6, 2, 1)
    assert (answer["total"], answer["hours"], answer["datum"]) == (3.0, 1, "wgs84")
    assert (answer["suppressed_cells"], answer["suppressed_weight"]) == (1, 1.0)
    assert answer["rejected_because"] == [
        {"reason": "it has no usable position", "count": 2, "rows": [6, 7]}
    ]
    assert "下单时间 → time" in result.stderr
    demand = kept(tmp_path)
    assert demand.weights.sum() * 168 == pytest.approx(3)
    assert demand.at(11).sum() == 3


def test_it_says_the_same_in_words(run: Run, orders: Path) -> None:
    result = run("demand", orders, "--datum", "wgs84", "--kind", "riders")
    assert "1 cells, 3 riders in all, in 1 hours of the week" in result.stdout
    assert "read 6, rejected 2" in result.stdout
    assert "rejected 2: it has no usable position (rows 6, 7)" in result.stderr
    assert "left out 1 cells with fewer than 3 contributions, 25.0% of the total" in result.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_no_position_is_kept_written_or_shown(
    run: Run, orders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    path = orders.with_suffix(f".{ending}")
    if ending != "csv":
        frame = pd.read_csv(orders, dtype=str)
        frame.to_excel(path, index=False) if ending == "xlsx" else frame.to_parquet(path)
    shown = [
        run("demand", path, "--datum", "wgs84", *more)
        for more in (["--min-count", 0], ["--json", "--cell", "square"], ["--dry-run"])
    ]
    shown += [run("demand", path, code=1), run("demand", path, "--map", "经度=hat", code=1)]
    written = b"".join(
        each.read_bytes()
        for each in tmp_path.rglob("*")
        if each.is_file() and each.parent != orders.parent
    )
    with zipfile.ZipFile(demand_path(f"sqlite:///{tmp_path}/yizhan.db")) as archive:
        written += b"".join(archive.read(name) for name in archive.namelist())
    written += "".join(result.output for result in shown).encode()
    marks = [
        f"{float(str(each).strip('x')):.7f}" for pair in (*MARKED, LONELY, *BROKEN) for each in pair
    ]
    for mark in marks:
        assert mark.partition(".")[2].encode() not in written, mark
        assert struct.pack("<d", float(mark)) not in written, mark
    assert list(scratch.iterdir()) == []


def test_a_dry_run_loads_nothing(run: Run, orders: Path, tmp_path: Path) -> None:
    assert "in all" in run("demand", orders, "--datum", "wgs84", "--dry-run").stdout
    assert not demand_path(f"sqlite:///{tmp_path}/yizhan.db").exists()


def test_a_datum_is_asked_for_on_a_terminal_and_nowhere_else(
    run: Run, orders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "datum" in run("demand", orders, code=1).stderr
    assert not demand_path(f"sqlite:///{tmp_path}/yizhan.db").exists()
    monkeypatch.setattr(command, "somebody_is_there", lambda: True)
    run("demand", orders, text="gcj02\n")
    assert kept(tmp_path).about.datum is Datum.GCJ02


def test_wrong_calls_are_told_from_wrong_files(run: Run, orders: Path, tmp_path: Path) -> None:
    run("demand", orders, "--map", "经度", code=2)
    run("demand", orders, "--kind", "wishes", code=2)
    run("demand", tmp_path / "none.csv", code=2)
    assert "size" in run("demand", orders, "--datum", "wgs84", "--size", 40, code=1).stderr
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert "the file is empty" in run("demand", empty, code=1).stderr


def test_the_yantai_pickups_lose_little_in_large_cells_and_say_so_in_small_ones(run: Run) -> None:
    path = shared_path("demand/yantai_pickups.csv")
    call = ("demand", path, "--datum", "gcj02", "--dry-run")
    small = run(*call)
    assert "larger cells" in small.stderr
    large = json.loads(run(*call, "--size", 6, "--json").stdout)
    assert large["suppressed_weight"] < 0.05 * large["read"]
    assert large["total"] + large["suppressed_weight"] == pytest.approx(large["read"])


def test_the_demo_city_brings_its_riders_and_leaves_a_real_demand_alone(
    run: Run, orders: Path, tmp_path: Path
) -> None:
    assert "(made up): riders in" in run("demo").stdout
    demand = kept(tmp_path)
    assert demand.about.made_up
    assert demand.hourly is not None
    assert np.count_nonzero(demand.hourly.any(axis=0)) == 168
    assert "20 km" not in run("demand", orders, "--datum", "wgs84").stderr
    run("demo")
    assert kept(tmp_path).about.source == "orders.csv"
