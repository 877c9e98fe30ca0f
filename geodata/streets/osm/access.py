"""Who may use what, by the tags of OpenStreetMap.

https://wiki.openstreetmap.org/wiki/Key:access. A tag about one kind of traveller goes
before one about all. Places for guests or residents only (`destination`, `customers`) are
open: whoever goes there on foot or by e-bike has that reason. Who needs a private
person's leave is kept out. An e-bike is a bicycle in China's law, so that tags about motor
vehicles say nothing of it; where only people walk it is pushed.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from geodata.streets.collecting import SHUT, Lanes
from geodata.streets.raw import CLOSED
from locator.streets.network import StreetMode
from locator.streets.speeds import SPEEDS_KMH

Tags = Mapping[str, str]

OPEN: Final = frozenset(
    {
        *("yes", "designated", "permissive", "official", "public", "destination", "customers"),
        *("delivery", "use_sidepath", "dismount", "limited", "discouraged"),
    }
)
SHUT_VALUES: Final = frozenset(
    {
        *("no", "private", "agricultural", "forestry", "military", "emergency", "restricted"),
        *("permit", "residents", "employees", "staff", "service"),
    }
)
RIDDEN: Final = frozenset({"yes", "designated", "permissive", "official", "destination"})

FOOT_KEYS: Final = ("foot", "access")
BICYCLE_KEYS: Final = ("electric_bicycle", "bicycle", "vehicle", "access")

FOR_PEOPLE: Final = frozenset({"footway", "pedestrian", "platform"})
WITH_LEAVE: Final = FOR_PEOPLE | {"path", "bridleway", "corridor"}
SHARED: Final = "path"  # goes as fast as a path: a footway where cycling is allowed

FOR_BUSES: Final = "busway"  # nobody else's unless the tags say so

WALLS: Final = frozenset({"wall", "fence", "hedge", "retaining_wall", "city_wall", "debris"})
FOR_WALKERS: Final = frozenset(
    {"stile", "kissing_gate", "turnstile", "full-height_turnstile", "horse_stile"}
)

YES: Final = frozenset({"yes", "true", "1"})
AGAINST: Final = frozenset({"-1", "reverse"})
ROUND: Final = frozenset({"roundabout", "circular"})
CONTRAFLOW: Final = frozenset(
    {"opposite", "opposite_lane", "opposite_track", "opposite_share_busway"}
)
CYCLEWAYS: Final = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")


def lanes_of(tags: Tags) -> dict[StreetMode, Lanes]:
    """Return the class of a way for each mode and direction, closed where one may not go.

    Parameters
    ----------
    tags : Mapping
        Of a way.
    """
    road = road_class(tags)
    if not road or tags.get("motorroad") in YES:
        return {"walk": SHUT, "ebike": SHUT}
    return {"walk": _walk(road, tags), "ebike": _ebike(road, tags)}


def road_class(tags: Tags) -> str:
    """Return the row of the table of speeds that a way belongs to, or an empty text."""
    if tags.get("route") == "ferry":
        return "ferry"
    road = tags.get("highway", "").removesuffix("_link")
    return road if road in SPEEDS_KMH["walk"] else ""


def barred_modes(tags: Tags) -> frozenset[StreetMode]:
    """Return who cannot get through a node with a barrier.

    Gates and bollards stand in nobody's way unless their tags say so.
    """
    barrier = tags.get("barrier", "")
    shut = barrier in WALLS or tags.get("locked") in YES
    foot = _verdict(tags, FOOT_KEYS)
    bicycle = _verdict(tags, BICYCLE_KEYS)
    modes: dict[StreetMode, bool] = {
        "walk": shut if foot is None else not foot,
        "ebike": (shut or barrier in FOR_WALKERS) if bicycle is None else not bicycle,
    }
    return frozenset(mode for mode, is_barred in modes.items() if is_barred)


def _may(road: str, tags: Tags, keys: Iterable[str]) -> bool:
    verdict = _verdict(tags, keys)
    return road != FOR_BUSES if verdict is None else verdict


def _verdict(tags: Tags, keys: Iterable[str]) -> bool | None:
    """Return what the first key that says anything says; None where none does."""
    for key in keys:
        value = tags.get(key)
        if value in OPEN:
            return True
        if value in SHUT_VALUES:
            return False
    return None


def _walk(road: str, tags: Tags) -> Lanes:
    if not _may(road, tags, FOOT_KEYS):
        return SHUT
    direction = tags.get("oneway:foot") or tags.get("conveying", "")
    if direction in YES or direction == "forward":
        return Lanes(road, CLOSED)
    if direction in AGAINST or direction == "backward":
        return Lanes(CLOSED, road)
    return Lanes(road, road)


def _ebike(road: str, tags: Tags) -> Lanes:
    told = tags.get("electric_bicycle") or tags.get("bicycle")
    if road in WITH_LEAVE and told in RIDDEN:
        return _oneway(SHARED, tags)
    if road in FOR_PEOPLE or told == "dismount":
        return _pushed(road, tags)
    return _oneway(road, tags) if _may(road, tags, BICYCLE_KEYS) else SHUT


def _pushed(road: str, tags: Tags) -> Lanes:
    """Return the lanes of somebody who gets off: those of people on foot."""
    told = tags.get("electric_bicycle") or tags.get("bicycle")
    if told in SHUT_VALUES or (road == "steps"):
        return SHUT
    walked = _walk(road, tags)
    return Lanes(*("footway" if lane else CLOSED for lane in walked))


def _oneway(road: str, tags: Tags) -> Lanes:
    direction = tags.get("oneway:bicycle") or _direction(tags)
    if direction in YES and not _contraflow(tags):
        return Lanes(road, CLOSED)
    if direction in AGAINST and not _contraflow(tags):
        return Lanes(CLOSED, road)
    return Lanes(road, road)


def _direction(tags: Tags) -> str:
    return tags.get("oneway") or ("yes" if tags.get("junction") in ROUND else "")


def _contraflow(tags: Tags) -> bool:
    """Tell whether a lane leads bicycles against a street's one direction."""
    if tags.get("oneway:bicycle") in YES | AGAINST:
        return False
    both_ways = (tags.get(f"{key}:oneway") in {"no", *AGAINST} for key in CYCLEWAYS)
    return any(tags.get(key) in CONTRAFLOW for key in CYCLEWAYS) or any(both_ways)
