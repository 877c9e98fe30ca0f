"""What the columns of other people's tables are called, and which field each one means."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from locator.reading import names_offer
from locator.vocabulary import Datum

# field -> what people write above it; compared after `plain_header`, most telling first
SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "站点id", "标识", "唯一标识"),
    "name": (
        *(
            "名称",
            "站点名称",
            "驿站名称",
            "服务站名称",
            "服务点名称",
            "阵地名称",
            "场所名称",
            "场地名称",
        ),
        *("劳动者驿站名称", "工会驿站名称", "爱心驿站名称", "服务站点名称", "驿站全称", "站点全称"),
        *("户外劳动者驿站名称", "户外劳动者服务站名称", "户外劳动者服务站点名称"),
        *("单位名称", "商户名称", "门店名称", "网点名称", "机构名称", "中心名称", "点位名称"),
        *("站点名", "驿站名", "站名", "站点", "驿站", "服务站点", "name", "site_name", "site"),
        *("station", "station_name", "title"),
    ),
    "kind": (
        *("类型", "类别", "站点类型", "站点类别", "驿站类型", "种类", "kind", "type", "category"),
    ),
    "code": (
        *("编号", "编码", "站点编号", "站点编码", "驿站编号", "驿站编码", "唯一编码", "统一编码"),
        *("代码", "code"),
    ),
    "host": (
        *("所属", "所属单位", "主办", "主办单位", "建设单位", "建站单位", "依托单位", "承建单位"),
        *("运营单位", "共建单位", "管理单位", "host", "owner", "operator"),
    ),
    "address": (
        *("地址", "详细地址", "站点地址", "驿站地址", "具体地址", "所在地址", "服务地址"),
        *("站点详细地址", "所在地", "地点", "具体位置", "详细位置", "地址信息", "办公地址"),
        *("单位地址", "通讯地址", "坐落", "坐落位置", "建设地点", "address", "addr"),
    ),
    "adcode": ("行政区划代码", "区划代码", "行政区划编码", "adcode"),
    "district": (
        *("区县", "行政区", "所属区县", "所在区县", "所属区", "所在区", "县区", "县市区", "区市"),
        *(
            "区市县",
            "县市",
            "县",
            "行政区划",
            "区",
            "市区",
            "辖区",
            "所属辖区",
            "所属区域",
            "行政区域",
            "区域",
            "district",
        ),
        *("county",),
    ),
    "street": (
        *(
            "街道",
            "镇街",
            "乡镇",
            "街镇",
            "所属街道",
            "所在街道",
            "街道乡镇",
            "乡镇街道",
            "街道办",
            "街道办事处",
        ),
        *("镇", "所属镇街", "street", "town", "subdistrict"),
    ),
    "lon": (
        *("经度", "东经", "lng", "lon", "long", "longitude", "x", "x坐标", "经度坐标", "坐标x"),
        *("坐标经度", "地图经度", "经度值", "gps经度", "大地经度", "地理经度", "x轴"),
        *("location_lng", "point_x", "gd_lng", "gd_lon"),
    ),
    "lat": (
        *("纬度", "北纬", "lat", "latitude", "y", "y坐标", "纬度坐标", "坐标y", "坐标纬度"),
        *("地图纬度", "纬度值", "gps纬度", "大地纬度", "地理纬度", "y轴"),
        *("location_lat", "point_y", "gd_lat"),
    ),
    "position": (
        *("坐标", "经纬度", "位置", "定位", "地理坐标", "经纬度坐标", "位置坐标", "地图位置"),
        *("gps", "gps坐标", "gps定位", "坐标位置", "坐标点", "地理位置", "地图链接", "位置链接"),
        *("导航链接", "分享链接", "定位链接", "地图坐标", "地图定位", "定位坐标", "具体坐标"),
        *("位置信息", "经度纬度", "location", "position", "coordinates", "coordinate", "coord"),
        *("coords", "lnglat", "lonlat", "latlng", "latlon", "map_link", "geo", "wkt", "geometry"),
    ),
    "datum": (
        "坐标系",
        "坐标系统",
        "坐标类型",
        "坐标系类型",
        "坐标体系",
        "坐标标准",
        "坐标来源",
        "坐标基准",
        "datum",
        "crs",
        "coord_type",
    ),
    "entrance_lon": ("入口经度", "entrance_lon", "entrance_lng", "entrance_longitude"),
    "entrance_lat": ("入口纬度", "entrance_lat", "entrance_latitude"),
    "entrance": ("入口坐标", "入口位置", "入口经纬度", "entrance"),
    "hours": (
        *("开放时间", "服务时间", "营业时间", "开放时段", "服务时段", "开放时间段", "运营时间"),
        *("对外开放时间", "每日开放时间", "日常开放时间", "开放服务时间", "开馆时间", "运行时间"),
        *("值班时间", "工作时间", "办公时间", "接待时间", "时间", "hours", "opening_times"),
        *("open_time", "business_hours", "hours_text"),
    ),
    "opening_hours": ("opening_hours", "开放时间(osm)"),
    "opens": ("开门时间", "开放开始时间", "开放时间开始", "开始营业时间"),
    "closes": ("关门时间", "开放结束时间", "开放时间结束", "闭馆时间", "结束营业时间"),
    "always": (
        *("24小时", "是否24小时", "是否24小时开放", "24小时开放", "是否为24小时驿站", "24小时驿站"),
        *("是否24小时驿站", "是否全天开放", "全天开放", "是否24h"),
    ),
    "access": (
        *("进入方式", "开门方式", "入门方式", "进站方式", "进门方式", "门禁方式", "门禁", "access"),
    ),
    "welcome": ("服务对象", "开放对象", "面向对象", "适用对象", "welcome", "audience"),
    "amenities": (
        *("服务设施", "设施", "配套设施", "设施设备", "设备设施", "基础设施", "设备", "配备设施"),
        *("硬件设施", "便民设施", "站内设施", "基本设施", "配置设施", "设施配备", "设施配置"),
        *("设施情况", "设施设备情况", "服务设施情况", "现有设施", "主要设施", "功能设施", "配套"),
        *("配套设备", "配套情况", "设备配置", "facilities", "amenities", "equipment"),
    ),
    "services": ("服务", "服务内容", "服务项目", "提供服务", "特色服务", "便民服务", "services"),
    "offers": (
        *("服务设施/内容", "设施/服务", "服务/设施", "设施与服务", "设施及服务", "服务设施及内容"),
        *("服务功能", "功能", "主要功能", "服务设施和内容", "设施服务", "配套服务"),
    ),
    "offered": (),  # a facility or service as a header, yes or no under it
    "tier": ("层级", "站点层级", "tier"),
    "parent_id": ("上级", "上级站点", "上级编号", "所属中心", "parent", "parent_id"),
    "members": ("成员单位", "成员企业", "共享单位", "members"),
    "phone": (
        *("联系电话", "电话", "服务电话", "咨询电话", "联系方式", "手机", "手机号", "手机号码"),
        *("座机", "固定电话", "热线", "电话号码", "联系人电话", "联系人手机", "联系人联系方式"),
        *("联系人及电话", "联系人及联系方式", "负责人电话", "负责人手机", "负责人联系方式"),
        *("负责人及电话", "负责人及联系方式", "管理员电话", "phone", "tel", "telephone", "mobile"),
    ),
    "manager": ("负责人", "责任人", "联系人", "管理员", "站长", "manager", "contact"),
    "level": ("等级", "星级", "级别", "站点等级", "level", "grade"),
    "awards": ("荣誉", "获奖", "获奖情况", "所获荣誉", "荣誉称号", "awards"),
    "capacity": ("容量", "可容纳人数", "容纳人数", "座位数", "capacity", "seats_count"),
    "photos": ("照片", "图片", "站点照片", "照片链接", "photos", "photo", "images"),
    "operation": (
        "状态",
        "运营状态",
        "开放状态",
        "站点状态",
        "使用状态",
        "运行状态",
        "status",
        "operation",
    ),
    "note": ("备注", "说明", "注", "note", "notes", "remark", "remarks", "description"),
    "source": ("来源", "数据来源", "信息来源", "source"),
    "source_date": ("来源日期", "发布日期", "数据日期", "填报日期", "source_date"),
    "verified_on": (
        *("核实日期", "更新时间", "更新日期", "核验日期", "核查日期", "核实时间", "verified_on"),
        *("updated_at", "last_verified"),
    ),
    "active": ("启用", "是否启用", "active"),
}

FIELDS: Final[tuple[str, ...]] = (*SYNONYMS, "extra")
LON_HEADERS: Final = SYNONYMS["lon"]
LAT_HEADERS: Final = SYNONYMS["lat"]
ID_HEADERS: Final = SYNONYMS["id"]

# A datum written into a header: 经度(GCJ-02), lng_bd09, 百度经度. "GPS" is missing on
# purpose: people write it above coordinates of any datum.
DATUM_WORDS: Final[dict[str, Datum]] = {
    "wgs84": Datum.WGS84,
    "cgcs2000": Datum.WGS84,
    "天地图": Datum.WGS84,
    "gcj02": Datum.GCJ02,
    "高德": Datum.GCJ02,
    "腾讯": Datum.GCJ02,
    "火星": Datum.GCJ02,
    "bd09": Datum.BD09,
    "百度": Datum.BD09,
}

HEADER_CHARS: Final = 60  # anything longer is a sentence, not a header
# What people put before a header that says it all without: 站点联系电话, 所属街道.
PREFIXES: Final = (
    *("服务站点", "服务站", "服务点", "站点", "驿站", "网点", "点位", "阵地", "场所", "门店"),
    *("所在", "所属"),
)

_PREFIX = re.compile(f"^(?:{'|'.join(PREFIXES)})")
_BRACKETS = re.compile(r"[(\[{【〔「<《][^)\]}】〕」>》]*[)\]}】〕」>》]")
_FILLERS = re.compile(r"[\s_*:\-.;。·°#?!\"'“”]+")
_ASKING = re.compile(r"^(?:是否|有无)?(?:有|提供|配备|配有|设有)?")
_OFFERED = re.compile(r"(?:服务|咨询|设施|设备|机|箱)$")
_JOINTS = re.compile(r"[/、,&|与和及]")


class Header(NamedTuple):
    """What a header says.

    Parameters
    ----------
    field : str or None
        One of `FIELDS`; None where the header is not known.
    datum : Datum or None
        The datum that stands in it.
    rank : int
        Smaller is more telling, where two columns mean the same field.
    """

    field: str | None
    datum: Datum | None = None
    rank: int = 0


def plain_header(text: str) -> str:
    """Return a header in one width and case, without blanks and marks."""
    return _FILLERS.sub("", unicodedata.normalize("NFKC", text).casefold())


_MEANING: Final[dict[str, tuple[str, int]]] = {
    plain_header(name): (field, rank)
    for field, names in SYNONYMS.items()
    for rank, name in enumerate(names)
}


@lru_cache(maxsize=4096)
def read_header(text: str) -> Header:
    """Return the field that a header means, and the datum that it names.

    Brackets are tried as part of the name first, then taken as a remark: a unit, a
    datum, a hint to whoever fills the table in.
    """
    if len(text) > HEADER_CHARS:
        return Header(None)
    whole = plain_header(text)
    word = next((word for word in DATUM_WORDS if word in whole), None)
    datum = DATUM_WORDS[word] if word else None
    bare = _BRACKETS.sub("", whole)
    without_datum = bare.replace(word, "") if word else bare
    for name in (whole, bare, without_datum, _PREFIX.sub("", without_datum)):
        if name in _MEANING:
            field, rank = _MEANING[name]
            return Header(field, datum, rank)
    joint = _joint_field(without_datum) or _asked_field(without_datum)
    return Header(joint, datum, len(_MEANING))


def header_words() -> frozenset[str]:
    """Return every name that is known for a column, as people write it.

    They tell the header row of a sheet from its title rows.
    """
    names = {name for names in SYNONYMS.values() for name in names}
    return frozenset(names | {prefix + name for prefix in PREFIXES for name in names})


def _joint_field(name: str) -> str | None:
    """Return the field of a header that names several: 设施及服务, 经度/纬度."""
    fields = [_MEANING[part][0] if part in _MEANING else None for part in _JOINTS.split(name)]
    if len(fields) < 2 or None in fields:
        return None
    if set(fields) == {"manager", "phone"}:
        return "phone"
    if set(fields) <= {"amenities", "services", "offers"}:
        return "offers"
    return "position" if set(fields) == {"lon", "lat"} else fields[0]


def _asked_field(name: str) -> str | None:
    """Return the field of a header that asks for one facility or service: 是否有空调, 微波炉."""
    offer = _ASKING.sub("", name)
    return "offered" if names_offer(offer) or names_offer(_OFFERED.sub("", offer)) else None
