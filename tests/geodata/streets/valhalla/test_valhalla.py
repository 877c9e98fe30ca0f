"""Valhalla as the operator's choice, against a stand-in for its server."""

import logging
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypedDict

import numpy as np
import pytest

from geodata.streets.valhalla import (
    ValhallaRefusal,
    ValhallaStreets,
    ValhallaTrouble,
    open_engine,
    ready_streets,
)
from geodata.streets.valhalla.server import ServerEngine
from locator.errors import InvalidInput
from locator.geodesy import distance_m
from locator.streets import Placed, Streets
from tests.geodata.services.service import Answer, Service, running_service
from tests.locator.streets.city import City, Street, at

M_PER_MIN = 80.0


def straight(question: dict[str, Any]) -> dict[str, Any]:
    """Answer with the straight line, as Valhalla writes it; places snap to themselves."""
    (source,) = question["sources"]
    metres = [
        float(distance_m(lon1=source["lon"], lat1=source["lat"], lon2=to["lon"], lat2=to["lat"]))
        for to in question["targets"]
    ]
    cells = [{"time": m / M_PER_MIN * 60.0, "distance": m / 1000.0} for m in metres]
    return {**question, "sources_to_targets": [cells]}


@pytest.fixture
def service() -> Iterator[Service]:
    with running_service() as server:
        server.answer = straight
        yield server


@pytest.fixture
def own() -> Streets:
    """One street, 6 km long, with a bend that makes it longer than the straight line."""
    line = [at(0, 0), at(0, 240), at(3000, 240), at(6000, 240)]
    return Streets(City([Street(line[:2]), Street(line[1:3]), Street(line[2:])]).network())


def along(streets: Streets, count: int) -> Placed:
    lons, lats = np.array([at(east, 240) for east in np.linspace(0, 6000, count)]).T
    return streets.place(lons=lons, lats=lats)


class Start(TypedDict):
    lon: float
    lat: float


def start() -> Start:
    lon, lat = at(0, 100)
    return {"lon": lon, "lat": lat}


def test_the_order_is_by_its_minutes(service: Service, own: Streets) -> None:
    def backwards(question: dict[str, Any]) -> dict[str, Any]:
        answer = straight(question)
        for cell in answer["sources_to_targets"][0]:
            cell["time"] = 9000.0 - cell["time"]
        return answer

    service.answer = backwards
    streets = ValhallaStreets(own.network, ServerEngine(service.url))
    to = along(streets, 200)
    legs = streets.nearest(**start(), to=to, k=3)
    assert legs is not None
    assert [leg.position for leg in legs] == [199, 198, 197]
    assert len(service.asked) == 4  # no straight line was sure to be longer


def test_no_more_is_asked_than_the_answer_needs(service: Service, own: Streets) -> None:
    streets = ValhallaStreets(own.network, ServerEngine(service.url))
    to = along(streets, 200)
    legs = streets.nearest(**start(), to=to, k=2)
    assert legs is not None
    assert [leg.position for leg in legs] == [0, 1]
    assert legs[0].travel_m == pytest.approx(140.0, abs=0.5)
    assert legs[0].travel_min == pytest.approx(140.0 / M_PER_MIN, abs=0.01)
    ((path, question),) = service.asked
    assert path == "/sources_to_targets"
    assert len(question["targets"]) == 50
    assert (question["costing"], question["costing_options"]["pedestrian"]) == (
        "pedestrian",
        {"walking_speed": 4.8},
    )


def test_filters_and_limits_hold(service: Service, own: Streets) -> None:
    streets = ValhallaStreets(own.network, ServerEngine(service.url))
    to, passing = along(streets, 31), np.arange(31) % 10 == 5
    legs = streets.nearest(**start(), to=to, k=3, passing=passing)
    assert legs is not None
    assert [leg.position for leg in legs] == [5, 15, 25]
    near = streets.nearest(**start(), to=to, k=3, passing=passing, max_min=20.0)
    assert near is not None
    assert [leg.position for leg in near] == [5]


def test_what_it_knows_no_way_to_is_left_out(service: Service, own: Streets) -> None:
    def without(question: dict[str, Any]) -> dict[str, Any]:
        answer = straight(question)
        answer["sources_to_targets"][0][0] = {"time": None, "distance": None}
        answer["targets"][1] = {"lon": 0.0, "lat": 0.0}  # snapped far away
        return answer

    service.answer = without
    streets = ValhallaStreets(own.network, ServerEngine(service.url))
    legs = streets.nearest(**start(), to=along(streets, 31), k=2)
    assert legs is not None
    assert [leg.position for leg in legs] == [2, 3]


