"""What is near, over HTTP: the contract of the answer, its order, its datum, its language."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from pyproj import Geod

from locator.datum import from_wgs84, to_wgs84
from locator.vocabulary import Datum
from tests.web.conftest import LAT, LON, NOON

HERE = {"lon": LON, "lat": LAT, "at": NOON}
RESULT_KEYS = {
    "id", "kind", "name", "address", "lon", "lat", "datum", "accuracy", "distance_m", "travel_m",
    "travel_min", "by_street", "bearing_deg", "open", "closes_before_arrival", "access", "welcome",
    "tier", "amenities", "services", "phone", "troubled", "verified_on", "links",
}  # fmt: skip


def nearest(client: FlaskClient, **asked: Any) -> dict[str, Any]:
    response = client.get("/api/v1/nearest", query_string=HERE | asked)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.get_json()
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    return [result["id"] for result in answer["results"]]


def test_the_answer_has_the_shape_of_the_contract(client: FlaskClient) -> None:
    answer = nearest(client, lang="en")
    assert set(answer) == {"revision", "generated_at", "travel", "results", "remote"}
    assert answer["travel"]["mode"] == "walk"
    assert answer["travel"]["source"] == "straight_line"
    first = answer["results"][0]
    assert set(first) == RESULT_KEYS
    assert first["id"] == "s1"
    assert first["open"]["status"] == "open"
    assert first["open"]["until"] == "2026-11-18T22:00:00+08:00"
    assert first["open"]["opens"] is None
    assert "22:00" in first["open"]["text"]
    assert (first["access"], first["welcome"], first["tier"]) == ("scan", "anyone", "station")
    assert first["amenities"] == ["microwave", "water"]
    (legal,) = first["services"]
    assert legal["code"] == "legal"
    assert legal["open"]["status"] == "closed"
    assert legal["open"]["opens"] == "2026-11-19T14:00:00+08:00"
    assert first["verified_on"] == "2026-10-01"
    assert set(first["links"]) == {"amap", "baidu", "tencent", "apple", "geo"}


def test_distance_and_bearing_are_those_of_the_ellipsoid(client: FlaskClient) -> None:
    geod = Geod(ellps="WGS84")
    for result in nearest(client)["results"]:
        bearing, _, metres = geod.inv(LON, LAT, result["lon"], result["lat"])
        assert result["distance_m"] == pytest.approx(metres, abs=0.002)
        assert result["bearing_deg"] == round(bearing) % 360


def test_any_is_by_distance_alone_and_shows_no_candidate(client: FlaskClient) -> None:
    assert ids(nearest(client, k=50)) == ["s1", "s2", "s3", "s4", "s5", "s8"]


def test_a_candidate_is_shown_where_it_is_named(client: FlaskClient) -> None:
    assert ids(nearest(client, kind="candidate")) == ["s6"]
    assert ids(nearest(client, kind="candidate,venue")) == ["s6", "s5"]


def test_now_and_an_instant_give_open_ones_only(client: FlaskClient) -> None:
    assert ids(nearest(client, open="now")) == ["s1", "s3", "s5"]
    evening = nearest(client, open="2026-11-18T19:00:00+08:00")
    assert ids(evening) == ["s1", "s3", "s4", "s5"]
    assert ids(nearest(client, open="2026-11-18T23:00+08:00")) == ["s3", "s5"]


def test_grouped_is_open_then_unknown_then_closed_k_of_each(client: FlaskClient) -> None:
    assert ids(nearest(client, open="grouped")) == ["s1", "s3", "s5", "s2", "s4", "s8"]
    assert ids(nearest(client, open="grouped", k=1)) == ["s1", "s2", "s4"]


def test_filters_are_exact(client: FlaskClient) -> None:
    assert ids(nearest(client, amenity="water")) == ["s1", "s3"]
    assert ids(nearest(client, amenity="water,microwave")) == ["s1"]
    assert ids(nearest(client, service="legal")) == ["s1"]
    assert ids(nearest(client, service="legal", open="now")) == []
    assert ids(nearest(client, service="legal", open="2026-11-19T15:00")) == ["s1"]
    assert ids(nearest(client, tier="station")) == ["s1"]
    assert ids(nearest(client, welcome="anyone")) == ["s1"]
    assert ids(nearest(client, access="scan")) == ["s1"]
    assert ids(nearest(client, kind="venue")) == ["s5"]


def test_limits_of_distance_and_time(client: FlaskClient) -> None:
    metres = [result["distance_m"] for result in nearest(client, k=50)["results"]]
    assert len(nearest(client, k=50, max_m=metres[2] + 1)["results"]) == 3
    minutes = [result["travel_min"] for result in nearest(client, k=50)["results"]]
    assert len(nearest(client, k=50, max_min=minutes[1] + 0.1)["results"]) == 2


def test_a_coarse_position_is_ranked_only_where_asked_for(client: FlaskClient) -> None:
    coarse = nearest(client, coarse="true", k=1)["results"][0]
    assert (coarse["id"], coarse["accuracy"]) == ("s9", "district")


def test_a_hotline_is_offered_where_nothing_near_is_open(client: FlaskClient) -> None:
    assert nearest(client, open="now")["remote"] == []
    far = nearest(client, lon=LON + 5, open="now")
    (hotline,) = far["remote"]
    assert (hotline["id"], hotline["phone"], hotline["kind"]) == ("s10", "00000", "remote")
    assert hotline["open"]["status"] == "open"


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_a_datum_goes_in_and_comes_out(client: FlaskClient, datum: Datum) -> None:
    lon, lat = from_wgs84(LON, LAT, datum)
    plain = nearest(client)
    shifted = nearest(client, lon=lon, lat=lat, datum=datum.value)
    assert ids(shifted) == ids(plain)
    for ours, theirs in zip(shifted["results"], plain["results"], strict=True):
        assert ours["datum"] == datum.value
        assert ours["distance_m"] == pytest.approx(theirs["distance_m"], abs=0.01)
        back = to_wgs84(ours["lon"], ours["lat"], datum)
        assert back == pytest.approx((theirs["lon"], theirs["lat"]), abs=1e-7)


def test_post_answers_the_same(client: FlaskClient) -> None:
    got = nearest(client, k=3, open="grouped", amenity="water", datum="gcj02")
    body = HERE | {"k": 3, "open": "grouped", "amenity": "water", "datum": "gcj02"}
    posted = client.post("/api/v1/nearest", json=body).get_json()
    for answer in (got, posted):
        del answer["generated_at"]
    assert posted == got


def test_sentences_are_in_the_language_asked_for(client: FlaskClient) -> None:
    chinese = nearest(client)["results"][0]["open"]["text"]
    assert chinese == nearest(client, lang="zh-CN")["results"][0]["open"]["text"]
    english = nearest(client, lang="en")["results"][0]["open"]["text"]
    assert chinese != english
    assert english.isascii()
    accepted = client.get(
        "/api/v1/nearest", query_string=HERE, headers={"Accept-Language": "en-GB,zh;q=0.5"}
    )
    assert accepted.get_json()["results"][0]["open"]["text"] == english
    assert accepted.headers["Content-Language"] == "en"
    posted = client.post("/api/v1/nearest", json=HERE | {"lang": "en"})
    assert posted.get_json()["results"][0]["open"]["text"] == english


def test_an_answer_about_a_place_is_kept_by_nobody(client: FlaskClient) -> None:
    response = client.get("/api/v1/nearest", query_string=HERE)
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
