"""The work list of sites without a position of their own, and giving one its place."""

from dataclasses import replace
from typing import Final

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput, NotFound
from locator.model import Position, Site
from locator.unions import Role
from locator.vocabulary import ACCURACIES, DATUMS, Accuracy, Kind
from locator.words import Words
from web.desk.blueprint import POLICY, desk, state
from web.desk.care import by_district, is_ours, site_to_edit, sites_in_care
from web.desk.changing import change_sites
from web.desk.guard import desk_route
from web.desk.looking import was_looked_at
from web.desk.page import desk_page
from web.desk.placing.geocoding import ask_geocoder, geocoder, whole_address
from web.desk.placing.map import map_of
from web.desk.placing.proposal import Proposal, proposed
from web.desk.placing.reading import read_place

MOST_SHOWN: Final = 200  # sites on one page


@desk_route(desk, "/placing")
def placing() -> Response:
    """List the sites that have no position, then those placed in the middle of their area."""
    sites = [site for site in sites_in_care() if site.kind is not Kind.REMOTE and lacks(site)]
    sites.sort(key=lambda site: (site.position is not None, site.id))
    placed = state().snapshot().site(request.args.get("placed", ""))
    return desk_page(
        "placing.html",
        groups=by_district(sites[:MOST_SHOWN]),
        count=len(sites),
        most=MOST_SHOWN,
        accuracies=ACCURACIES,
        is_ours=is_ours,
        placed=placed if placed and not lacks(placed) else None,
    )


def lacks(site: Site) -> bool:
    """Tell whether riders cannot be led to the door of a site."""
    return site.position is None or site.position.accuracy is not Accuracy.EXACT


@desk_route(desk, "/placing/<path:site_id>", role=Role.EDITOR)
def place(site_id: str) -> Response:
    """Show where a site is said to be, and ask for its place."""
    return place_page(placeable(site_id))


@desk_route(desk, "/placing/<path:site_id>", methods=("POST",), role=Role.EDITOR)
def put_place(site_id: str) -> Response:
    """Show where a site would be; keep that once it has been looked at."""
    site, form = placeable(site_id), request.form
    typed = form.to_dict()
    try:
        if form.get("step") == "find":
            found = ask_geocoder(form.get("address", ""))
            typed |= as_typed(found)
            proposal = proposed(site, found, ())
        else:
            proposal = proposed(site, *read_place(form))
    except InvalidInput as error:
        return place_page(site, typed=typed, error=error)
    if not was_looked_at(proposal.mark):
        return place_page(site, typed=typed, proposal=proposal)
    change_sites([replace(site, position=proposal.position, entrance=None)])
    return redirect(url_for("desk.placing", placed=site.id), code=303)


def placeable(site_id: str) -> Site:
    """Return a site that has a place and that whoever asks may change."""
    site = site_to_edit(site_id)
    if site.kind is Kind.REMOTE:
        raise NotFound(Words("热线没有位置。", "A hotline has no position."))
    return site


def as_typed(found: Position) -> dict[str, str]:
    """Return the fields by which somebody would have given a position."""
    return {
        "place": f"{found.given_lon},{found.given_lat}",
        "datum": found.datum,
        "accuracy": found.accuracy,
    }


def place_page(
    site: Site,
    *,
    typed: dict[str, str] | None = None,
    proposal: Proposal | None = None,
    error: InvalidInput | None = None,
) -> Response:
    """Return the page on which a site is placed."""
    page = desk_page(
        "place.html",
        error=error,
        site=site,
        typed=typed or {},
        proposal=proposal,
        address=whole_address(site),
        geocoder=geocoder() is not None,
        map_facts=map_of(site, proposal),
        datums=DATUMS,
        accuracies=ACCURACIES,
    )
    tiles = current_app.config["TILES"]
    if tiles:
        page.headers["Content-Security-Policy"] = f"{POLICY}; img-src 'self' data:{tiles.origin}"
    return page
