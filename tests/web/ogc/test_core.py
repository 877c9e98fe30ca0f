"""The abstract tests of OGC API – Features, Part 1 (annex A), asked of every collection."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import SITES, UNIONS
from tests.web.made_up import hostile_city
from web.app import create_app
from web.ogc.collections import COLLECTIONS
from web.settings import Settings

PAGES = ("/ogc", "/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections")
GEOJSON = "application/geo+json"
ACTIVE = sorted(site.id for site in SITES if site.active)


def get(client: FlaskClient, path: str, **headers: str) -> dict[str, Any]:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, (path, answer.text)
    body: dict[str, Any] = json.loads(answer.data)
    return body


def ids(client: FlaskClient, query: str = "", collection: str = "sites") -> list[str]:
    """Return the ids of a query, page by page along the next links."""
    found: list[str] = []
    path = f"/ogc/collections/{collection}/items{query}"
    matched = None
    while True:
        body = get(client, path)
        assert body["numberReturned"] == len(body["features"])
        assert matched in (None, body["numberMatched"])
        matched = body["numberMatched"]
        found += [feature["id"] for feature in body["features"]]
        following = [link["href"] for link in body["links"] if link["rel"] == "next"]
        if not following:
            assert matched == len(found)
            return found
        parts = urlsplit(following[0])
        path = f"{parts.path}?{parts.query}"


def every_link(value: object) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if "href" in value:
            yield value
        for each in value.values():
            yield from every_link(each)
    elif isinstance(value, list):
        for each in value:
            yield from every_link(each)


def test_the_landing_page_links_to_all_that_there_is(client: FlaskClient) -> None:
    links = {link["rel"]: link for link in get(client, "/ogc")["links"]}
    assert {"self", "service-desc", "service-doc", "conformance", "data"} <= set(links)
    assert links["service-desc"]["type"] == "application/vnd.oai.openapi+json;version=3.0"


def test_it_says_what_it_conforms_to(client: FlaskClient) -> None:
    classes = get(client, "/ogc/conformance")["conformsTo"]
    prefix = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
    assert {f"{prefix}{name}" for name in ("core", "oas30", "geojson", "html")} == set(classes)


def test_every_link_answers_with_the_type_that_it_says(client: FlaskClient) -> None:
    paths = [*PAGES, "/ogc/collections/sites/items?limit=2", "/ogc/collections/sites/items/s1"]
    links = [link for path in paths for link in every_link(get(client, path))]
    assert len(links) > 20
    for link in links:
        parts = urlsplit(link["href"])
        answer = client.get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 200, link
        assert answer.content_type.startswith(link["type"]), link


def test_the_definition_is_openapi_3_0_and_names_every_path(client: FlaskClient) -> None:
    document = get(client, "/ogc/api")
    assert document["openapi"].startswith("3.0.")
    for name, collection in COLLECTIONS.items():
        asked = document["paths"][f"/collections/{name}/items"]["get"]["parameters"]
        wanted = {each.name for each in collection.properties}
        assert {"limit", "bbox", "datetime", *wanted} <= {each["name"] for each in asked}
    names = [item["get"]["operationId"] for item in document["paths"].values()]
    assert len(names) == len(set(names))


def test_collections_are_described_alone_as_in_the_list(client: FlaskClient) -> None:
    listed = get(client, "/ogc/collections")["collections"]
    assert {each["id"] for each in listed} == set(COLLECTIONS)
    for each in listed:
        assert get(client, f"/ogc/collections/{each['id']}") == each
        assert any(link["rel"] == "items" for link in each["links"])
    extent = next(each for each in listed if each["id"] == "sites")["extent"]["spatial"]
    assert extent["bbox"] == [[121.4, 37.5, pytest.approx(121.407), 37.5]]


def test_every_collection_holds_what_the_store_does(client: FlaskClient) -> None:
    assert ids(client) == ACTIVE
    assert ids(client, "?limit=1") == ACTIVE
    for kind in ("station", "venue"):
        wanted = [site.id for site in SITES if site.active and site.kind == kind]
        assert ids(client, "?limit=2", f"{kind}s") == sorted(wanted)
    assert ids(client, "", "jurisdictions") == sorted(union.id for union in UNIONS)
    assert ids(client, "", "service_areas") == ids(client, "", "coverage_cells") == []


def test_more_than_a_page_holds_is_clamped_and_nothing_is_lost(client: FlaskClient) -> None:
    body = get(client, "/ogc/collections/sites/items?limit=100000")
    assert body["numberReturned"] == body["numberMatched"] == len(ACTIVE)


@pytest.mark.parametrize(
    ("box", "wanted"),
    [
        ("121.4005,37,121.4025,38", {"s6", "s1", "s2", "s10"}),  # a hotline is nowhere
        ("121.4005,37,0,121.4025,38,100", {"s6", "s1", "s2", "s10"}),
        ("37,121.4005,38,121.4025&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326",
         {"s6", "s1", "s2", "s10"}),
        ("170,30,121.4001,40", {"s9", "s10"}),  # across the antimeridian
        ("0,0,1,1", {"s10"}),
    ],
)  # fmt: skip
def test_a_box_takes_what_it_meets(client: FlaskClient, box: str, wanted: set[str]) -> None:
    assert set(ids(client, f"?bbox={box}&limit=2")) == wanted


def test_a_box_takes_areas_that_it_meets(client: FlaskClient) -> None:
    assert ids(client, "?bbox=121.49,37.59,122,38", "jurisdictions") == ["u0", "u1"]
    assert ids(client, "?bbox=122,37,123,38", "jurisdictions") == []


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("2026-10-01", True),
        ("2026-10-01T08:00:00Z", True),
        ("2026-09-01/2026-10-01", True),
        ("2026-10-02/..", False),
        ("../2026-09-30", False),
        ("/2026-10-01", True),
    ],
)
def test_a_time_takes_what_was_verified_then(
    client: FlaskClient, when: str, *, holds: bool
) -> None:
    assert SITES[0].verified_on == date(2026, 10, 1)
    found = ids(client, f"?datetime={when}")
    assert ("s1" in found) is holds
    assert "s2" in found  # never verified: of no time


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("kind=venue", ["s5"]),
        ("amenities=microwave,water", ["s1"]),
        ("amenities=water&kind=station", ["s1", "s3"]),
        ("workdays=1", []),
        ("operation=under_repair", ["s8"]),
        ("access=scan", ["s1"]),
    ],
)
def test_properties_filter(client: FlaskClient, query: str, wanted: list[str]) -> None:
    assert ids(client, f"?{query}&limit=1") == wanted


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=x", "limit=1_0", "bbox=1_2,1,13,2",
        "bbox=1,2,3", "bbox=1,2,x,4", "bbox=1,nan,3,4", "bbox=1,5,3,4",
        "datetime=yesterday", "datetime=../..", "datetime=2026-10-02/2026-10-01",
        "bbox-crs=EPSG:3857&bbox=1,2,3,4", "bogus=1", "kind=station&kind=venue", "workdays=maybe",
        "f=xml",
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/ogc/collections/sites/items?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["errors"]


def test_what_is_not_there_is_404_and_what_is_not_known_400(client: FlaskClient) -> None:
    for path in ("/ogc/collections/none", "/ogc/collections/sites/items/none", "/ogc/none"):
        assert client.get(path).status_code == 404, path
    for path in (*PAGES, "/ogc/collections/sites", "/ogc/collections/sites/items/s1"):
        assert client.get(f"{path}?bogus=1").status_code == 400, path


def test_a_feature_is_the_same_alone_as_in_the_list(client: FlaskClient) -> None:
    for feature in get(client, "/ogc/collections/sites/items")["features"]:
        alone = get(client, f"/ogc/collections/sites/items/{feature['id']}")
        assert {name: alone[name] for name in feature} == feature
        assert set(feature["properties"]) == {p.name for p in COLLECTIONS["sites"].properties}
    answer = client.get("/ogc/collections/sites/items/s1")
    assert answer.content_type == GEOJSON
    assert "某某" not in answer.text


def test_pages_are_for_people_in_both_languages(client: FlaskClient) -> None:
    for path in (*PAGES, "/ogc/collections/sites/items", "/ogc/collections/sites/items/s1"):
        for lang in ("zh-CN", "en"):
            page = client.get(f"{path}?lang={lang}", headers={"Accept": "text/html"})
            assert page.mimetype == "text/html"
            assert f'<html lang="{lang}"' in page.text
            assert page.headers["Content-Language"] == lang


def test_a_hostile_name_is_text_on_the_pages() -> None:
    client = create_app(Settings(), hostile_city()).test_client()
    page = client.get("/ogc/collections/sites/items?f=html").text
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page


def test_the_licence_stands_in_every_collection(state: Any) -> None:
    settings = Settings(
        licence="CC-BY-4.0", licence_url="https://example.org/by", attribution="某市"
    )
    client = create_app(settings, state).test_client()
    for each in get(client, "/ogc/collections")["collections"]:
        assert (each["license"], each["attribution"]) == ("CC-BY-4.0", "某市")
        assert any(link["rel"] == "license" for link in each["links"])


def test_nearest_answers_features_and_is_kept_by_nobody(client: FlaskClient) -> None:
    asked = {"lon": 121.4, "lat": 37.5, "k": 2}
    by_api = client.post("/api/v1/nearest", json=asked).get_json()["results"]
    answer = client.post("/ogc/collections/sites/nearest", json=asked)
    found = answer.get_json()["features"]
    assert [each["id"] for each in found] == [each["id"] for each in by_api]
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/ogc/collections/sites/nearest?lon=200&lat=0").status_code == 400


def test_nearest_takes_the_form_that_stands_everywhere(client: FlaskClient) -> None:
    asked = "/ogc/collections/sites/nearest?lon=121.4&lat=37.5&k=2"
    plain = get(client, asked)
    assert get(client, f"{asked}&f=json")["features"] == plain["features"]
    page = client.get(f"{asked}&f=html&lang=en")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    for feature in plain["features"]:
        assert feature["properties"]["name"] in page.text
    assert page.headers["Cache-Control"] == "no-store"
    wrong = client.get(f"{asked}&f=xml&lang=en").get_json()["errors"]
    assert [each["field"] for each in wrong] == ["f"]
    operation = get(client, "/ogc/api")["paths"]["/collections/sites/nearest"]["get"]
    assert "f" in {each["name"] for each in operation["parameters"]}


def test_a_geometry_is_where_clients_draw_it_whatever_the_datum_asked(client: FlaskClient) -> None:
    nearest = "/ogc/collections/sites/nearest?lon=121.4&lat=37.5&k=2"
    items = get(client, "/ogc/collections/sites/items?limit=1000")["features"]
    drawn = {each["id"]: each["geometry"] for each in items}
    for datum in ("wgs84", "gcj02", "bd09"):
        for each in get(client, f"{nearest}&datum={datum}")["features"]:
            assert each["geometry"]["coordinates"] == pytest.approx(
                drawn[each["id"]]["coordinates"], abs=1e-7
            )
            assert each["properties"]["datum"] == datum


def test_a_page_of_a_site_is_headed_by_its_name(client: FlaskClient) -> None:
    site = next(each for each in SITES if each.active)
    page = client.get(f"/ogc/collections/sites/items/{site.id}?f=html").text
    assert f"<h1>{site.name}</h1>" in page
