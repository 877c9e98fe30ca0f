"""The index that a phone ranks by: what a card shows of every site, in columns."""

from collections.abc import Hashable, Iterable
from datetime import date, datetime
from typing import Any, Final

from locator.hours import OpenState, service_state, site_state
from locator.model import Position, Site
from locator.snapshot import Snapshot
from locator.vocabulary import (
    ACCESSES,
    AMENITIES,
    KINDS,
    SERVICES,
    TIERS,
    WELCOMES,
    Accuracy,
    Kind,
    Operation,
)
from locator.words import Words
from web.data.timelines import StateAt, Window, access_timeline, status_timeline

VERSION: Final = 1
VERIFIED_FROM: Final = date(2000, 1, 1)
LABELS: Final = {
    "kind": KINDS,
    "amenity": AMENITIES,
    "service": SERVICES,
    "access": ACCESSES,
    "welcome": WELCOMES,
    "tier": TIERS,
}
CODES: Final = {name: list(table) for name, table in LABELS.items()}
PLACES: Final = {name: {code: at for at, code in enumerate(t)} for name, t in LABELS.items()}

Json = dict[str, Any]


def both(words: Words) -> Json:
    """Return a text in both languages."""
    return {"zh": words.zh, "en": words.en}


def goal(site: Site) -> Position | None:
    """Return what distance is measured to: the door where it is known, else the site."""
    return site.entrance or site.position


class Packer:
    """Packs sites into columns, each timeline, way in and source kept once.

    Parameters
    ----------
    snapshot : Snapshot
        Where the sites are from.
    window : Window
        The days to work out.
    """

    def __init__(self, snapshot: Snapshot, window: Window) -> None:
        self._calendar = snapshot.calendar
        self._window = window
        self._made: dict[Hashable, int] = {}
        self.timelines: list[Json] = []
        self.ways: list[list[int]] = []
        self.because: list[Json] = []
        self.sources: list[str] = []

    def timeline(self, key: Hashable, state_at: StateAt) -> int:
        """Return the number of the timeline of hours, working it out the first time."""
        if key not in self._made:
            line, reasons = status_timeline(state_at, self._window)
            entry: Json = {"t": line}
            told = [[mark, self._reason(why)] for mark, why in enumerate(reasons) if why]
            if told:
                entry["b"] = told
            self._made[key] = len(self.timelines)
            self.timelines.append(entry)
        return self._made[key]

    def door(self, site: Site) -> int:
        """Return the number of the timeline of a site's door."""

        def state_at(at: datetime) -> OpenState:
            return site_state(site, at, self._calendar)

        return self.timeline((site.hours, site.operation), state_at)

    def services(self, site: Site) -> list[list[int]] | None:
        """Return each service and its timeline; None where nothing was said of services."""
        if site.services is None:
            return None
        return [
            [PLACES["service"][each.code], self._offer(site, each.code)] for each in site.services
        ]

    def _offer(self, site: Site, code: str) -> int:
        hours = next(each.hours for each in site.services or () if each.code == code)
        if hours is None or site.operation is not Operation.OPERATING:
            return self.door(site)

        def state_at(at: datetime) -> OpenState:
            state = service_state(site, code, at, self._calendar)
            assert state is not None, code  # noqa: S101 -- the code is from the site's own list
            return state

        return self.timeline((hours, Operation.OPERATING), state_at)

    def way(self, site: Site) -> int:
        """Return the number of the timeline of how one gets in."""
        key = ("way", site.access, site.hours if site.access else None, site.operation)
        if key not in self._made:
            self._made[key] = len(self.ways)
            self.ways.append(access_timeline(site, self._window, self._calendar))
        return self._made[key]

    def source(self, name: str) -> int:
        """Return the number of a source."""
        if ("source", name) not in self._made:
            self._made["source", name] = len(self.sources)
            self.sources.append(name)
        return self._made["source", name]

    def _reason(self, words: Words) -> int:
        entry = both(words)
        if entry not in self.because:
            self.because.append(entry)
        return self.because.index(entry)

    def columns(self, sites: list[Site], goals: list[Position]) -> Json:
        """Return the columns of sites that have a position."""
        return {
            "id": [site.id for site in sites],
            "name": [site.name for site in sites],
            "lon": steps(point.lon for point in goals),
            "lat": steps(point.lat for point in goals),
            "kind": [PLACES["kind"][site.kind] for site in sites],
            "timeline": [self.door(site) for site in sites],
            "way": [self.way(site) for site in sites],
            "welcome": [PLACES["welcome"][site.welcome] for site in sites],
            "amenities": " ".join(mask(site.amenities) for site in sites),
            "services": [self.services(site) for site in sites],
            "address": [site.address for site in sites],
            "phone": [site.phone for site in sites],
            "verified": [days(site.verified_on) for site in sites],
            "source": [self.source(site.source) for site in sites],
            "coarse": [n for n, point in enumerate(goals) if point.accuracy is not Accuracy.EXACT],
        }


