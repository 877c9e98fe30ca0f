"""What staff see first: how much is verified, and what is not."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import jsonify, request
from werkzeug.wrappers import Response

from locator.freshness import FRESH_FOR, Share, fresh_share, is_fresh
from locator.hours import CHINA, regular_hours
from locator.model import Site
from locator.vocabulary import Accuracy, Kind, Status
from web.desk.blueprint import desk, state
from web.desk.care import by_district, district_of, sites_in_care
from web.desk.guard import desk_route, visitor
from web.desk.page import desk_page
from web.desk.reports.cases import open_cases

MOST_SHOWN: Final = 200  # sites on one page


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many sites lack something that riders need."""

    hours: int
    amenities: int
    position: int
    coarse: int


@desk_route(desk, "")
def home() -> Response:
    """Show the first figures."""
    now = datetime.now(CHINA)
    sites, cases = sites_in_care(), open_cases(now)
    return desk_page(
        "home.html",
        days=FRESH_FOR.days,
        verified=fresh_share(sites, now.date()),
        open_now=fresh_share(open_ones(sites, now), now.date()),
        districts=shares(sites, now.date()),
        lacking=lacking(sites),
        reports=len(cases),
        overdue=sum(case.overdue for case in cases),
    )


def open_ones(sites: list[Site], now: datetime) -> list[Site]:
    """Return the sites that riders are told are open."""
    snapshot = state().snapshot()
    return [site for site in sites if snapshot.state(site, now).status is Status.OPEN]


def shares(sites: list[Site], today: date) -> list[tuple[str, Share]]:
    """Return how many sites of each district are fresh, the stalest district first."""
    found = [(name, fresh_share(group, today)) for name, group in by_district(sites)]
    return sorted(found, key=lambda pair: (pair[1].part / pair[1].whole, pair[0]))


def lacking(sites: list[Site]) -> Lacking:
    """Count what riders cannot be told."""
    placed = [site for site in sites if site.kind is not Kind.REMOTE]
    positions = [site.position for site in placed]
    return Lacking(
        hours=sum(regular_hours(site.hours).osm is None for site in sites),
        amenities=sum(site.amenities is None for site in placed),
        position=sum(position is None for position in positions),
        coarse=sum(p is not None and p.accuracy is not Accuracy.EXACT for p in positions),
    )


@desk_route(desk, "/stale")
def stale() -> Response:
    """List the sites to verify, those never verified first, then the longest ago."""
    today, district = datetime.now(CHINA).date(), request.args.get("district", "")
    sites = [site for site in sites_in_care() if not is_fresh(site, today)]
    if district:
        sites = [site for site in sites if district_of(site) == district]
    sites.sort(key=lambda site: (site.verified_on or date.min, site.id))
    return desk_page(
        "stale.html",
        district=district,
        days=FRESH_FOR.days,
        groups=by_district(sites[:MOST_SHOWN]),
        count=len(sites),
        most=MOST_SHOWN,
    )


@desk_route(desk, "/me", role=None)
def me() -> Response:
    """Tell a script of ours whether staff look at the page, and as what."""
    who = visitor().member
    return jsonify(signed_in=who is not None, role=who.role if who else None)
