"""The collections: what each holds, and how it comes from what is served."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from locator.features import Feature, point
from locator.model import Site
from locator.snapshot import Snapshot
from locator.vocabulary import Kind
from locator.words import Words
from web.ogc.properties import Property
from web.plan.areas import MOST_AREAS

SITE: Final = (
    Property("kind", Words("类别", "kind")),
    Property("name", Words("名称", "name")),
    Property("code", Words("站点编码", "code on the door")),
    Property("host", Words("依托单位", "host")),
    Property("address", Words("地址", "address")),
    Property("adcode", Words("区划代码", "GB/T 2260 code")),
    Property("district", Words("区县", "district")),
    Property("street", Words("街道", "street")),
    Property("accuracy", Words("位置精度", "accuracy of the position")),
    Property("hours", Words("开放时间,照原文", "hours as written")),
    Property("opening_hours", Words("开放时间(OSM);空为未知", "hours (OSM); null: unknown")),
    Property("workdays", Words("Mo-Fr 指中国的工作日", "Mo-Fr means China's workdays"), "boolean"),
    Property("access", Words("进入方式", "ways in"), "array"),
    Property("welcome", Words("服务对象", "who may enter")),
    Property("amenities", Words("服务设施", "amenities"), "array"),
    Property("services", Words("服务项目", "services"), "array"),
    Property("tier", Words("层级", "tier")),
    Property("parent_id", Words("上级编号", "id of the site above")),
    Property("phone", Words("电话", "telephone")),
    Property("level", Words("等级", "level")),
    Property("capacity", Words("容量", "capacity"), "integer"),
    Property("operation", Words("运行状态", "operation")),
    Property("source", Words("来源", "source")),
    Property("source_date", Words("来源日期", "date of the source")),
    Property("verified_on", Words("核实日期", "verified on")),
)
UNION: Final = (
    Property("name", Words("名称", "name")),
    Property("level", Words("层级", "level")),
    Property("parent_id", Words("上级编号", "id of the union above")),
    Property("adcode", Words("区划代码", "GB/T 2260 code")),
    Property("phone", Words("电话", "telephone")),
    Property("address", Words("地址", "address")),
    Property("catch_all", Words("兜底", "takes what no other does"), "boolean"),
)
AREA: Final = (
    Property("name", Words("名称", "name")),
    Property("kind", Words("类别", "kind")),
    Property("adcode", Words("区划代码", "GB/T 2260 code")),
    Property("mode", Words("出行方式", "way of travelling")),
    Property("minutes", Words("分钟上限", "limit in minutes"), "number"),
    Property("source", Words("依据", "made from")),
)
CELL: Final = (
    Property("demand", Words("平均需求", "mean demand"), "number"),
    Property("covered", Words("有开着的站点的份额", "share with an open site"), "number"),
    Property("unknown", Words("不清楚的份额", "share that is not known"), "number"),
    Property("nearest_min", Words("到最近站点的分钟", "minutes to the nearest"), "number"),
    Property("sites_in_reach", Words("范围内的站点数", "sites in reach"), "integer"),
    Property("reason", Words("缺口的主要原因", "main reason of what is missing")),
    Property("area", Words("辖区", "jurisdiction")),
)


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """Features of one kind.

    Parameters
    ----------
    id : str
        Part of the address.
    title, description : Words
        What it holds.
    properties : tuple of Property
        Of every feature, whether they are known or not: clients take the first as a pattern.
    make : callable or None
        Returns the features of a snapshot by id; None: they are worked out in the background.
    """

    id: str
    title: Words
    description: Words
    properties: tuple[Property, ...]
    make: Callable[[Snapshot], Iterable[Feature]] | None = None


def sites_of(*kinds: Kind) -> Callable[[Snapshot], Iterable[Feature]]:
    """Return what gives the active sites of some kinds, of every kind where none is named."""

    def make(snapshot: Snapshot) -> Iterable[Feature]:
        return [site_feature(s) for s in snapshot.sites if not kinds or s.kind in kinds]

    return make


def site_feature(site: Site) -> Feature:
    """Return what everybody may know of a site; null is unknown, an empty list is none."""
    place = site.entrance or site.position
    told = {
        "kind": site.kind.value,
        "accuracy": place.accuracy.value if place else None,
        "hours": site.hours.text or None,
        "opening_hours": site.hours.osm,
        "workdays": site.hours.workdays,
        "access": None if site.access is None else sorted({way.access for way in site.access}),
        "welcome": site.welcome.value,
        "services": None if site.services is None else [offer.code for offer in site.services],
        "tier": site.tier.value if site.tier else None,
        "operation": site.operation.value,
        "source_date": site.source_date and site.source_date.isoformat(),
        "verified_on": site.verified_on and site.verified_on.isoformat(),
    }
    for each in SITE:
        if each.name not in told:
            value = getattr(site, each.name)
            told[each.name] = list(value) if isinstance(value, tuple) else value
    return Feature(
        site.id,
        point(place.lon, place.lat) if place else None,
        {each.name: None if told[each.name] == "" else told[each.name] for each in SITE},
        site.verified_on,
    )


def unions_of(snapshot: Snapshot) -> Iterable[Feature]:
    """Return the unions, by id, with the areas that they answer for."""
    found = snapshot.jurisdictions
    return [
        Feature(
            union.id,
            found.area(union),
            {each.name: getattr(union, each.name) for each in UNION},
        )
        for union in sorted(found.unions, key=lambda union: union.id)
    ]


COLLECTIONS: Final = {
    each.id: each
    for each in (
        Collection(
            "sites",
            Words("全部站点", "All sites"),
            Words(
                "各类站点:驿站、阵地、服务中心、合作单位、候选点和热线(没有位置)",
                "Sites of every kind: stations, venues, service centres, partners, candidates and "
                "hotlines (without a position)",
            ),
            SITE,
            sites_of(),
        ),
        Collection(
            "stations",
            Words("驿站", "Stations"),
            Words("户外劳动者驿站", "Stations for outdoor workers"),
            SITE,
            sites_of(Kind.STATION),
        ),
        Collection(
            "venues",
            Words("共享阵地", "Venues"),
            Words("共享的活动阵地", "Shared activity venues"),
            SITE,
            sites_of(Kind.VENUE),
        ),
        Collection(
            "jurisdictions",
            Words("工会辖区", "Jurisdictions"),
            Words("各级工会及其负责的范围", "Unions and the areas that they answer for"),
            UNION,
            unions_of,
        ),
        Collection(
            "service_areas",
            Words("服务范围", "Service areas"),
            Words(
                "每处位置准确的站点一个要素:沿道路步行 15 分钟内能走到它的范围;"
                f"最多算 {MOST_AREAS} 处,其余没有图形(source 为 not_drawn,"
                "不在路网上的为 off_streets);没有载入步行道路时为空",
                "One feature for each site with an exact position: from where it is within 15 "
                f"minutes on foot by street; {MOST_AREAS:,} are drawn at most, others have no "
                "geometry (source: not_drawn; off_streets where no street is near); empty while "
                "no streets to walk are loaded",
            ),
            AREA,
        ),
        Collection(
            "coverage_cells",
            Words("覆盖格子", "Coverage cells"),
            Words(
                "需求所在的格子,本周步行 15 分钟内的覆盖份额;没有载入道路和需求时为空",
                "Cells where workers are, with the share covered this week within 15 minutes on "
                "foot; empty while neither streets nor demand are loaded",
            ),
            CELL,
        ),
    )
}


@lru_cache(maxsize=16)
def features_of(collection: Collection, snapshot: Snapshot) -> tuple[Feature, ...]:
    """Return the features of a collection, by id."""
    return tuple(collection.make(snapshot)) if collection.make else ()