def off(question: dict[str, Any]) -> dict[str, Any]:
    return straight(question) | {"sources": [{"lon": 25.0, "lat": 60.01}]}  # 1 km away


def other(_: dict[str, Any]) -> dict[str, Any]:
    return {"sources_to_targets": {"durations": [[1]]}}


@pytest.mark.parametrize("answer", [off, other])
def test_our_own_search_answers_where_it_cannot(
    service: Service, own: Streets, answer: Answer
) -> None:
    service.answer = answer
    streets = ValhallaStreets(own.network, ServerEngine(service.url))
    to = along(own, 31)
    assert streets.nearest(**start(), to=to, k=3) == own.nearest(**start(), to=to, k=3)
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [(400, b'{"error_code": 171}'), (500, b"{}"), (200, b"<html>"), (502, b"Bad"), (200, b"[]")],
)
def test_errors_are_no_answers(service: Service, status: int, body: bytes) -> None:
    service.status, service.answer = status, body
    expected = ValhallaRefusal if status == 400 else ValhallaTrouble
    with pytest.raises(expected):
        open_engine(service.url).ask("status", {})


def test_a_server_that_is_down_is_left_alone_for_a_while(
    service: Service, own: Streets, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("geodata.streets.valhalla.streets.monotonic", lambda: now[0])
    service.status, service.answer = 503, b"{}"
    streets = ValhallaStreets(own.network, ServerEngine(service.url))
    to = along(own, 31)
    for _ in range(5):
        assert streets.nearest(**start(), to=to, k=3) == own.nearest(**start(), to=to, k=3)
    assert len(service.asked) == 1
    service.status, service.answer, now[0] = 200, straight, 31.0
    legs = streets.nearest(**start(), to=to, k=1)
    assert legs is not None
    assert len(service.asked) == 2


def test_a_refusal_concerns_one_question(service: Service, own: Streets) -> None:
    service.status, service.answer = 400, b'{"error_code": 171}'
    streets = ValhallaStreets(own.network, ServerEngine(service.url))
    for _ in range(3):
        assert streets.nearest(**start(), to=along(own, 5), k=1)
    assert len(service.asked) == 3


def test_off_our_streets_it_is_not_asked(service: Service, own: Streets) -> None:
    streets = ValhallaStreets(own.network, ServerEngine(service.url))
    lon, lat = at(-400, 0)
    assert streets.nearest(lon=lon, lat=lat, to=along(own, 5), k=1) is None
    assert service.asked == []


def test_a_server_that_hangs_or_is_not_there_is_trouble(service: Service) -> None:
    service.wait = threading.Event()
    with pytest.raises(ValhallaTrouble):
        ServerEngine(service.url, timeout_s=0.1).ask("status", {})
    with pytest.raises(ValhallaTrouble):
        ServerEngine("http://127.0.0.1:1").ask("status", {})


def test_a_server_may_stand_below_a_path(service: Service) -> None:
    service.answer = b"{}"
    open_engine(f"{service.url}/valhalla/").ask("status", {"a": 1})
    assert service.asked == [("/valhalla/status", {"a": 1})]


def test_without_the_setting_it_is_our_own_search() -> None:
    assert ready_streets("") is Streets


def test_tiles_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        open_engine(str(tmp_path / "tiles"))
    assert caught.value.problems[0].field == "valhalla"


def test_a_librarys_refusal_tells_the_log_nothing_of_the_place(
    own: Streets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Actor:
        def __init__(self, config: object) -> None: ...

        def matrix(self, question: object) -> None:
            raise RuntimeError(f"no street near {question}")

    library = SimpleNamespace(Actor=Actor, get_config=lambda **_: {})
    monkeypatch.setitem(sys.modules, "valhalla", library)
    streets, to = ValhallaStreets(own.network, open_engine(str(tmp_path))), along(own, 5)
    with caplog.at_level(logging.DEBUG):
        assert streets.nearest(**start(), to=to, k=1) == own.nearest(**start(), to=to, k=1)
    (line,) = caplog.records
    assert vars(line)["facts"] == {"because": "RuntimeError"}


INSTALLED = find_spec("valhalla") is not None


@pytest.mark.skipif(INSTALLED, reason="pyvalhalla is installed")
def test_a_library_that_is_not_installed_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is not installed"):
        open_engine(str(tmp_path))


@pytest.mark.skipif(not INSTALLED, reason="pyvalhalla is not installed: it needs Python 3.12")
def test_every_thread_has_an_actor_of_its_own(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: engine.ask("status", {}), range(64)))
    assert all("version" in answer for answer in answers)
    with pytest.raises(ValhallaRefusal):
        engine.ask("sources_to_targets", {"sources": []})