def steps(degrees: Iterable[float]) -> list[int]:
    """Return degrees as steps of 1e-5 (about a metre) from one to the next."""
    rounded = [round(value * 1e5) for value in degrees]
    return [after - before for before, after in zip([0, *rounded], rounded, strict=False)]


def mask(amenities: tuple[str, ...] | None) -> str:
    """Return amenities as bits in hexadecimal, "-" where nothing was said."""
    if amenities is None:
        return "-"
    return f"{sum(1 << PLACES['amenity'][code] for code in amenities):x}"


def days(day: date | None) -> int | None:
    """Return a date as days since the beginning of 2000."""
    return None if day is None else (day - VERIFIED_FROM).days


def pack(snapshot: Snapshot, sites: Iterable[Site], window: Window) -> Json:
    """Return the index of sites, those without a position left out."""
    packer = Packer(snapshot, window)
    riders = (site for site in sites if site.kind is not Kind.CANDIDATE)
    shown = [(site, point) for site in riders if (point := goal(site)) is not None]
    shown.sort(key=lambda pair: (pair[0].address, pair[0].id))  # neighbours pack well
    columns = packer.columns([site for site, _ in shown], [point for _, point in shown])
    hotlines = [hotline(site, packer) for site in snapshot.sites if site.kind is Kind.REMOTE]
    return {
        **head(snapshot, window),
        "sites": columns,
        "hotlines": hotlines,
        "timelines": packer.timelines,
        "ways": packer.ways,
        "because": packer.because,
        "sources": packer.sources,
    }


def hours_of(snapshot: Snapshot, site: Site, window: Window) -> Json | None:
    """Return the index of one site, with no more words than a line about now takes.

    None where there is no door to tell of.
    """
    found = pack(snapshot, [site] if site.active else [], window)
    words = {"access": found["labels"]["access"]}
    return {**found, "labels": words, "hotlines": []} if found["sites"]["id"] else None


def head(snapshot: Snapshot, window: Window) -> Json:
    """Return what every index says of itself."""
    known_until = snapshot.calendar.known_until
    return {
        "v": VERSION,
        "revision": snapshot.revision,
        "from": window.start.isoformat(),
        "days": window.days,
        "calendar_until": known_until.isoformat() if known_until else None,
        "codes": CODES,
        "labels": {
            name: {code: both(words) for code, words in table.items()}
            for name, table in LABELS.items()
        },
    }


def hotline(site: Site, packer: Packer) -> Json:
    """Return a remote service as the phone shows it."""
    return {
        "id": site.id,
        "name": site.name,
        "phone": site.phone,
        "timeline": packer.door(site),
        "area": site.adcode,
        "services": packer.services(site),
        "verified": site.verified_on.isoformat() if site.verified_on else None,
    }
