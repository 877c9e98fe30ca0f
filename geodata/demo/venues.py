"""Shared venues: reading rooms, gyms and evening schools that companies keep together."""

from dataclasses import replace
from random import Random
from typing import Final, NamedTuple

from geodata.demo.dice import dice
from geodata.demo.records import offers, phone, placed, some
from geodata.demo.spots import Ground
from geodata.demo.streets import Zone
from locator.hours import read_hours
from locator.model import AccessHours, Site
from locator.vocabulary import Access, Kind, Welcome

APPEAL: Final = {
    Zone.OLD_TOWN: 0.5,
    Zone.CENTRE: 1.0,
    Zone.HOMES: 0.5,
    Zone.NEW_TOWN: 0.35,
    Zone.INDUSTRY: 0.3,
    Zone.CAMPUS: 0.5,
}
TRADES: Final = ("物流", "餐饮", "家政", "保洁", "建筑", "电子", "纺织", "印刷", "机械", "软件")
FIRMS: Final = tuple(
    f"{word}{trade}"
    for trade in TRADES
    for word in ("示例", "样板", "占位", "虚构", "待定", "原型", "草图", "范例")
)


class VenueKind(NamedTuple):
    """One brand of venue and how it is usually run."""

    brand: str
    how_many: int
    hours: tuple[str, ...]
    access: Access
    welcome: Welcome
    amenities: dict[str, float]
    services: dict[str, str]  # code → hours as written


TERMS: Final = (
    "周二-周五 10:00-11:30,14:00-15:30 周六 9:30-11:30,13:30-16:00 "
    "周一周日不开放 国家法定节假日闭馆"
)
READING: Final = {"ac": 0.95, "books": 1.0, "seats": 1.0, "water": 0.8, "wifi": 0.8, "toilet": 0.7}
SPORT: Final = {"ac": 0.8, "shower": 0.7, "locker": 0.9, "toilet": 0.9, "water": 0.9, "aed": 0.4}
HOME: Final = {**READING, "microwave": 0.5, "tv": 0.6, "charging": 0.9, "wheelchair": 0.5}


KINDS: Final = (
    VenueKind(
        "职工书屋",
        14,
        (
            TERMS,
            "每天9:00-11:30、14:30-18:00",
            "周二至周五9:00—18:00,周六、周日9:00—20:00",
        ),
        Access.STAFFED,
        Welcome.ANYONE,
        READING,
        {},
    ),
    VenueKind(
        "职工健身房",
        8,
        ("工作日 11:30-13:30 17:30-21:00", "每天上午8:30至晚上10:30"),
        Access.CARD,
        Welcome.MEMBER_COMPANIES,
        SPORT,
        {},
    ),
    VenueKind(
        "职工学堂",
        8,
        ("周一至周五 18:00-21:00", "以站点为准"),
        Access.APPOINTMENT,
        Welcome.MEMBERS,
        READING,
        {"training": "周三19:00-21:00"},
    ),
    VenueKind(
        "职工之家",
        6,
        ("周一至周五9:00 - 18:00", "8:30-11:00 13:30-17:00"),
        Access.STAFFED,
        Welcome.MEMBERS,
        HOME,
        {},
    ),
    VenueKind(
        "共享阵地",
        4,
        ("周一至周日9:00-21:00",),
        Access.SCAN,
        Welcome.MEMBER_COMPANIES,
        HOME,
        {},
    ),
)


def venues(seed: int, ground: Ground) -> list[Site]:
    """Return the forty venues, numbered."""
    throw = dice(seed, "venues")
    kinds = [kind for kind in KINDS for _ in range(kind.how_many)]
    return [_venue(number, kind, ground, throw) for number, kind in enumerate(kinds, start=1)]


def _venue(number: int, kind: VenueKind, ground: Ground, throw: Random) -> Site:
    spot = ground.spot(throw, APPEAL)
    name = f"{spot.office.name}{spot.street.zh}{kind.brand}"
    site = placed(f"demo-v{number:03d}", name, spot, throw)
    shared = kind.welcome is Welcome.MEMBER_COMPANIES
    return replace(
        site,
        kind=Kind.VENUE,
        hours=read_hours(throw.choice(kind.hours)).hours,
        access=(AccessHours(kind.access),),
        welcome=kind.welcome,
        amenities=some(throw, kind.amenities, unsaid=0.0),
        services=offers(kind.services) or None,
        members=tuple(sorted(throw.sample(FIRMS, throw.randrange(6, 31)))) if shared else None,
        capacity=throw.randrange(20, 120, 5),
        phone=phone(throw),
    )
