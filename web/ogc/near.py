"""The nearest sites as features: what the API answers, with a geometry that maps can draw."""

from typing import Any

import msgspec

from locator.snapshot import Snapshot
from web.api.answers import NearestAnswer
from web.api.serialising import DIGITS, door_of


def near_features(answer: NearestAnswer, snapshot: Snapshot) -> dict[str, Any]:
    """Return an answer as GeoJSON.

    The geometry is in WGS-84, as RFC 7946 has it, whatever datum the place was given in: clients
    draw it without asking. The properties hold the pair in the datum asked for, which they name.

    Parameters
    ----------
    answer : NearestAnswer
        Its sites are from the snapshot.
    snapshot : Snapshot
        What was asked.
    """
    features = [
        {
            "type": "Feature",
            "id": each["id"],
            "geometry": {"type": "Point", "coordinates": position(each["id"], snapshot)},
            "properties": {name: value for name, value in each.items() if name != "id"},
        }
        for each in msgspec.to_builtins(answer.results)
    ]
    return {"type": "FeatureCollection", "features": features, "numberReturned": len(features)}


def position(site_id: str, snapshot: Snapshot) -> list[float]:
    """Return where one goes in. KeyError: there is no such site."""
    site = snapshot.site(site_id)
    if site is None:
        raise KeyError(site_id)
    door = door_of(site)
    return [round(door.lon, DIGITS), round(door.lat, DIGITS)]
