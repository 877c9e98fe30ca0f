"""The documentation is made from the code and true: valid, complete, and kept to."""

import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from jsonschema_rs import meta
from schemathesis import GenerationMode

from locator.vocabulary import AMENITIES, KINDS
from web.api.routes import OPERATIONS

PATH = "/api/v1/openapi.json"
EXAMPLES = 25  # of each operation, by valid and by invalid requests


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(PATH).get_json()
    return found


def test_it_is_openapi_3_1_and_every_schema_is_one(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    for schema in document["components"]["schemas"].values():
        meta.validate(schema | {"$schema": "https://json-schema.org/draft/2020-12/schema"})


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    names = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert names
    assert names <= set(document["components"]["schemas"])


def test_every_route_of_the_api_is_documented(app: Flask, document: dict[str, Any]) -> None:
    served = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule): {"GET", "POST"} & (rule.methods or set())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/healthz")) and rule.rule != PATH
    }
    documented = {
        path: {method.upper() for method in item} for path, item in document["paths"].items()
    }
    assert documented == served


def test_documented_parameters_are_those_accepted(
    client: FlaskClient, document: dict[str, Any]
) -> None:
    for operation in (each for each in OPERATIONS if "GET" in each.methods):
        item = document["paths"][operation.path]
        documented = [parameter["name"] for parameter in item["get"]["parameters"]]
        path = operation.path.replace("{id}", "s1")
        refused = client.get(path, query_string={"no_such_parameter": "1", "lang": "en"})
        problem = next(
            each for each in refused.get_json()["errors"] if each["field"] == "no_such_parameter"
        )
        assert problem["allowed"].split(", ") == documented
        if "POST" in operation.methods:
            body = item["post"]["requestBody"]["content"]["application/json"]["schema"]
            assert list(body["properties"]) == documented


def test_codes_come_from_the_vocabulary(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["Kind"]["enum"] == sorted(KINDS)
    amenities = schemas["NearestSite"]["properties"]["amenities"]
    assert list(AMENITIES) in [each.get("items", {}).get("enum") for each in amenities["anyOf"]]


def test_it_is_written_in_both_languages(client: FlaskClient) -> None:
    chinese = client.get(PATH).get_json()
    english = client.get(PATH, query_string={"lang": "en"}).get_json()
    assert chinese["info"]["title"] != english["info"]["title"]
    assert english["paths"]["/api/v1/nearest"]["get"]["summary"].isascii()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_answer_leaves_the_documentation(app: Flask, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi(PATH, app)
    for found in schema.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]  # a broken schema fails here

        @settings(max_examples=EXAMPLES, deadline=None, database=None)
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers_as_documented(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(headers={"Accept-Encoding": "identity"})  # it unpacks none

        answers_as_documented()
