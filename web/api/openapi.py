"""The API's documentation, OpenAPI 3.1, made from what the code itself reads and answers."""

from functools import lru_cache
from typing import Any, Final

import msgspec

from locator.words import Lang, Words
from web.api.operation import Operation
from web.api.parameters import Parameter, Schema
from web.errors import PROBLEM_TYPE, ProblemDetails

PATH: Final = "/api/v1/openapi.json"
REFERENCE: Final = "#/components/schemas/{name}"
TITLE: Final = Words("驿站:附近哪里开着门", "Yizhan: what is open near here")
VERSION: Final = "1.0.0"
ANSWERED: Final = Words("答复", "the answer")
UNCHANGED: Final = Words("与客户端已有的相同", "the same as the client holds")
FAILED: Final = Words("出错,逐项说明", "what is wrong, field by field")


@lru_cache(maxsize=4)
def document(operations: tuple[Operation, ...], lang: Lang) -> dict[str, Any]:
    """Return the OpenAPI document of the operations, described in a language."""
    structs: list[type[msgspec.Struct]] = [each.answer for each in operations]
    _, components = msgspec.json.schema_components(
        [*structs, ProblemDetails], ref_template=REFERENCE
    )
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        item = paths.setdefault(operation.path, {})
        if "GET" in operation.methods:
            item["get"] = described(operation, lang)
        if "POST" in operation.methods:
            item["post"] = posted(operation, lang)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE.say(lang), "version": VERSION},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": components},
    }


def described(operation: Operation, lang: Lang) -> dict[str, Any]:
    """Return the documentation of an operation by GET."""
    return {
        "operationId": operation.name,
        "summary": operation.summary.say(lang),
        "parameters": [
            {
                "name": parameter.name,
                "in": place_of(parameter, operation),
                "required": parameter.required,
                "description": meaning(parameter, lang),
                "schema": parameter.schema,
            }
            for parameter in operation.parameters.values()
        ],
        "responses": responses(operation, lang),
    }


def posted(operation: Operation, lang: Lang) -> dict[str, Any]:
    """Return the documentation of an operation by POST with a JSON body."""
    known = operation.parameters.values()
    schema: Schema = {
        "type": "object",
        "properties": {
            each.name: each.schema | {"description": meaning(each, lang)} for each in known
        },
        "required": [each.name for each in known if each.required],
        "additionalProperties": False,
    }
    return {
        "operationId": f"{operation.name}_posted",
        "summary": operation.summary.say(lang),
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": responses(operation, lang),
    }


def place_of(parameter: Parameter[Any], operation: Operation) -> str:
    """Return where a parameter stands in a request by GET."""
    return "path" if f"{{{parameter.name}}}" in operation.path else "query"


def meaning(parameter: Parameter[Any], lang: Lang) -> str:
    """Return what a parameter does and what it accepts."""
    between = Words("。可取:", "; allowed: ")
    return parameter.meaning.say(lang) + between.say(lang) + parameter.allowed.say(lang)


def responses(operation: Operation, lang: Lang) -> dict[str, Any]:
    """Return what may come back."""
    answers: dict[str, Any] = {
        "201" if operation.creates else "200": {
            "description": ANSWERED.say(lang),
            "content": {"application/json": {"schema": schema_of(operation.answer)}},
        },
        "default": {
            "description": FAILED.say(lang),
            "content": {PROBLEM_TYPE: {"schema": schema_of(ProblemDetails)}},
        },
    }
    if operation.cached:
        answers["304"] = {"description": UNCHANGED.say(lang)}
    return answers


def schema_of(struct: type[msgspec.Struct]) -> Schema:
    """Return a reference to the schema of a struct."""
    return {"$ref": REFERENCE.format(name=struct.__name__)}
