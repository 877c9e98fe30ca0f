"""Geocoders of an operator's own key, against a stand-in for the services."""

import json
import threading
from typing import Any

import pytest

from geodata.services.asking import ServiceError
from geodata.services.geocoding import (
    AmapGeocoder,
    Geocoder,
    Place,
    TiandituGeocoder,
    locate_by,
    locating,
)
from locator.errors import InvalidInput
from locator.vocabulary import Accuracy, Datum
from tests.geodata.services.service import Service

KEY = "operators-own-key"


def amap(level: str, location: str = "121.400000,37.500000") -> dict[str, Any]:
    found = [{"formatted_address": "x", "location": location, "level": level}]
    return {"status": "1", "info": "OK", "infocode": "10000", "count": "1", "geocodes": found}


def tianditu(level: str) -> dict[str, Any]:
    found = {"score": 90, "level": level, "lon": "121.4", "lat": "37.5", "keyWord": "x"}
    return {"msg": "ok", "location": found, "searchVersion": "6.4", "status": "0"}


LEVELS = [
    ("门牌号", Accuracy.EXACT),
    ("兴趣点", Accuracy.EXACT),
    ("门址", Accuracy.EXACT),
    ("道路", Accuracy.STREET),
    ("乡镇", Accuracy.STREET),
    ("从未见过的级别", Accuracy.STREET),
    ("区县", Accuracy.DISTRICT),
    ("市", None),
    ("省", None),
    ("未知", None),
]


@pytest.mark.parametrize(("level", "accuracy"), LEVELS)
def test_both_services_tell_how_much_they_found(
    service: Service, level: str, accuracy: Accuracy | None
) -> None:
    for geocoder, answer, datum in (
        (AmapGeocoder(KEY, service.url), amap(level), Datum.GCJ02),
        (TiandituGeocoder(KEY, service.url), tianditu(level), Datum.WGS84),
    ):
        service.answer = json.dumps(answer).encode()
        expected = Place(121.4, 37.5, datum, accuracy) if accuracy else None
        assert geocoder.locate("示例市迎春路1号", "示例市") == expected


def test_amap_is_asked_with_key_address_and_city(service: Service) -> None:
    service.answer = json.dumps(amap("门牌号")).encode()
    AmapGeocoder(KEY, service.url).locate("迎春路1号&x=1", "示例市")
    assert service.asked == [
        (
            "/v3/geocode/geo",
            {"key": [KEY], "address": ["迎春路1号&x=1"], "city": ["示例市"], "output": ["JSON"]},
        )
    ]


@pytest.mark.parametrize("address", ["迎春路1号", "示例市迎春路1号"])
def test_tianditu_is_asked_with_the_city_once(service: Service, address: str) -> None:
    service.answer = json.dumps(tianditu("门址")).encode()
    TiandituGeocoder(KEY, service.url).locate(address, "示例市")
    (path, query), *_ = service.asked
    assert path == "/geocoder"
    assert json.loads(query["ds"][0]) == {"keyWord": "示例市迎春路1号"}
    assert query["tk"] == [KEY]


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (AmapGeocoder, {"status": "1", "info": "OK", "count": "0", "geocodes": []}),
        (AmapGeocoder, amap("门牌号", location="[]")),
        (TiandituGeocoder, {"msg": "no result", "status": "101"}),
    ],
)
def test_what_is_not_found_is_none(
    service: Service, kind: type[AmapGeocoder] | type[TiandituGeocoder], answer: dict[str, Any]
) -> None:
    service.answer = json.dumps(answer).encode()
    assert kind(KEY, service.url).locate("无此地", "") is None


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (
            AmapGeocoder,
            b'{"status": "0", "info": "INVALID_USER_KEY", "infocode": "10001"}',
            "INVALID_USER_KEY",
        ),
        (TiandituGeocoder, '{"msg": "权限类型错误", "status": "404"}'.encode(), "权限类型错误"),
        (AmapGeocoder, b"<html>", "no usable answer"),
        (TiandituGeocoder, b"[1, 2]", "not a JSON object"),
        (AmapGeocoder, b"\xff\xfe", "no usable answer"),
    ],
)
def test_a_refusal_says_why_and_hides_the_key(
    service: Service,
    kind: type[AmapGeocoder] | type[TiandituGeocoder],
    answer: bytes,
    words: str,
) -> None:
    service.answer = answer
    with pytest.raises(ServiceError, match=words) as caught:
        kind(KEY, service.url).locate("迎春路1号", "")
    assert KEY not in str(caught.value)


def test_an_error_status_is_an_error(service: Service) -> None:
    service.status = 403
    with pytest.raises(ServiceError, match="403") as caught:
        AmapGeocoder(KEY, service.url).locate("迎春路1号", "")
    assert KEY not in str(caught.value)


def test_a_silent_service_is_not_waited_for(service: Service) -> None:
    service.wait = threading.Event()
    try:
        with pytest.raises(ServiceError, match="timed out"):
            AmapGeocoder(KEY, service.url, timeout_s=0.2).locate("迎春路1号", "")
    finally:
        service.wait.set()


def test_a_service_that_is_not_there_is_an_error(service: Service) -> None:
    gone = service.url
    service.shutdown()
    service.server_close()
    with pytest.raises(ServiceError, match="no usable answer"):
        TiandituGeocoder(KEY, gone, timeout_s=2).locate("迎春路1号", "")


def test_only_web_addresses_are_asked() -> None:
    with pytest.raises(ServiceError, match="https"):
        AmapGeocoder(KEY, "file:///etc").locate("迎春路1号", "")


def test_an_answer_becomes_a_position(service: Service) -> None:
    service.answer = json.dumps(amap("道路")).encode()
    found = locating(AmapGeocoder(KEY, service.url))("迎春路1号", "示例市")
    assert found
    assert (found.given_lon, found.given_lat, found.datum) == (121.4, 37.5, "gcj02")
    assert found.accuracy is Accuracy.STREET
    service.answer = json.dumps(amap("市")).encode()
    assert locating(AmapGeocoder(KEY, service.url))("示例市", "") is None


def test_whoever_asks_at_the_desk_is_told_of_a_failure(service: Service) -> None:
    service.status = 500
    with pytest.raises(InvalidInput, match=r"the geocoder failed: .*500") as caught:
        locating(AmapGeocoder(KEY, service.url))("迎春路1号", "")
    assert KEY not in str(caught.value)


def test_nobody_is_asked_unless_named() -> None:
    assert locate_by("none", "") is None
    assert locate_by("amap", KEY)
    assert locate_by("tianditu", KEY)


def test_the_examples_are_geocoders() -> None:
    geocoders: list[Geocoder] = [AmapGeocoder(KEY), TiandituGeocoder(KEY)]
    assert KEY not in repr(geocoders)
