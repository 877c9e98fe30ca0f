"""The definition of the service, OpenAPI 3.0, made from what it reads."""

from typing import Any, Final

from locator.words import Lang, Words, same
from web.api.nearest import NEAREST
from web.api.openapi import described as described_operation
from web.ogc.asking import A_BOX, A_LIMIT, A_TIME, CRS84, EPSG4326, MOST, USUAL
from web.ogc.collections import COLLECTIONS, Collection
from web.ogc.documents import GEOJSON, HTML, JSON, MEANING, TITLE
from web.ogc.properties import ALLOWED

PROBLEM: Final = "application/problem+json"
VERSION: Final = "1.0.0"
AN_ID: Final = Words("要素的编号", "id of the feature")
NEXT: Final = Words("接在哪个编号之后,取自 next 链接", "the id to go on after, from the next link")
FOUND: Final = Words(
    "离某处最近的站点(本服务的扩展),参数同 /api/v1/nearest;请用 POST,坐标便不进日志",
    "Sites nearest to a place (an extension of this service), with the parameters of "
    "/api/v1/nearest; POST them as JSON and coordinates stay out of every log",
)


def parameter(name: str, meaning: Words, schema: dict[str, Any], lang: Lang) -> dict[str, Any]:
    """Return a parameter of a query."""
    told = {"name": name, "in": "query", "required": False, "description": meaning.say(lang)}
    listed = {"style": "form", "explode": False}
    return told | {"schema": schema} | (listed if schema["type"] == "array" else {})


def numbers() -> dict[str, Any]:
    """Return the schema of a box."""
    return {
        "type": "array",
        "items": {"type": "number"},
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
    }


def parameters(collection: Collection, lang: Lang) -> list[dict[str, Any]]:
    """Return what a query of features may ask."""
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    axes = {"type": "string", "format": "uri", "enum": [CRS84, EPSG4326], "default": CRS84}
    own = [
        parameter("limit", A_LIMIT, limit, lang),
        parameter("bbox", A_BOX, numbers(), lang),
        parameter("bbox-crs", same("CRS84 | EPSG:4326"), axes, lang),
        parameter("datetime", A_TIME, {"type": "string"}, lang),
        parameter("after", NEXT, {"type": "string"}, lang),
    ]
    return own + [
        parameter(
            each.name,
            Words(
                f"{each.title.zh}:{ALLOWED[each.kind].zh}",
                f"{each.title.en}: {ALLOWED[each.kind].en}",
            ),
            each.schema(),
            lang,
        )
        for each in collection.properties
    ]


def answers(media: str, lang: Lang) -> dict[str, Any]:
    """Return what may come back."""
    ok = Words("答复", "the answer").say(lang)
    wrong = Words("出错,逐项说明", "what is wrong, field by field").say(lang)
    schema = {"schema": {"type": "object"}}
    page = {"schema": {"type": "string"}}
    failed = {"description": wrong, "content": {PROBLEM: schema}}
    return {
        "200": {"description": ok, "content": {media: schema, HTML: page}},
        "400": failed,
        "404": failed,
    }


def get(
    name: str, summary: Words, media: str, lang: Lang, *asked: dict[str, Any]
) -> dict[str, Any]:
    """Return an operation by GET."""
    langs = {"type": "string", "enum": ["zh-CN", "en"]}
    common = [
        form(lang),
        parameter("lang", Words("语言", "language"), langs, lang),
    ]
    return {
        "get": {
            "operationId": name,
            "summary": summary.say(lang),
            "parameters": [*asked, *common],
            "responses": answers(media, lang),
        }
    }


def form(lang: Lang) -> dict[str, Any]:
    """Return the parameter that says in which form the answer comes."""
    forms = {"type": "string", "enum": ["json", "html"]}
    return parameter("f", Words("答复的格式", "form of the answer"), forms, lang)


def document(root: str, lang: Lang) -> dict[str, Any]:
    """Return the definition, described in a language."""
    feature = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "description": AN_ID.say(lang),
        "schema": {"type": "string"},
    }
    paths = {
        "/": get("landing", TITLE, JSON, lang),
        "/conformance": get("conformance", Words("符合的标准", "conformance"), JSON, lang),
        "/collections": get("collections", Words("数据集", "collections"), JSON, lang),
        "/collections/sites/nearest": nearest(lang),
    }
    for each in COLLECTIONS.values():
        here = f"/collections/{each.id}"
        paths[here] = get(f"describe_{each.id}", each.title, JSON, lang)
        asked = parameters(each, lang)
        paths[f"{here}/items"] = get(f"items_{each.id}", each.description, GEOJSON, lang, *asked)
        paths[f"{here}/items/{{featureId}}"] = get(
            f"item_{each.id}", each.title, GEOJSON, lang, feature
        )
    return {
        "openapi": "3.0.3",
        "info": {"title": TITLE.say(lang), "description": MEANING.say(lang), "version": VERSION},
        "servers": [{"url": root}],
        "paths": paths,
    }


def nearest(lang: Lang) -> dict[str, Any]:
    """Return the operation that answers what is nearest."""
    asked = described_operation(NEAREST, lang)["parameters"]
    told = {"operationId": "nearest_sites", "summary": FOUND.say(lang)}
    return {
        "get": {**told, "parameters": [*asked, form(lang)], "responses": answers(GEOJSON, lang)}
    }
