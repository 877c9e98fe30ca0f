"""Addresses of the features."""

from bisect import bisect_right
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, urlencode

import msgspec
from flask import Blueprint, Request, Response, current_app, render_template, request
from flask.globals import request_ctx
from werkzeug.exceptions import ServiceUnavailable

from locator.errors import InvalidInput, NotFound
from locator.features import Feature, extent
from locator.hours import CHINA
from locator.words import Words, same
from web.api.nearest import NEAREST
from web.api.operation import Asked
from web.api.routes import read_request
from web.caching import kept
from web.language import asked_language
from web.ogc.asking import Wanted, check_known, read_wanted, refused
from web.ogc.collections import COLLECTIONS, Collection, features_of
from web.ogc.documents import (
    GEOJSON,
    HTML,
    JSON,
    OPENAPI,
    TITLE,
    both_forms,
    conformance,
    described,
    landing,
    link,
    listed,
)
from web.ogc.near import near_features
from web.ogc.openapi import document
from web.plan.areas import AreaDesk
from web.plan.grounds import covered_cells
from web.plan.running import Run
from web.state import State

ogc = Blueprint("ogc", __name__, url_prefix="/ogc")

FORMS: Final = {"json": False, "html": True}
PATIENCE_S: Final = 5.0
AGAIN_S: Final = 10
NO_COLLECTION: Final = Words("没有这个数据集。", "There is no such collection.")
NEAR: Final = Words("最近的站点", "Nearest sites")
NO_FEATURE: Final = Words("没有这个要素。", "There is no such feature.")


def state() -> State:
    """Return what this application serves."""
    found: State = current_app.extensions["yizhan"]
    return found


def root() -> str:
    """Return the address of the service as others reach it."""
    said: str = current_app.config["PUBLIC_URL"]
    return (said or request.url_root.rstrip("/")) + "/ogc"


def wants_html() -> bool:
    """Tell whether a page for people is asked for."""
    form = request.args.get("f")
    if form is not None:
        if form not in FORMS:
            raise InvalidInput(refused("f", form, same(" | ".join(FORMS))))
        return FORMS[form]
    return request.accept_mimetypes.best_match([JSON, GEOJSON, HTML], JSON) == HTML


def given() -> dict[str, list[str]]:
    """Return what the query holds, by name."""
    return dict(request.args.lists())


def send(body: dict[str, Any], media: str, kind: str, **shown: Any) -> Response:  # noqa: ANN401 -- for the template
    """Send a document that may be kept, in the form asked for."""
    response = formed(body, media, kind, **shown)
    asked: Collection | None = shown.get("asked")
    dated = asked is None or asked.make is not None  # what is worked out hangs on demand, too
    return kept(response, changed_at=state().since if dated else None)


def formed(body: dict[str, Any], media: str, kind: str, **shown: Any) -> Response:  # noqa: ANN401 -- for the template
    """Return a document in the form asked for."""
    if wants_html():
        response = Response(render_template("ogc.html", body=body, kind=kind, root=root(), **shown))
    else:
        response = Response(msgspec.json.encode(body), content_type=media)
    response.headers["Content-Language"] = asked_language(request)
    response.vary.update(("Accept", "Accept-Language"))
    return response


@ogc.get("")
@ogc.get("/")
def start() -> Response:
    """Show what the service is."""
    check_known(given())
    lang = asked_language(request)
    return send(landing(root(), lang, html=wants_html()), JSON, "landing", title=TITLE.say(lang))


@ogc.get("/conformance")
def conforms() -> Response:
    """Show what the service conforms to."""
    check_known(given())
    return send(conformance(), JSON, "conformance", title=TITLE.say(asked_language(request)))


@ogc.get("/api")
def api() -> Response:
    """Show the definition of the service."""
    check_known(given())
    lang = asked_language(request)
    return send(document(root(), lang), OPENAPI, "api", title=TITLE.say(lang))


@ogc.get("/collections")
def collections() -> Response:
    """Show all collections."""
    check_known(given())
    lang = asked_language(request)
    told = [tell(each) for each in COLLECTIONS.values()]
    return send(
        listed(root(), lang, told, html=wants_html()), JSON, "collections", title=TITLE.say(lang)
    )


@ogc.get("/collections/<collection_id>")
def collection(collection_id: str) -> Response:
    """Show one collection."""
    check_known(given())
    found = collection_of(collection_id)
    return send(tell(found), JSON, "collection", title=found.title.say(asked_language(request)))


@ogc.get("/collections/<collection_id>/items")
def items(collection_id: str) -> Response:
    """Show features of a collection, some at a time."""
    found = collection_of(collection_id)
    wanted = read_wanted({n: t for n, t in given().items() if n != "f"}, found)
    body = page(found, wanted)
    return send(body, GEOJSON, "items", title=found.title.say(asked_language(request)), asked=found)


