"""The page of one site, where the QR code on its door leads."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, current_app, make_response, render_template
from msgspec import structs

from locator.errors import NotFound
from locator.hours import CHINA, open_sentence, service_state
from locator.model import Site
from locator.snapshot import Snapshot
from locator.unions import Union
from locator.vocabulary import ACCESSES, AMENITIES, KINDS, SERVICES, WELCOMES, Status
from locator.words import Words, same
from web.api.serialising import door_state, links_to
from web.pages.cards import APPS, NOT_SAID, Fact, checked
from web.state import State

site_page = Blueprint("site_page", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What the page says of a site, ready in both languages.

    Parameters
    ----------
    links : tuple of (Words, str)
        Navigation apps and the links that hand over to them.
    unions : tuple of Union
        Those responsible for its place, the most local first.
    """

    name: str
    kind: Words
    host: str
    status: Status
    sentence: Words
    facts: tuple[Fact, ...]
    amenities: tuple[Words, ...]
    phone: str
    links: tuple[tuple[Words, str], ...]
    checked: Words
    unions: tuple[Union, ...]


@site_page.get("/s/<path:site_id>")
def site(site_id: str) -> Response:
    """Show one site."""
    state: State = current_app.extensions["yizhan"]
    snapshot = state.snapshot()
    found = snapshot.site(site_id)
    if found is None:
        raise NotFound(Words("没有这个编号的站点。", "No site has this id."))
    view = view_of(found, snapshot, at=datetime.now(CHINA))
    response = make_response(render_template("site.html", view=view))
    response.headers["Cache-Control"] = "no-store"  # it says what is open now
    return response


def view_of(site: Site, snapshot: Snapshot, *, at: datetime) -> SiteView:
    """Return what the page says of a site at an instant."""
    state = door_state(site, at, snapshot.calendar)
    door = site.entrance or site.position
    links = links_to(door.lon, door.lat, site.name, site.address, "walk") if door else None
    return SiteView(
        name=site.name,
        kind=KINDS[site.kind],
        host=site.host,
        status=state.status,
        sentence=open_sentence(state, at=at, verified_on=site.verified_on),
        facts=facts_of(site, snapshot, at=at),
        amenities=tuple(AMENITIES[code] for code in site.amenities or ()),
        phone=site.phone,
        links=tuple((APPS[app], link) for app, link in structs.asdict(links).items())
        if links
        else (),
        checked=checked(site),
        unions=snapshot.jurisdictions.chain(lon=door.lon, lat=door.lat) if door else (),
    )


def ways_in(site: Site) -> Words:
    """Return every way in with its hours, where it has some of its own."""
    ways = [
        (ACCESSES[each.access], f" ({each.during})" if each.during else "")
        for each in site.access or ()
    ]
    if not ways:
        return NOT_SAID
    return Words(
        "、".join(way.zh + during for way, during in ways),
        ", ".join(way.en + during for way, during in ways),
    )


def facts_of(site: Site, snapshot: Snapshot, *, at: datetime) -> tuple[Fact, ...]:
    """Return the lines of the page: hours, ways in, services, address, code."""
    facts = [
        Fact(Words("时间", "Hours"), same(site.hours.text) if site.hours.text else NOT_SAID),
        Fact(Words("怎么进", "Way in"), ways_in(site)),
        Fact(Words("谁能进", "Welcome"), WELCOMES[site.welcome]),
    ]
    for offer in site.services or ():
        state = service_state(site, offer.code, at, snapshot.calendar)
        if state is not None:
            sentence = open_sentence(state, at=at, verified_on=None)
            facts.append(Fact(SERVICES[offer.code], sentence))
    if site.address:
        facts.append(Fact(Words("地址", "Address"), same(site.address)))
    if site.code:
        facts.append(Fact(Words("编号", "Code"), same(site.code)))
    return tuple(facts)
