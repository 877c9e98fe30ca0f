"""What a percentage means: said beside every one of them."""

from typing import NamedTuple

from locator.finding.travel import STRAIGHT_LINE
from locator.nearest import SiteFilter
from locator.planning.coverage import Coverage, Reason
from locator.planning.demand import DEMAND_WORDS, Demand
from locator.planning.question import PlanQuestion, Slots
from locator.planning.reach import Reach
from locator.vocabulary import ACCESSES, AMENITIES, KINDS, SERVICES, TIERS, WELCOMES
from locator.words import Words, same

MODES = {
    "walk": Words("步行", "walk"),
    "ebike": Words("电动车", "e-bike"),
    "straight": Words("直线步行", "straight-line walk"),
}

ORDINARY_STREET = "residential"
"""The road class whose speed stands for a network's."""

NO_DEMAND = Words("无需求", "no demand")

REASONS = {
    Reason.NOT_ON_STREETS: Words("不在路网上", "not on the street network"),
    Reason.NO_SITE: Words("范围内没有站点", "no site in reach"),
    Reason.LACKS: Words("范围内的站点缺少所要的", "the sites in reach lack what is asked for"),
    Reason.HOURS_UNKNOWN: Words("开放与否未知", "not known whether it is open"),
    Reason.CLOSED: Words("当时已关门", "closed then"),
}


class Definition(NamedTuple):
    """A word of the report and what it means there."""

    term: Words
    meaning: Words


def headline(coverage: Coverage, slot: int | None = None) -> Words:
    """Return the definition of a percentage in one line.

    Parameters
    ----------
    coverage : Coverage
        Where the percentage is from.
    slot : int or None
        The hour it is of; None: all of them.
    """
    return joined(
        _limit(coverage.question),
        travel(coverage.reach),
        when(coverage.slots, slot),
        *wanted(coverage.question.where),
        _demand(coverage.demand),
    )