@ogc.get("/collections/<collection_id>/items/<path:feature_id>")
def item(collection_id: str, feature_id: str) -> Response:
    """Show one feature."""
    check_known(given())
    found, lang = collection_of(collection_id), asked_language(request)
    feature = next((each for each in served(found) if each.id == feature_id), None)
    if feature is None:
        raise NotFound(NO_FEATURE)
    above = f"{root()}/collections/{found.id}"
    here = f"{above}/items/{quote(feature.id, safe='')}"
    links = [
        *both_forms(here, lang, html=wants_html(), media=GEOJSON),
        link(above, "collection", JSON, lang),
    ]
    body = told(feature) | {"links": links}
    name = feature.properties.get("name") or f"{found.title.say(lang)} {feature.id}"
    return send(body, GEOJSON, "item", title=name, asked=found)


@ogc.route("/collections/sites/nearest", methods=["GET", "POST"])
def nearest() -> Response:
    """Answer the sites nearest to a place, as features; about one rider, so nobody keeps it."""
    asking: Request = request_ctx.request
    now, serving, lang = datetime.now(CHINA), state(), asked_language(request)
    snapshot = serving.snapshot()
    answer: Any = NEAREST.run(
        Asked(
            given=read_request(asking, NEAREST, {}, apart=("f",)),
            snapshot=snapshot,
            lang=lang,
            now=now,
            troubled=frozenset(serving.troubled()),
        )
    )
    body = near_features(answer, snapshot)
    response = formed(body, GEOJSON, "nearest", title=NEAR.say(lang), asked=COLLECTIONS["sites"])
    response.headers["Cache-Control"] = "no-store"
    return response


def collection_of(collection_id: str) -> Collection:
    """Return a collection. NotFound: there is none of that id."""
    found = COLLECTIONS.get(collection_id)
    if found is None:
        raise NotFound(NO_COLLECTION)
    return found


def tell(found: Collection) -> dict[str, Any]:
    """Return what there is to know of a collection; of one that takes long to make no extent."""
    box = extent(features_of(found, state().snapshot()))
    licence = current_app.config["LICENCE"]
    return described(found, root(), asked_language(request), box=box, licence=licence)


def served(found: Collection) -> tuple[Feature, ...]:
    """Return the features of a collection by id.

    Raises
    ------
    ServiceUnavailable
        They are being worked out.
    """
    if found.make is not None:
        return features_of(found, state().snapshot())
    try:
        run = worked_out(found.id)
    except NotFound:  # nothing is loaded that they could be worked out from, as they say
        return ()
    if not run.is_done(PATIENCE_S):
        raise ServiceUnavailable(retry_after=AGAIN_S)
    return run.result()


def worked_out(collection_id: str) -> Run[tuple[Feature, ...]]:
    """Return the run that makes features in the background."""
    extensions = current_app.extensions
    if collection_id == "service_areas":
        areas: AreaDesk = extensions["yizhan.areas"]
        return areas.features()
    return covered_cells(extensions["yizhan.plans"])


def page(found: Collection, wanted: Wanted) -> dict[str, Any]:
    """Return a page of features, with a link to the next one that asks for the same.

    Pages go on after an id, not after a number: sites that come or go meanwhile neither shift
    others out of sight nor show them twice.
    """
    lang, html = asked_language(request), wants_html()
    matching = [feature for feature in served(found) if wanted.takes(feature)]
    start = bisect_right(matching, wanted.after, key=lambda each: each.id) if wanted.after else 0
    shown = matching[start : start + wanted.limit]
    above = f"{root()}/collections/{found.id}"
    kept_on = [(name, text) for name, text in request.args.items() if name not in ("f", "after")]
    here = urlencode([*kept_on, ("after", wanted.after)] if wanted.after else kept_on)
    links = both_forms(f"{above}/items?{here}".rstrip("?"), lang, html=html, media=GEOJSON)
    if start + len(shown) < len(matching):
        form = "html" if html else "json"
        query = urlencode([*kept_on, ("f", form), ("after", shown[-1].id)])
        links.append(link(f"{above}/items?{query}", "next", HTML if html else GEOJSON, lang))
    links.append(link(above, "collection", JSON, lang))
    return {
        "type": "FeatureCollection",
        "numberMatched": len(matching),
        "numberReturned": len(shown),
        "links": links,
        "features": [told(feature) for feature in shown],
    }


def told(feature: Feature) -> dict[str, Any]:
    """Return a feature as GeoJSON."""
    return {
        "type": "Feature",
        "id": feature.id,
        "geometry": feature.geometry(),
        "properties": dict(feature.properties),
    }
