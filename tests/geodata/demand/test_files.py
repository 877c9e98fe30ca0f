from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from geodata.demand import demand_path, load_demand, save_demand
from geodata.demand.demo import demo_demand
from locator.errors import InvalidInput
from locator.planning.demand import Demand
from tests.geodata.demand.making import AT


def alike(a: Demand, b: Demand) -> bool:
    return a.digest == b.digest and a.about == b.about and a.kind == b.kind


def test_a_demand_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.demand.npz"
    hourly = demo_demand(at=AT)
    plain = replace(hourly, hourly=None)
    empty = replace(
        plain, cells=(), lons=np.empty(0), lats=np.empty(0), weights=np.empty(0), kind="people"
    )
    for demand in (hourly, plain, empty):
        save_demand(demand, path)
        loaded = load_demand(path)
        assert loaded is not None
        assert alike(loaded, demand)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_no_file_is_no_demand(tmp_path: Path) -> None:
    assert load_demand(tmp_path / "none.npz") is None


def test_a_damaged_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.demand.npz"
    save_demand(demo_demand(at=AT), path)
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    for content in (b"", b"PK", whole[:-100], whole[:1000], bytes(flipped), b"\x93NUMPY" + whole):
        path.write_bytes(content)
        with pytest.raises(InvalidInput, match="damaged") as caught:
            load_demand(path)
        assert caught.value.problems[0].value == path.name


def test_a_save_that_breaks_off_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.demand.npz"
    demand = demo_demand(at=AT)
    save_demand(demand, path)

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez_compressed", fail)
    with pytest.raises(OSError, match="disk full"):
        save_demand(replace(demand, hourly=None), path)
    loaded = load_demand(path)
    assert loaded is not None
    assert alike(loaded, demand)


@pytest.mark.parametrize(
    ("store", "path"),
    [
        ("sqlite:////data/city.v2.db", "/data/city.v2.demand.npz"),
        ("sqlite:///var/yizhan.db", "var/yizhan.demand.npz"),
        ("postgresql+psycopg://me@host/name", "var/yizhan.demand.npz"),
    ],
)
def test_where_it_is_kept(store: str, path: str) -> None:
    assert demand_path(store) == Path(path)
