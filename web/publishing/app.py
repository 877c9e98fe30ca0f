"""The application as it is rendered into files: the same pages, with links from file to file."""

from typing import Any, NamedTuple

import msgspec
from flask import Blueprint, Response, current_app, request

from locator.model import Site
from locator.snapshot import Snapshot
from locator.unions import area_name
from locator.vocabulary import Kind
from locator.words import Words
from web.data.parts import by_district
from web.embed.options import EmbedOptions
from web.language import asked_language
from web.pages.routes import state
from web.publishing import embedding, pasting
from web.publishing.headers import headers_file
from web.publishing.places import link, place_of, start_of
from web.settings import language_named
from web.site.routes import page
from web.state import Dump, State

publishing = Blueprint("publishing", __name__)

ELSEWHERE = Words("其他", "Elsewhere")


class Contact(NamedTuple):
    """Whom riders can tell what is wrong, where no server takes reports in."""

    phone: str


class Part(NamedTuple):
    """A part of town and what is there."""

    name: Words
    sites: list[Site]


def link_to(endpoint: str, values: dict[str, Any]) -> str:
    """Return the link from the page that is being rendered to another.

    Raises
    ------
    NotPublished
        It leads to what is not in the folder.
    """
    here = asked_language(request)
    target = place_of(endpoint, values, language_named(values.get("lang", "")) or here)
    if values.get("_external"):
        address: str = current_app.config["PUBLIC_URL"]
        return address and f"{address}/{target}"
    return link(target, origin=start_of(request.endpoint or "", request.view_args or {}, here))


@publishing.get("/all")
def all_sites() -> Response:
    """List all sites, for phones without scripts."""
    return page("published/all.html", parts=parts_of(state().snapshot()), dumps=dumps_of(state()))


@publishing.get("/embedded")
def framed() -> Response:
    """Show a list, a map or both in a frame on a page of others."""
    return embedding.framed(state())


@publishing.get("/data/unions.json")
def unions() -> Response:
    """Say what each union's area is called, and where its middle is."""
    told = msgspec.json.encode(embedding.unions(state().snapshot()))
    return Response(told, mimetype="application/json")


@publishing.get("/card.png")
def card() -> Response:
    """Send the picture of the whole area."""
    return pasting.card(state(), EmbedOptions())


@publishing.get("/card/<union_id>.png")
def card_of(union_id: str) -> Response:
    """Send the picture of a union's area."""
    return pasting.card(state(), EmbedOptions(jurisdiction=union_id))


@publishing.get("/oembed.json")
def unfolded() -> Response:
    """Say what stands for the rider's page on pages that unfold addresses."""
    return pasting.unfolded(state())


@publishing.get("/_headers")
def headers() -> Response:
    """Say what the host is to send along."""
    config = current_app.config
    text = headers_file(config["PUBLIC_URL"], config["EMBED_ORIGINS"])
    return Response(text, mimetype="text/plain")


def parts_of(snapshot: Snapshot) -> list[Part]:
    """Return the sites that riders may go to by district, and last those that are in none."""
    shown = {site.id: site for site in snapshot.sites if site.kind is not Kind.CANDIDATE}
    names = {union.id: area_name(union.name) for union in snapshot.jurisdictions.unions}
    parts = []
    for union_id, sites in by_district(snapshot).items():
        here = [found for site in sites if (found := shown.pop(site.id, None))]
        name = names.get(union_id)
        parts.append(Part(Words(name, name) if name else ELSEWHERE, here))
    rest = Part(ELSEWHERE, list(shown.values()))
    return [part for part in (*parts, rest) if part.sites]


def dumps_of(served: State) -> tuple[Dump, ...]:
    """Return the files of all sites that have been made."""
    made = served.dumps and served.dumps.manifest
    return made.files if made else ()


def contact_of(snapshot: Snapshot) -> Contact:
    """Return whom to call: the union of the whole city, where its number is known."""
    unions = snapshot.jurisdictions.unions
    above_all = (union.phone for union in unions if union.phone and not union.parent_id)
    return Contact(next(above_all, ""))
