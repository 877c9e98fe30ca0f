"""The service area of every site, worked out in the background and kept while it holds."""

from typing import Final

from locator.features import Feature
from locator.model import Position, Site
from locator.streets import Streets
from locator.streets.areas import Area, service_area
from locator.vocabulary import Accuracy
from locator.words import Words
from web.plan.grounds import WITHIN_MIN
from web.plan.running import Progress, Run, Runs
from web.state import State

MOST_AREAS: Final = 5_000  # some milliseconds and kilobytes each: under a minute, 50 MB in a worker
STREETS, OFF_STREETS, NOT_DRAWN = "streets", "off_streets", "not_drawn"
DRAWING: Final = Words("可达范围", "service areas")

Door = tuple[float, float]


class AreaDesk:
    """Works out service areas on foot for one worker process.

    Parameters
    ----------
    state : State
        What the worker serves.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._runs = Runs(kept=1)
        self._network = ""
        self._areas: dict[Door, Area | None] = {}

    def features(self) -> Run[tuple[Feature, ...]]:
        """Return the run that makes the areas of what is served now, by id of the site.

        Raises
        ------
        ServiceUnavailable
            Too many are waiting.
        """
        snapshot = self._state.snapshot()
        streets = snapshot.streets.get("walk")
        network = streets.network.about.id if streets else ""
        return self._runs.run(
            (snapshot.revision, network),
            lambda told: () if streets is None else self._made(snapshot.sites, streets, told),
        )

    # What follows runs in the one thread of the runs.

    def _made(
        self, sites: tuple[Site, ...], streets: Streets, told: Progress
    ) -> tuple[Feature, ...]:
        """Return areas, those of doors that have not moved since the last time as they were."""
        placed = [(site, door) for site in sites if (door := exact_door(site))]
        network = streets.network.about.id
        known, self._areas = self._areas if network == self._network else {}, {}
        self._network = network
        found = []
        for at, (site, door) in enumerate(placed):
            told(DRAWING, at / len(placed))
            place = door.lon, door.lat
            if place not in self._areas and len(self._areas) < MOST_AREAS:
                self._areas[place] = known[place] if place in known else area_around(streets, place)
            found.append(feature(site, self._areas.get(place), drawn=place in self._areas))
        return tuple(found)


def exact_door(site: Site) -> Position | None:
    """Return where one goes in; None where that is not known exactly."""
    door = site.entrance or site.position
    return door if door and door.accuracy is Accuracy.EXACT else None


def area_around(streets: Streets, door: Door) -> Area | None:
    """Return from where a door is within reach; None off the streets."""
    return service_area(streets, lon=door[0], lat=door[1], max_min=WITHIN_MIN)


def feature(site: Site, area: Area | None, *, drawn: bool) -> Feature:
    """Return a site's area, or why there is none."""
    why = OFF_STREETS if drawn else NOT_DRAWN
    facts = {
        "name": site.name,
        "kind": site.kind.value,
        "adcode": site.adcode or None,
        "mode": "walk",
        "minutes": WITHIN_MIN,
        "source": why if area is None else STREETS,
    }
    return Feature(site.id, area, facts)
