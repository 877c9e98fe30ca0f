"""What the page says of a site, ready in both languages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from msgspec import structs

from locator.hours import access_at, exceptions_of, open_sentence, service_state
from locator.model import Site
from locator.nearest import NearestQuery
from locator.reports import CAUTION
from locator.snapshot import Snapshot
from locator.unions import Union
from locator.vocabulary import AMENITIES, KINDS, SERVICES, TIERS, WELCOMES, Kind, Status
from locator.words import Words, same
from web.api.serialising import door_state, links_to
from web.pages.cards import APPS, NOT_SAID, Card, Fact, checked, site_card, way_in
from web.site.photos import FOLDER
from web.site.week import Day, week_of

NEIGHBOURS: Final = 3
NEIGHBOURS_M: Final = 5_000.0
GONE: Final = Words(
    "这个站点已经停用,不要白跑。", "This place is no longer in use: do not go there."
)
DATES: Final = Words("临时安排", "On these dates")
COARSE: Final = Words(
    "位置不精确,去之前先打电话问问。", "Its position is not exact: call before you go."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What the page says of a site.

    Parameters
    ----------
    cautions : tuple of Words
        What to know before setting out.
    links : tuple of (str, Words, str)
        Code and name of navigation apps, and the links that hand over to them.
    photos : tuple of str
        Addresses of pictures on this server.
    unions : tuple of Union
        Those responsible for its place, the most local first.
    neighbours : tuple of Card
        Others near by that are open now.
    """

    site: Site
    kind: Words
    status: Status
    sentence: Words
    cautions: tuple[Words, ...]
    facts: tuple[Fact, ...]
    week: tuple[Day, ...]
    amenities: tuple[Words, ...]
    links: tuple[tuple[str, Words, str], ...]
    photos: tuple[str, ...]
    checked: Words
    unions: tuple[Union, ...]
    neighbours: tuple[Card, ...]


def view_of(
    site: Site,
    snapshot: Snapshot,
    *,
    at: datetime,
    troubled: frozenset[str],
    origin: str,
    lasting: bool = False,
) -> SiteView:
    """Return what the page says of a site at an instant.

    Parameters
    ----------
    troubled : frozenset of str
        Sites that riders are warned of.
    origin : str
        Where this server is reached, without a slash at the end.
    lasting : bool
        Leave out what holds at that instant alone.
    """
    state = door_state(site, at, snapshot.calendar)
    door = site.entrance or site.position
    return SiteView(
        site=site,
        kind=KINDS[site.kind],
        status=state.status,
        sentence=open_sentence(state, at=at, verified_on=site.verified_on),
        cautions=_cautions(site, troubled),
        facts=_facts(site, snapshot, at=at, lasting=lasting),
        week=week_of(site, snapshot.calendar, at=at),
        amenities=tuple(AMENITIES[code] for code in site.amenities or ()),
        links=_links(site),
        photos=() if lasting else own_photos(site, origin),
        checked=checked(site),
        unions=snapshot.jurisdictions.chain(lon=door.lon, lat=door.lat) if door else (),
        neighbours=() if lasting else _neighbours(site, snapshot, at=at, troubled=troubled),
    )


def _cautions(site: Site, troubled: frozenset[str]) -> tuple[Words, ...]:
    door = site.entrance or site.position
    said = [] if site.active else [GONE]
    if site.id in troubled:
        said.append(CAUTION)
    if door is not None and door.accuracy != "exact":
        said.append(COARSE)
    return tuple(said)


def _facts(site: Site, snapshot: Snapshot, *, at: datetime, lasting: bool) -> tuple[Fact, ...]:
    """Return the lines of the page: hours, ways in, services, address, code and the like."""
    way = None if lasting else access_at(site, at, snapshot.calendar)
    entered = site.kind is not Kind.REMOTE
    told = (
        (Words("时间", "Hours"), same(site.hours.text) if site.hours.text else NOT_SAID),
        *((DATES, each.say()) for each in exceptions_of(site.hours) if each.last >= at.date()),
        (
            Words("怎么进", "Way in") if lasting else Words("现在怎么进", "Way in now"),
            way_in(site, way) if entered else None,
        ),
        (Words("谁能进", "Welcome"), WELCOMES[site.welcome] if entered else None),
        *_services(site, snapshot, at=None if lasting else at),
        (
            Words("设施", "What is there"),
            _nothing(site) if entered and not site.amenities else None,
        ),
        (Words("设在", "Host"), _given(site.host)),
        (Words("地址", "Address"), _given(site.address)),
        (Words("可容纳", "Room for"), _people(site.capacity)),
        (Words("层级", "Tier"), TIERS[site.tier] if site.tier else None),
        (Words("等级", "Level"), _given(site.level)),
        (Words("荣誉", "Awards"), _given(", ".join(site.awards or ()))),
        (Words("成员单位", "Member companies"), _given(", ".join(site.members or ()))),
        (Words("编号", "Code"), _given(site.code)),
    )
    return tuple(Fact(label, text) for label, text in told if text is not None)


def _given(text: str) -> Words | None:
    return same(text) if text else None


def _nothing(site: Site) -> Words:
    return NOT_SAID if site.amenities is None else Words("没有", "none")


def _people(count: int | None) -> Words | None:
    return None if count is None else Words(f"{count} 人", f"{count} people")


def _services(site: Site, snapshot: Snapshot, *, at: datetime | None) -> list[tuple[Words, Words]]:
    """Return each service with whether it is given now, and its hours as written."""
    said = []
    for offer in site.services or ():
        if at is None:
            text = offer.hours.text if offer.hours else ""
            said.append((SERVICES[offer.code], _given(text) or NOT_SAID))
            continue
        state = service_state(site, offer.code, at, snapshot.calendar)
        if state is not None:
            now = open_sentence(state, at=at, verified_on=None)
            written = f" ({offer.hours.text})" if offer.hours and offer.hours.text else ""
            said.append((SERVICES[offer.code], Words(now.zh + written, now.en + written)))
    return said


def _links(site: Site) -> tuple[tuple[str, Words, str], ...]:
    door = site.entrance or site.position
    if door is None or not site.active:
        return ()
    links = links_to(door.lon, door.lat, site.name, site.address, "walk")
    return tuple((app, APPS[app], link) for app, link in structs.asdict(links).items())


def own_photos(site: Site, origin: str) -> tuple[str, ...]:
    """Return the pictures that this server has: others would tell strangers who looks.

    Those that staff took at the door are shown by `photos_of`.
    """
    paths = (photo.removeprefix(origin) for photo in site.photos or ())
    ours = [path for path in paths if path.startswith("/") and path[1:2] not in ("/", "\\")]
    return tuple(path for path in ours if not path.startswith(FOLDER))


def _neighbours(
    site: Site, snapshot: Snapshot, *, at: datetime, troubled: frozenset[str]
) -> tuple[Card, ...]:
    """Return the nearest others that are open, without those that riders are warned of."""
    door = site.entrance or site.position
    if door is None:
        return ()
    query = NearestQuery(
        lon=door.lon,
        lat=door.lat,
        at=at,
        k=NEIGHBOURS + 1 + len(troubled),
        openness="open",
        max_m=NEIGHBOURS_M,
    )
    others = [
        found
        for found in snapshot.nearest(query).found
        if found.site.id != site.id and found.site.id not in troubled
    ]
    return tuple(site_card(found, at=at, mode="walk") for found in others[:NEIGHBOURS])
