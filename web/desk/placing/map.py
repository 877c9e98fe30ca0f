"""What the map with the pin is told: where the pin stands, what lies under it, what is near."""

from typing import Any, Final

from flask import current_app

from locator.model import Site
from locator.unions import Jurisdictions
from locator.vocabulary import Accuracy
from web.desk.blueprint import state
from web.desk.placing.proposal import Proposal, around, union_of_record
from web.pages.tiles import map_facts

ZOOMS: Final = {Accuracy.EXACT: 17, Accuracy.STREET: 15, Accuracy.DISTRICT: 13}
AROUND: Final = 60  # sites drawn


def map_of(site: Site, proposal: Proposal | None) -> dict[str, Any] | None:
    """Return the map's facts; None where nothing tells which part of the world to show."""
    place = proposal.position if proposal else site.position
    lon_lat = (place.lon, place.lat) if place else middle(site, state().snapshot().jurisdictions)
    if lon_lat is None:
        return None
    lon, lat = lon_lat
    streets = bool(state().backdrop())
    return map_facts(current_app.config["TILES"], streets=streets) | {
        "pin": {"lon": lon, "lat": lat},
        "zoom": ZOOMS[place.accuracy if place else Accuracy.DISTRICT],
        "sites": [
            {"lon": door.lon, "lat": door.lat, "name": found.site.name}
            for found in around(lon, lat, AROUND)
            if found.site.id != site.id
            and (door := found.site.entrance or found.site.position) is not None
        ],
    }


def middle(site: Site, unions: Jurisdictions) -> tuple[float, float] | None:
    """Return where to look for a site: in the middle of the area it belongs to."""
    named = union_of_record(site, unions)
    chain = unions.chain_of(named) if named else unions.chain_of_site(site)
    return next((centre for union in chain if (centre := unions.centre(union))), None)
