"""Whose premises stations sit in, and what the notice on the door says about hours."""

from random import Random
from typing import Final, NamedTuple

from geodata.demo.streets import Zone
from locator.model import AccessHours
from locator.vocabulary import Access


class Notice(NamedTuple):
    """Hours as somebody wrote them, with how often that happens."""

    text: str
    weight: float
    late: bool = False  # open in the night


class Host(NamedTuple):
    """A trade that takes stations in.

    Parameters
    ----------
    name : str
        Pattern of its name; ``{place}`` is the street or quarter it is called after.
    zones : dict of Zone to float
        How common it is where.
    access : dict of Access to float
        How one gets in, unless the notice tells.
    """

    name: str
    zones: dict[Zone, float]
    notices: tuple[Notice, ...]
    access: dict[Access, float]


TOWN: Final = dict.fromkeys((Zone.OLD_TOWN, Zone.CENTRE, Zone.HOMES, Zone.NEW_TOWN, Zone.PARK), 1.0)
EDGE: Final = {Zone.INDUSTRY: 1.0, Zone.FIELDS: 1.0, Zone.CAMPUS: 0.3, Zone.HILL: 0.5}
STAFFED: Final = {Access.STAFFED: 1.0}
MOSTLY_STAFFED: Final = {Access.STAFFED: 0.7, Access.OPEN: 0.2, Access.APPOINTMENT: 0.1}

HOSTS: Final = (
    Host(
        "示例银行{place}支行",
        {**TOWN, Zone.CENTRE: 1.9},
        (
            Notice("周一至周五9:00—17:00", 4),
            Notice("工作日 9:00-16:30", 2),
            Notice("周一至周五9:00—17:00（国家法定节假日除外）", 2),
            Notice("9:00-12:00 13:30-17:00", 2),
            Notice("周一至周五9:00―17:00；周六、日9:30―4：00PM", 1),
            Notice("在银行营业期间", 1),
        ),
        STAFFED,
    ),
    Host(
        "样品石油{place}加油站",
        {**TOWN, Zone.OLD_TOWN: 0.2, **EDGE},
        (
            Notice("24小时开放", 1.2, late=True),
            Notice("0:00—24:00", 0.6, late=True),
            Notice("6:00-22:00", 3),
            Notice("早上6点半开门,晚上9点关门", 2),
        ),
        {Access.OPEN: 0.5, Access.STAFFED: 0.5},
    ),
    Host(
        "占位通信{place}营业厅",
        {**TOWN, Zone.PARK: 0.0},
        (
            Notice("8:30-18:00", 2),
            Notice("开放时间,周一至周日9:00—17:00", 2),
            Notice("09:00:00 ~ 18:00:00", 1),
            Notice("周一至周日12:00~21:00", 1),
        ),
        STAFFED,
    ),
    Host(
        "虚构物业{place}服务中心",
        {**TOWN, **EDGE},
        (
            Notice("工作日开放时间为上午8:30至下午5:30", 3),
            Notice("每天9:00-11:30、14:30-18:00", 3),
            Notice("8:30-11:00 13:30-17:00", 2),
            Notice("随物业上下班", 1),
            Notice("以站点为准", 1),
            Notice("", 1),
        ),
        MOSTLY_STAFFED,
    ),
    Host(
        "草拟环卫{place}作业站",
        {**TOWN, **EDGE, Zone.PARK: 2.0},
        (
            Notice("6:00-18:00", 3),
            Notice("5∶30~23∶00", 1, late=True),
            Notice("早八点至晚八点", 2),
            Notice("夏季(5月-10月)8:00-20:00，冬季(11月-4月)8:30-18:00", 2),
            Notice("8:30-11:00 13:30-17:00", 2),
        ),
        {Access.OPEN: 0.6, Access.STAFFED: 0.4},
    ),
    Host(
        "样例便利店({place}店)",
        {**TOWN, Zone.CENTRE: 1.4},
        (
            Notice("24小时不间断开放", 0.7, late=True),
            Notice("7:00-23:00", 3, late=True),
            Notice("运营时间为每日8时到22时", 3),
            Notice("春节不打烊", 0.4),
        ),
        {Access.OPEN: 0.8, Access.STAFFED: 0.2},
    ),
    Host(
        "{place}党群服务中心",
        {**TOWN, Zone.INDUSTRY: 0.4},
        (
            Notice("工作日 9:00-12:00 14:00-17:00，需提前电话预约", 1),
            Notice("工作日 9:00-12:00 14:00-17:00", 3),
            Notice(
                "周一至周五 上午 9:00 - 12:00　下午 13:30 - 17:00 "
                "周六 上午 9:00 - 11:30　下午 14:00 - 16:30 周日及法定节假日闭馆",
                2,
            ),
            Notice("开放时间：周一至周日 08:00 - 22:30。国家法定节假日另行通知。", 1),
        ),
        MOSTLY_STAFFED,
    ),
    Host(
        "待定快餐({place}店)",
        {**TOWN, Zone.PARK: 0.0, Zone.INDUSTRY: 0.5},
        (
            Notice("10:30-14:00 16:30-20:30", 2),
            Notice("每天上午8:30至晚上10:30", 2),
            Notice("12小时制", 0.5),
        ),
        {Access.OPEN: 1.0},
    ),
)
UNION_BUILT: Final = (
    Notice("微信扫码就能进入,确保24小时服务不间断", 3, late=True),
    Notice("24小时不间断开放。白天有工作人员值守服务,夜晚只需刷身份证便可进入", 3, late=True),
    Notice("8:00-22:00有人值守,22:00至次日8:00扫码进入", 3, late=True),
    Notice("有人值守时间段由常规的8:00-18:00延长至8:00-22:00", 4),
    Notice("每天从早上8时至下午6时", 3),
    Notice("8:00-22:00", 3),
)


def notice(dice: Random, notices: tuple[Notice, ...], *, late: bool) -> Notice:
    """Return one notice; a late one only where places may be open in the night."""
    fitting = [n for n in notices if late or not n.late]
    return dice.choices(fitting, [n.weight for n in fitting])[0]


def host_for(dice: Random, zone: Zone) -> Host:
    """Return a trade that is found in a zone."""
    return dice.choices(HOSTS, [host.zones.get(zone, 0.0) for host in HOSTS])[0]


def access_of(
    dice: Random, told: tuple[AccessHours, ...], usual: dict[Access, float]
) -> tuple[AccessHours, ...] | None:
    """Return how one gets in: what the notice tells, else what is usual, or unknown."""
    if told:
        return told
    way = dice.choices(list(usual), list(usual.values()))[0]
    return None if dice.random() < 0.08 else (AccessHours(way),)
