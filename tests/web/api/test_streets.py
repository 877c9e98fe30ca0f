"""By street over HTTP: what is near, and the way there."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema_rs import validator_for
from pyproj import Geod

from locator.datum import from_wgs84
from locator.nearest import Mode, NearestQuery, Openness
from locator.vocabulary import Datum
from tests.web.conftest import LAT, LON, NOON
from web.state import State

HERE = {"lon": LON, "lat": LAT, "at": NOON}
ROUTE = "/api/v1/route"
ON, OFF = "s2", "s4"  # made-up sites on the street network and off it


def nearest(client: FlaskClient, **asked: Any) -> dict[str, Any]:
    response = client.post("/api/v1/nearest", json=HERE | asked)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.get_json()
    return answer


def routed(client: FlaskClient, **asked: Any) -> dict[str, Any]:
    response = client.post(ROUTE, json={"lon": LON, "lat": LAT, "to": ON} | asked)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.get_json()
    return answer


@pytest.mark.parametrize("mode", ["walk", "ebike"])
@pytest.mark.parametrize("openness", ["any", "grouped"])
def test_the_answer_is_the_snapshots(
    street_client: FlaskClient, street_state: State, mode: Mode, openness: Openness
) -> None:
    answer = nearest(street_client, mode=mode, open=openness)
    assert answer["travel"] == {
        "mode": mode,
        "source": "streets",
        "detour": {"walk": 1.3, "ebike": 1.4}[mode],
    }
    query = NearestQuery(lon=LON, lat=LAT, at=datetime.fromisoformat(NOON))
    found = street_state.snapshot().nearest(replace(query, mode=mode, openness=openness)).found
    told = [(r["id"], r["travel_m"], r["travel_min"], r["by_street"]) for r in answer["results"]]
    assert told == [
        (f.site.id, round(f.travel_m, 1), round(f.travel_min, 1), f.by_street) for f in found
    ]
    assert {each[3] for each in told} == {True, False}


def test_no_detour_where_every_way_goes_by_street(street_client: FlaskClient) -> None:
    answer = nearest(street_client, k=2)
    assert answer["travel"] == {"mode": "walk", "source": "streets", "detour": None}
    assert all(result["by_street"] for result in answer["results"])
    assert all(result["travel_m"] > result["distance_m"] - 0.1 for result in answer["results"])


def test_off_the_network_and_with_straight_it_is_the_line(street_client: FlaskClient) -> None:
    far = nearest(street_client, lon=LON + 0.2)
    assert far["travel"] == {"mode": "walk", "source": "straight_line", "detour": 1.3}
    straight = nearest(street_client, mode="straight")
    assert straight["travel"] == {"mode": "straight", "source": "straight_line", "detour": 1.0}
    assert not any(result["by_street"] for result in far["results"] + straight["results"])


def test_minutes_limit_by_street(street_client: FlaskClient) -> None:
    minutes = [result["travel_min"] for result in nearest(street_client, k=50)["results"]]
    assert minutes[1] > minutes[0]
    (one,) = nearest(street_client, k=50, max_min=(minutes[0] + minutes[1]) / 2)["results"]
    assert one["travel_min"] == minutes[0]


@pytest.mark.parametrize("mode", ["walk", "ebike"])
def test_the_way_is_as_long_as_the_answer_said(street_client: FlaskClient, mode: str) -> None:
    way = routed(street_client, mode=mode)
    result = next(r for r in nearest(street_client, mode=mode)["results"] if r["id"] == ON)
    assert (way["travel_m"], way["travel_min"]) == (result["travel_m"], result["travel_min"])
    assert way["mode"] == mode
    line = way["geometry"]["coordinates"]
    assert way["geometry"]["type"] == "LineString"
    assert line[0] == [LON, LAT]
    assert line[-1] == [result["lon"], result["lat"]]
    lons, lats = zip(*line, strict=True)
    metres = Geod(ellps="WGS84").line_length(lons, lats)
    assert metres == pytest.approx(way["travel_m"], abs=0.2)
    assert sum(step["travel_m"] for step in way["steps"]) <= way["travel_m"]


def test_a_way_goes_in_and_comes_out_in_the_datum_asked_for(street_client: FlaskClient) -> None:
    lon, lat = from_wgs84(LON, LAT, Datum.GCJ02)
    plain, shifted = routed(street_client), routed(street_client, lon=lon, lat=lat, datum="gcj02")
    assert shifted["datum"] == "gcj02"
    assert shifted["travel_min"] == plain["travel_min"]
    lines = (each["geometry"]["coordinates"] for each in (shifted, plain))
    for ours, (x, y) in zip(*lines, strict=True):
        assert ours == pytest.approx(from_wgs84(x, y, Datum.GCJ02), abs=2e-7)


def test_the_way_is_as_documented(street_client: FlaskClient) -> None:
    document = street_client.get("/api/v1/openapi.json").get_json()
    schema = {"$ref": "#/components/schemas/RouteAnswer", "components": document["components"]}
    validator_for(schema).validate(routed(street_client))


def test_at_the_door_the_way_is_a_line_all_the_same(
    street_client: FlaskClient, street_state: State
) -> None:
    site = street_state.snapshot().site(ON)
    assert site is not None
    assert site.position is not None
    way = routed(street_client, lon=site.position.lon, lat=site.position.lat)
    assert len(way["geometry"]["coordinates"]) >= 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"lon": LON + 0.2}, "这个位置不在路网上。"),
        ({"to": OFF}, "这个站点不在路网上。"),
        ({"to": "s10"}, "这个站点不在路网上。"),
        ({"to": "s7"}, "没有这个编号的站点。"),
        ({"to": "nobody"}, "没有这个编号的站点。"),
    ],
)
def test_where_there_is_no_way_the_reason_is_said(
    street_client: FlaskClient, asked: dict[str, Any], said: str
) -> None:
    response = street_client.post(ROUTE, json={"lon": LON, "lat": LAT, "to": ON} | asked)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert response.get_json()["detail"] == said


def test_without_streets_there_is_no_way(client: FlaskClient) -> None:
    response = client.post(ROUTE, json={"lon": LON, "lat": LAT, "to": ON, "lang": "en"})
    assert response.status_code == 404
    assert "No street network is loaded" in response.get_json()["detail"]


def test_a_way_is_asked_for_by_post_alone_and_not_straight(street_client: FlaskClient) -> None:
    assert street_client.get(ROUTE, query_string={"lon": LON, "lat": LAT}).status_code == 405
    response = street_client.post(
        ROUTE, json={"lon": LON, "lat": LAT, "to": ON, "mode": "straight"}
    )
    assert response.status_code == 400
    assert response.get_json()["errors"][0]["allowed"] == "walk | ebike"
