"""What a card says about one site: all text, ready in both languages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from locator.hours import OpenState, open_sentence
from locator.links import navigation_links
from locator.model import Site
from locator.nearest import Found, Mode, Remote
from locator.reports import CAUTION
from locator.vocabulary import ACCESSES, AMENITIES, KINDS, SERVICES, WELCOMES, Access, Status
from locator.words import Words, same

APPS: Final = {
    "amap": Words("高德", "Amap"),
    "baidu": Words("百度", "Baidu"),
    "tencent": Words("腾讯", "Tencent"),
    "apple": Words("苹果", "Apple"),
    "geo": Words("其他", "Other"),
}
NOT_SAID: Final = Words("没有记录", "not recorded")
STRAIGHT: Final = Words("直线", "straight line")
GOING: Final = {"walk": Words("步行", "walk"), "ebike": Words("骑行", "ride")}


class Fact(NamedTuple):
    """One line of a card."""

    label: Words
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One site on the list.

    Parameters
    ----------
    minutes, distance : Words or None
        How far it is; None for a hotline.
    sentence, checked : Words
        Whether it is open, and who says so.
    cautions : tuple of Words
        What to know before setting out.
    links : tuple of (Words, str)
        Navigation apps and the links that hand over to them.
    """

    id: str
    name: str
    kind: Words
    host: str
    minutes: Words | None
    distance: Words | None
    status: Status
    sentence: Words
    cautions: tuple[Words, ...]
    facts: tuple[Fact, ...]
    amenities: tuple[Words, ...]
    phone: str
    links: tuple[tuple[Words, str], ...]
    checked: Words


def site_card(found: Found, *, at: datetime, mode: Mode, troubled: bool = False) -> Card:
    """Return the card of a site that was found."""
    site = found.site
    minutes, distance = how_far(found, mode)
    return Card(
        id=site.id,
        name=site.name,
        kind=KINDS[site.kind],
        host="" if site.host in site.name else site.host,
        minutes=minutes,
        distance=distance,
        status=found.open.status,
        sentence=open_sentence(found.open, at=at, verified_on=site.verified_on),
        cautions=_cautions(found, troubled=troubled),
        facts=(*_entry(site, found.access), *_services(found.services, at), *_place(site)),
        amenities=tuple(AMENITIES[code] for code in site.amenities or ()),
        phone=site.phone,
        links=_links(site, mode),
        checked=checked(site),
    )


def hotline_card(remote: Remote, *, at: datetime) -> Card:
    """Return the card of a service that one calls."""
    site = remote.site
    return Card(
        id=site.id,
        name=site.name,
        kind=KINDS[site.kind],
        host="" if site.host in site.name else site.host,
        minutes=None,
        distance=None,
        status=remote.open.status,
        sentence=open_sentence(remote.open, at=at, verified_on=site.verified_on),
        cautions=(),
        facts=_services(remote.services, at),
        amenities=(),
        phone=site.phone,
        links=(),
        checked=checked(site),
    )


def how_far(found: Found, mode: Mode) -> tuple[Words, Words]:
    """Return minutes and metres; where only the line counts, metres and what they are."""
    metres = _metres(found.travel_m if found.by_street else found.distance_m)
    if mode == "straight":
        return metres, STRAIGHT
    count = max(1, round(found.travel_min))
    going = GOING[mode]
    minutes = Words(f"{going.zh} {count} 分钟", f"{count} min {going.en}")
    if found.by_street:
        return minutes, metres
    return minutes, Words(f"{STRAIGHT.zh} {metres.zh}", f"{metres.en} {STRAIGHT.en}")


def _metres(distance_m: float) -> Words:
    if distance_m < 995:
        rounded = max(10, round(distance_m, -1))
        return Words(f"{rounded:.0f} 米", f"{rounded:.0f} m")
    return Words(f"{distance_m / 1000:.1f} 公里", f"{distance_m / 1000:.1f} km")


def _cautions(found: Found, *, troubled: bool) -> tuple[Words, ...]:
    said = [CAUTION] if troubled else []
    if found.closes_before_arrival:
        said.append(Words("赶到之前就要关门了", "It closes before you can get there"))
    return tuple(said)


def _entry(site: Site, access: Access | None) -> tuple[Fact, ...]:
    return (
        Fact(Words("怎么进", "Way in"), way_in(site, access)),
        Fact(Words("谁能进", "Welcome"), WELCOMES[site.welcome]),
    )


def way_in(site: Site, access: Access | None) -> Words:
    """Return the way in that holds now; where none does, all that ever hold."""
    ways = [access] if access else dict.fromkeys(way.access for way in site.access or ())
    said = [ACCESSES[way] for way in ways] or [NOT_SAID]
    return Words(" / ".join(words.zh for words in said), " / ".join(words.en for words in said))


def _services(states: tuple[tuple[str, OpenState], ...], at: datetime) -> tuple[Fact, ...]:
    return tuple(
        Fact(SERVICES[code], open_sentence(state, at=at, verified_on=None))
        for code, state in states
    )


def _place(site: Site) -> tuple[Fact, ...]:
    facts = []
    if site.amenities is None:
        facts.append(Fact(Words("设施", "What is there"), NOT_SAID))
    if site.address:
        facts.append(Fact(Words("地址", "Address"), same(site.address)))
    return tuple(facts)


def _links(site: Site, mode: Mode) -> tuple[tuple[Words, str], ...]:
    """Return links to the door where it is known, else to the site."""
    goal = site.entrance or site.position
    if goal is None:
        return ()
    way: Literal["walk", "ride"] = "ride" if mode == "ebike" else "walk"
    links = navigation_links(
        lon=goal.lon, lat=goal.lat, name=site.name, address=site.address, mode=way
    )
    return tuple((APPS[app], link) for app, link in links.items())


def checked(site: Site) -> Words:
    """Return when somebody last looked, and whose word it is."""
    day = site.verified_on
    zh = f"{day:%Y-%m-%d} 核实" if day else "没有核实过"
    en = f"verified {day:%Y-%m-%d}" if day else "never verified"
    return Words(
        f"{zh} · 来源:{site.source or NOT_SAID.zh}", f"{en} · source: {site.source or NOT_SAID.en}"
    )
