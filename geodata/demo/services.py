"""Service centres, partner shops and hotlines: places one goes to for somebody's help."""

from dataclasses import replace
from random import Random
from typing import Final, NamedTuple

from geodata.demo.dice import dice
from geodata.demo.records import SOURCE, SOURCE_DATE, offers, phone, placed, some
from geodata.demo.spots import Ground
from geodata.demo.streets import Zone
from geodata.demo.unions import CITY, CITY_ADCODE
from locator.hours import read_hours
from locator.model import AccessHours, Site
from locator.vocabulary import Access, Kind, Tier, Welcome

APPEAL: Final = {Zone.OLD_TOWN: 0.6, Zone.CENTRE: 1.0, Zone.HOMES: 0.35, Zone.NEW_TOWN: 0.2}
OFFICE_HOURS: Final = "工作日 9:00-12:00 14:00-17:00"
OFFICE: Final = {"ac": 0.9, "seats": 1.0, "water": 0.9, "toilet": 0.8, "wheelchair": 0.6}
HUB_ID: Final = "demo-c01"


class Centre(NamedTuple):
    """One service centre: its services, each with hours of its own or the door's."""

    name: str
    hours: str
    services: dict[str, str]  # code → hours as written; empty: the door's
    tier: Tier | None = None


CENTRES: Final = (
    Centre(f"{CITY}职工法律服务中心", OFFICE_HOURS, {"legal": "", "wage_claims": ""}, Tier.HUB),
    Centre(
        "蓝图街道职工法律服务站", OFFICE_HOURS, {"legal": "周二、周四14:00-17:00"}, Tier.STATION
    ),
    Centre("旧样街道职工法律服务站", OFFICE_HOURS, {"legal": "周一至周五9:00-12:00"}, Tier.STATION),
    Centre("定样街道职工法律服务站", OFFICE_HOURS, {"legal": "周三9:00-17:00"}, Tier.STATION),
    Centre("待定街道职工法律服务站", OFFICE_HOURS, {"legal": "周五14:00-17:00"}, Tier.STATION),
    Centre(
        f"{CITY}心理关爱站", "8:30-17:30", {"counselling": "每周四下午", "health": "周六9:00-11:00"}
    ),
    Centre(
        f"{CITY}务工人员之家",
        "24小时开放",
        {"jobs": "8:30-17:30", "wage_claims": "", "legal": "周六9:00-16:00"},
    ),
    Centre(
        f"{CITY}职工服务中心",
        OFFICE_HOURS,
        {"membership": "", "training": "周二、周四18:30-20:30", "health": ""},
    ),
)


class Shop(NamedTuple):
    """One trade of partner shops."""

    name: str
    how_many: int
    hours: tuple[str, ...]
    services: dict[str, str]
    amenities: dict[str, float]


SHOPS: Final = (
    Shop(
        "样饭快餐",
        7,
        ("10:30-14:00 16:30-20:30", "6:30-21:00"),
        {"meals": "11:00-13:30"},
        {"seats": 1.0},
    ),
    Shop(
        "初剪理发店", 4, ("周二至周日9:00-20:00",), {"haircut": "周二至周五9:00-17:00"}, {"ac": 0.8}
    ),
    Shop(
        "占位电动车行",
        5,
        ("8:00-20:00",),
        {},
        {"tools": 1.0, "air_pump": 1.0, "ebike_charging": 0.8, "battery_swap": 0.6},
    ),
    Shop("虚泉浴室", 2, ("12:00-23:00",), {}, {"shower": 1.0, "locker": 1.0, "toilet": 1.0}),
    Shop("待取快递超市", 4, ("9:00-21:00", "以站点为准"), {"parcel": ""}, {"charging": 0.5}),
)


def centres(seed: int, ground: Ground) -> list[Site]:
    """Return the service centres: a hub for legal advice, its four stations, and others."""
    throw = dice(seed, "service centres")
    return [
        _centre(number, centre, ground, throw) for number, centre in enumerate(CENTRES, start=1)
    ]


def _centre(number: int, centre: Centre, ground: Ground, throw: Random) -> Site:
    spot = ground.spot(throw, APPEAL)
    while not centre.name.startswith((CITY, spot.office.name)):
        spot = ground.spot(throw, APPEAL)
    return replace(
        placed(f"demo-c{number:02d}", centre.name, spot, throw),
        kind=Kind.SERVICE_CENTRE,
        hours=read_hours(centre.hours).hours,
        access=(AccessHours(Access.STAFFED),),
        welcome=Welcome.ANYONE,
        amenities=some(throw, OFFICE, unsaid=0.0),
        services=offers(centre.services),
        tier=centre.tier,
        parent_id=HUB_ID if centre.tier is Tier.STATION else "",
        phone=phone(throw),
    )


def partners(seed: int, ground: Ground) -> list[Site]:
    """Return the shops that honour the union's card."""
    throw = dice(seed, "partner shops")
    shops = [shop for shop in SHOPS for _ in range(shop.how_many)]
    return [_partner(number, shop, ground, throw) for number, shop in enumerate(shops, start=1)]


def _partner(number: int, shop: Shop, ground: Ground, throw: Random) -> Site:
    spot = ground.spot(throw, APPEAL)
    return replace(
        placed(f"demo-p{number:02d}", f"{shop.name}({spot.street.zh}店)", spot, throw),
        kind=Kind.PARTNER,
        hours=read_hours(throw.choice(shop.hours)).hours,
        access=(AccessHours(Access.OPEN),),
        welcome=throw.choice((Welcome.ANYONE, Welcome.MEMBERS)),
        amenities=some(throw, shop.amenities, unsaid=0.0),
        services=offers(shop.services) or None,
        phone=phone(throw),
        note="出示工会会员卡享优惠(示例)",
    )


def hotlines() -> list[Site]:
    """Return the two hotlines; no exchange has an area code 000."""
    return [
        _hotline("demo-h1", "示例法律热线", "24小时开放", "legal", "000-0001"),
        _hotline("demo-h2", "示例心理热线", "9:00-21:00", "counselling", "000-0002"),
    ]


def _hotline(site_id: str, name: str, hours: str, code: str, number: str) -> Site:
    return Site(
        id=site_id,
        name=name,
        kind=Kind.REMOTE,
        adcode=CITY_ADCODE,
        hours=read_hours(hours).hours,
        welcome=Welcome.ANYONE,
        services=offers({code: ""}),
        phone=number,
        source=SOURCE,
        source_date=SOURCE_DATE,
        verified_on=SOURCE_DATE,
    )
