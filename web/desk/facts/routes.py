"""The work list of what is not known of sites, and the editor of the facts of one site."""

from dataclasses import replace
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from locator.errors import InvalidInput
from locator.history import LABELS
from locator.hours import read_hours, regular_hours
from locator.model import ServiceOffer, Site
from locator.unions import Role
from locator.vocabulary import SERVICES, TIERS, WELCOMES, Kind, Welcome
from locator.words import Words
from web.desk.blueprint import desk, state
from web.desk.care import by_district, is_ours, site_to_edit, sites_in_care
from web.desk.facts.filling import GROUPS, TEXTS, TOLD, Form, form_of, kinds_for
from web.desk.facts.reading import LONGEST_HOURS, read_facts
from web.desk.guard import desk_route
from web.desk.hours.routes import strip_of
from web.desk.looking import look_then_keep, mark_of
from web.desk.page import desk_page
from web.desk.placing.proposal import elsewhere
from web.site.week import Day

MOST_SHOWN: Final = 200  # sites on one page


@desk_route(desk, "/facts")
def facts() -> Response:
    """List the sites of which something is not known that riders ask for."""
    lacking = [(site, unknown_of(site)) for site in sites_in_care()]
    sites = [site for site, unknown in lacking if unknown]
    return desk_page(
        "facts/list.html",
        groups=by_district(sites[:MOST_SHOWN]),
        count=len(sites),
        most=MOST_SHOWN,
        unknown_of=unknown_of,
        is_ours=is_ours,
        changed=state().snapshot().site(request.args.get("changed", "")),
    )


def unknown_of(site: Site) -> tuple[Words, ...]:
    """Return what riders ask for that nobody has said of a site."""
    lacking = ["phone"] if not site.phone else []
    if site.kind is not Kind.REMOTE:  # nobody goes there
        lacking += ["amenities"] if site.amenities is None else []
        lacking += ["access"] if site.access is None else []
        lacking += ["welcome"] if site.welcome is Welcome.UNKNOWN else []
    return tuple(LABELS[name] for name in lacking)


@desk_route(desk, "/facts/<path:site_id>", role=Role.EDITOR)
def site_facts(site_id: str) -> Response:
    """Show what a site says of itself, to be mended."""
    site = site_to_edit(site_id)
    return facts_page(site, form_of(site))


@desk_route(desk, "/facts/<path:site_id>", methods=("POST",), role=Role.EDITOR)
def put_facts(site_id: str) -> Response:
    """Show what would change; keep it once it has been looked at."""
    site = site_to_edit(site_id)
    return look_then_keep(
        site,
        read=lambda: read_facts(request.form, site),
        mark=mark_of,
        page=facts_page,
        then="desk.facts",
    )


def doubts_of(site: Site) -> list[Words]:
    """Return what looks wrong about a site: that its record names another area than its place."""
    unions, door = state().snapshot().jurisdictions, site.entrance or site.position
    if door is None:
        return []
    chain = unions.chain(lon=door.lon, lat=door.lat)
    coded = unions.by_adcode(site.adcode) if site.adcode else None
    named = unions.named_in(f"{site.district}{site.street}{site.address}")
    doubts = (elsewhere(each, chain, unions) for each in (coded, named))
    return list(dict.fromkeys(filter(None, doubts)))


def new_offers(site: Site, changed: Site) -> list[ServiceOffer]:
    """Return the services whose own hours would be others."""
    offers = (offer for offer in changed.services or () if offer not in (site.services or ()))
    return [offer for offer in offers if offer.hours is not None]


def offer_strip(site: Site, offer: ServiceOffer) -> tuple[Day, ...]:
    """Return the next seven days of a service; empty where its hours are not understood."""
    if offer.hours is None or regular_hours(offer.hours).osm is None:
        return ()
    return strip_of(replace(site, hours=offer.hours, access=None))


def label_of(field: str) -> Words:
    """Return what a field of the form is called."""
    return LABELS[field] if field in LABELS else SERVICES[field.removeprefix("service-")]


def facts_page(
    site: Site, form: Form, *, changed: Site | None = None, error: InvalidInput | None = None
) -> Response:
    """Return the editor, after a look with what would become of the site."""
    return desk_page(
        "facts/site.html",
        error=error,
        site=site,
        form=form,
        above=state().snapshot().site(site.parent_id),
        longest=TEXTS,
        longest_hours=LONGEST_HOURS,
        groups=GROUPS,
        told=TOLD,
        kinds=kinds_for(site),
        welcomes=WELCOMES,
        tiers=TIERS,
        label_of=label_of,
        changed=changed,
        changes=state().past.changed_by(changed) if changed else (),
        offers=new_offers(site, changed) if changed else (),
        strip=lambda offer: offer_strip(changed or site, offer),
        because=lambda offer: read_hours(offer.hours.text).unknown_because,
        doubts=doubts_of(changed) if changed else (),
        looked=mark_of(changed) if changed else "",
    )