def joined(*parts: Words) -> Words:
    """Return parts of a sentence, with commas between."""
    return Words(", ".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def _limit(question: PlanQuestion) -> Words:
    mode = MODES[question.mode]
    return Words(f"{mode.zh} {question.max_min:g} 分钟", f"{mode.en} {question.max_min:g} min")


def travel(reach: Reach) -> Words:
    """Return what minutes are made from: a speed, and a factor where no streets are known."""
    way = STRAIGHT_LINE[reach.mode]
    if reach.network is not None:
        kmh = reach.network.speeds.get(ORDINARY_STREET, way.speed_kmh)
        return joined(same(f"{kmh:g} km/h"), Words("沿道路", "along streets"))
    speed = same(f"{way.speed_kmh:g} km/h")
    line = Words(f"直线距离×{way.detour:g}", f"straight line × {way.detour:g}")
    return joined(speed, line) if reach.mode == "straight" else joined(speed, line, _NO_STREETS)


_NO_STREETS = Words("没有道路数据", "no streets loaded")


def when(slots: Slots, slot: int | None) -> Words:
    """Return the times that a figure is of: a slot, or all of them."""
    if not slots.is_week:
        at = slots.words(0)
        return Words(f"{slots.start:%Y-%m-%d} {at.zh}", f"{slots.start:%Y-%m-%d} {at.en}")
    if slot is not None:
        return slots.words(slot)
    return Words(f"{slots.start:%Y-%m-%d} 起一周", f"week of {slots.start:%Y-%m-%d}")


def of_mean_hour(label: Words, slots: Slots) -> Words:
    """Return the label of a figure that over a week is one of the mean hour."""
    if not slots.is_week:
        return label
    return Words(f"{label.zh}（平均每小时）", f"{label.en} (mean hour)")


def wanted(where: SiteFilter) -> list[Words]:
    """Return what is asked of a site, each in a few words."""
    parts = [KINDS[kind] for kind in sorted(where.kinds)]
    parts += [TIERS[where.tier]] if where.tier else []
    parts += [_having(AMENITIES[code]) for code in sorted(where.amenities)]
    parts += [_having(SERVICES[where.service])] if where.service else []
    parts += [ACCESSES[where.access]] if where.access else []
    parts += [WELCOMES[where.welcome]] if where.welcome else []
    return parts


def _having(what: Words) -> Words:
    return Words(f"有{what.zh}", f"with {what.en}")


def _demand(demand: Demand) -> Words:
    what = DEMAND_WORDS[demand.kind]
    if demand.kind != "street_length":
        return Words(f"需求={what.zh}", f"demand = {what.en}")
    return Words(
        f"需求={what.zh}, 没有需求数据时以街道长度代替",
        f"demand = {what.en}, standing in for demand that was not given",
    )


def definitions(coverage: Coverage) -> tuple[Definition, ...]:
    """Return the definitions that a report of a coverage prints."""
    return (
        Definition(Words("口径", "All figures"), headline(coverage)),
        *_STATUSES,
        *(Definition(words, _REASONS[reason]) for reason, words in REASONS.items()),
        *(_OF_A_WEEK if coverage.slots.is_week else ()),
        *_AMOUNTS,
    )


_STATUSES = (
    Definition(
        Words("已覆盖", "Covered"),
        Words(
            "时限内至少有一个合要求的站点确定开门",
            "at least one site that has what is asked for is open for certain within the limit",
        ),
    ),
    Definition(
        Words("未知", "Unknown"),
        Words(
            "没有确定开门的，但有站点可能开门：时间未知，或所要的设施、服务等没有记录",
            "none is open for certain, but one may be: its hours are unknown, or nobody "
            "recorded whether it has what is asked for",
        ),
    ),
    Definition(
        Words("未覆盖", "Uncovered"),
        Words(
            "时限内没有开门的站点，也没有可能开门的；已覆盖＋未知＋未覆盖＝需求",
            "no site within the limit is open or may be; covered + unknown + uncovered is "
            "the demand",
        ),
    ),
    Definition(
        Words("覆盖率", "Share covered"),
        Words(
            "一个范围：未知的都没开是下限，都开了是上限",
            "a range: the low end if all that is unknown is closed, the high end if it is open",
        ),
    ),
)

_REASONS = {
    Reason.NOT_ON_STREETS: Words(
        "需求所在的格子中心离任何道路都太远",
        "the centre of the cell is too far from any street",
    ),
    Reason.NO_SITE: Words(
        "时限内没有所问种类的站点，不论何时；停用的不算",
        "no site of the kinds asked for within the limit, at whatever hour; those closed down "
        "do not count",
    ),
    Reason.LACKS: Words(
        "时限内有站点，但都确定没有所要的设施、服务、进门方式、对象或层级",
        "there are sites within the limit, but for certain none has the amenity, service, way "
        "in, welcome or tier asked for",
    ),
    Reason.HOURS_UNKNOWN: Words(
        "即“未知”的部分",
        "exactly what is called unknown",
    ),
    Reason.CLOSED: Words(
        "时限内有合要求的站点，但当时都确定没开（含维修中）",
        "sites that have what is asked for are within the limit, but all are closed then for "
        "certain, or under repair",
    ),
}

_OF_A_WEEK = (
    Definition(
        Words("一小时的数值", "Value of an hour"),
        Words("60 分钟的平均", "the mean over its 60 minutes"),
    ),
    Definition(
        Words("需求×小时", "Demand × hours"),
        Words(
            "每小时的需求在一周 168 小时里的总和；不是人数或单数",
            "the demand of each hour, added up over the 168 hours of the week; no count of heads",
        ),
    ),
    Definition(
        Words("夜间", "Night"),
        Words("22:00 至次日 6:00，其余为白天", "22:00 to 06:00; the rest is day"),
    ),
)

_AMOUNTS = (
    Definition(
        Words("站点的需求", "Demand of a site"),
        Words(
            "时限内的全部需求；以及以它为最近的合要求站点的需求，不论开门与否",
            "all demand within the limit; and the demand whose nearest site with what is asked "
            "for it is, open or not",
        ),
    ),
)
