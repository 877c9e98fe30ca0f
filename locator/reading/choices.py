"""Words that choose one thing: kind, way in, who is welcome, state, tier, datum.

Each table is tried from top to bottom, and the first row that fits decides.
"""

import re
from typing import Final, TypeVar

from locator.text.folding import fold
from locator.vocabulary import (
    STATION_BRANDS,
    VENUE_BRANDS,
    Access,
    Datum,
    Kind,
    Operation,
    Tier,
    Welcome,
)

LONGEST = 500  # characters of a cell that are looked at

Choice = TypeVar("Choice")
Table = tuple[tuple[Choice, re.Pattern[str]], ...]


def _table(*rows: tuple[Choice, str]) -> Table[Choice]:
    return tuple((choice, re.compile(pattern)) for choice, pattern in rows)


def _any_of(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(fold(name)) for name in names)


KINDS: Final = _table(
    (Kind.REMOTE, "热线|^remote$|^hotline$"),
    (Kind.CANDIDATE, "候选|拟建|拟设|闲置|^candidate(?:site)?$"),
    (Kind.PARTNER, "商户|商家|优惠店|折扣店|爱心店|特约店|^partner(?:shop)?$"),
    (Kind.STATION, _any_of(STATION_BRANDS) + "|^station$"),
    (Kind.SERVICE_CENTRE, "法律|法援|律师|维权|心理|预约服务|帮扶|调解|农民工之家"),
    (Kind.VENUE, _any_of(VENUE_BRANDS) + "|^(?:shared)?venue$"),
    (Kind.SERVICE_CENTRE, "服务中心|服务大厅|^servicecent(?:re|er)$"),
    (
        Kind.STATION,
        "驿站|驿家|户外劳动者|接力站|服务站|服务点|歇脚|(?:骑[手士]|小哥|快递员|司机|环卫工?)(?:之家|微家|驿)",
    ),
    (Kind.VENUE, "阵地|书屋|健身|文化宫|学堂|俱乐部|活动[室中]"),
)

# 无人值守 is not 有人值守, and 无需预约 no appointment.
NOT_NEEDED: Final = re.compile(
    r"无人值[守班]|(?:无需|无须|不需要?|不用|不必|毋需|免)(?:提前)?(?:预约|扫码|刷卡|刷脸|登记|密码|值守)"
)
ACCESSES: Final = _table(
    (
        Access.OPEN,
        "推门|自由进出|自由出入|直接进入|随意进出|敞开|开放式|无门禁|免门禁|^open(?:door)?$",
    ),
    (Access.STAFFED, "值守|值班|专人|工作人员|管理员开门|^staffed$"),
    (Access.SCAN, "扫码|扫一扫|二维码|扫描|^scan"),
    (Access.APP, "(?<![a-z])app(?![a-z])|小程序|手机应用|客户端|蓝牙"),
    (Access.FACE, "刷脸|人脸|面部识别|^face"),
    (Access.CARD, "身份证|刷卡|会员卡|工会卡|^(?:id)?card$"),
    (Access.CODE, "密码|口令|开门码|^(?:door)?code$"),
    (Access.APPOINTMENT, "预约|^(?:by)?appointment$"),
)

WELCOMES: Final = _table(
    (Welcome.UNKNOWN, "未知|不详|^unknown$|^notstated$"),
    (
        Welcome.MEMBER_COMPANIES,
        "成员单位|成员企业|共享单位|共建单位|本单位|园区企业|^membercompanies$",
    ),
    (
        Welcome.ANYONE,
        "所有人|任何人|人人|谁都|市民|居民|公众|社会|游客|(?<!职工)群众|不限|^anyone$|^all$",
    ),
    (
        Welcome.OUTDOOR_WORKERS,
        "户外|环卫|快递|外卖|骑手|小哥|新就业|网约车|司机|交警|一线|^outdoorworkers$",
    ),
    (Welcome.MEMBERS, "会员|^(?:union)?members$"),
)

OPERATIONS: Final = _table(
    (Operation.UNDER_REPAIR, "维修|装修|改造|整修|升级|修缮|检修|^underrepair$"),
    (
        Operation.CLOSED,
        "停|关闭|已关|撤|拆|废|取消|注销|[未不](?:再?)(?:启用|开放|运营|营业|使用)|^closed(?:down)?$",
    ),
    (Operation.OPERATING, "正常|运营|运行|开放|在用|启用|营业|使用|^operating$|^open$|^active$"),
)

TIERS: Final = _table(
    (Tier.HUB, "中心|枢纽|总站|区级|县级|市级|^hub$"),
    (Tier.POINT, "(?<!站)点|社区|村级|园区|企业|^point$"),
    (Tier.STATION, "站|街道|镇|乡|^station$"),
)

DATUMS: Final = _table(
    (
        Datum.WGS84,
        "wgs84|wgs1984|gps|cgcs2000|国家2000|2000(?:国家|坐标|大地)|大地2000|天地图|地球坐标|epsg4326|epsg4490",
    ),
    (Datum.GCJ02, "gcj02|gcj2|火星|国测局|高德|腾讯|amap|autonavi|tencent|gaode"),
    (Datum.BD09, "bd09(?!mc)|百度(?!墨卡托|米制)|baidu"),
)
DATUM_WORD: Final = re.compile(
    r"(?:WGS|GCJ|BD|EPSG)[-_: ]?\d+(?:LL)?|CGCS\s?2000|国家2000|2000国家"
)


def read_kind(text: str) -> Kind | None:
    """Return the kind that a type or a name tells; None where it tells none.

    A brand name decides before the services that the place is named after.
    """
    return _first(KINDS, text)


def read_access(text: str) -> tuple[Access, ...]:
    """Return every way to get in that a text tells, sorted; a denied one is not told."""
    folded = NOT_NEEDED.sub("", fold(text[:LONGEST]))
    return tuple(sorted(access for access, pattern in ACCESSES if pattern.search(folded)))


def read_welcome(text: str) -> Welcome | None:
    """Return who may enter, the widest group told; None where none is."""
    return _first(WELCOMES, text)


def read_operation(text: str) -> Operation | None:
    """Return whether a site works at all; None where the text does not tell."""
    return _first(OPERATIONS, text)


def read_tier(text: str) -> Tier | None:
    """Return the place in a union's network; None where the text does not tell."""
    return _first(TIERS, text)


def read_datum(text: str) -> Datum | None:
    """Return the datum that a text names; None where it names none or several."""
    folded = fold(text[:LONGEST])
    found = [datum for datum, pattern in DATUMS if pattern.search(folded)]
    return found[0] if len(found) == 1 else None


def _first(table: Table[Choice], text: str) -> Choice | None:
    folded = fold(text[:LONGEST])
    return next((choice for choice, pattern in table if pattern.search(folded)), None)
