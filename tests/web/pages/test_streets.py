"""The list made on the server goes by street where the position typed is on the network."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

from geodata.demo import demo_city, write_demo_streets
from geodata.streets import FollowedStreets
from tests.web.made_up import WEDNESDAY, Memory
from tests.web.pages.asking import HERE, PLACE, expected, ids_of, ids_on
from web.app import create_app
from web.pages import routes
from web.settings import Settings
from web.state import State

FAR = re.compile(r'<p class="far"><strong>(.*?)</strong><span class="quiet">(.*?)</span>')
NEIGHBOUR = re.compile(r'<p class="quiet">(步行 \d+ 分钟 · .*?)</p>')


@pytest.fixture(scope="module")
def street_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    folder = tmp_path_factory.mktemp("streets")
    write_demo_streets(folder)
    city = demo_city()
    state = State(Memory(city.sites, city.unions), FollowedStreets(folder))
    yield state
    state.close()


@pytest.fixture
def street_demo(street_state: State, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(routes, "clock", lambda: WEDNESDAY)
    return create_app(Settings(), street_state).test_client()


@pytest.mark.parametrize(("mode", "going"), [("walk", "步行"), ("ebike", "骑行")])
def test_minutes_and_metres_are_those_by_street(
    street_demo: FlaskClient, street_state: State, mode: str, going: str
) -> None:
    page = unescape(street_demo.post("/", data={"place": HERE, "mode": mode}).text)
    answer = expected(street_state, *PLACE, mode="ebike" if mode == "ebike" else "walk")
    assert answer.source == "streets"
    assert ids_on(page) == ids_of(answer)
    told = FAR.findall(page)
    assert len(told) == len(answer.found) > 5
    for (minutes, metres), found in zip(told, answer.found, strict=True):
        assert found.by_street
        assert minutes == f"{going} {max(1, round(found.travel_min))} 分钟"
        assert metres == (
            f"{found.travel_m / 1000:.1f} 公里"
            if found.travel_m >= 995
            else f"{max(10, round(found.travel_m, -1)):.0f} 米"
        )
    assert "按街道上的时间排列" in page


def test_off_the_network_the_page_says_straight_line(
    street_demo: FlaskClient, street_state: State
) -> None:
    west, south, _, _ = street_state.snapshot().streets["walk"].network.about.bbox
    outside = west - 0.02, south  # nothing but fields, a few kilometres from town
    page = unescape(street_demo.post("/", data={"place": f"{outside[0]},{outside[1]}"}).text)
    answer = expected(street_state, *outside)
    assert answer.source == "straight_line"
    listed = ids_of(answer)
    assert [each for each in ids_on(page) if each in listed] == listed != []  # hotlines aside
    assert "不是街道时间" in page


def test_an_estimate_is_marked_as_the_line_it_is(demo: FlaskClient) -> None:
    told = FAR.findall(unescape(demo.post("/", data={"place": HERE}).text))
    assert told
    assert all(metres.startswith("直线 ") for _, metres in told)


def test_neighbours_of_a_site_are_by_street(
    demo: FlaskClient, street_demo: FlaskClient, street_state: State
) -> None:
    station = expected(street_state, *PLACE).found[0].site
    by_street = NEIGHBOUR.findall(unescape(street_demo.get(f"/s/{station.id}").text))
    by_line = NEIGHBOUR.findall(unescape(demo.get(f"/s/{station.id}").text))
    assert len(by_street) == len(by_line) == 3
    assert not any("直线" in each for each in by_street)
    assert all("直线" in each for each in by_line)
