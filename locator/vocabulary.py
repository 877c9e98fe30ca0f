"""The field's own words: codes that the store keeps and what people call them."""

from enum import StrEnum
from typing import Final

from locator.words import Words


class Kind(StrEnum):
    """What a site is."""

    STATION = "station"
    VENUE = "venue"
    SERVICE_CENTRE = "service_centre"
    PARTNER = "partner"
    CANDIDATE = "candidate"
    REMOTE = "remote"


class Tier(StrEnum):
    """Place in a union's network."""

    HUB = "hub"
    STATION = "station"
    POINT = "point"


class Access(StrEnum):
    """How one gets in."""

    OPEN = "open"
    STAFFED = "staffed"
    SCAN = "scan"
    APP = "app"
    FACE = "face"
    CARD = "card"
    CODE = "code"
    APPOINTMENT = "appointment"


class Welcome(StrEnum):
    """Who may enter."""

    ANYONE = "anyone"
    OUTDOOR_WORKERS = "outdoor_workers"
    MEMBERS = "members"
    MEMBER_COMPANIES = "member_companies"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Whether a site or a service is open. Unknown is never closed."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Operation(StrEnum):
    """Whether the site works at all, whatever its hours."""

    OPERATING = "operating"
    CLOSED = "closed"
    UNDER_REPAIR = "under_repair"


class Datum(StrEnum):
    """The datum of a pair of coordinates."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Accuracy(StrEnum):
    """How well a position is known."""

    EXACT = "exact"  # given for this site
    STREET = "street"  # centre of the street named in the address
    DISTRICT = "district"  # centre of the district named in the address


KINDS: Final[dict[str, Words]] = {
    "station": Words("户外劳动者驿站", "station"),
    "venue": Words("共享阵地", "shared venue"),
    "service_centre": Words("服务中心", "service centre"),
    "partner": Words("优惠商户", "partner shop"),
    "candidate": Words("候选点", "candidate site"),
    "remote": Words("热线", "hotline"),
}

TIERS: Final[dict[str, Words]] = {
    "hub": Words("区级中心", "hub"),
    "station": Words("街道站", "station"),
    "point": Words("服务点", "point"),
}

ACCESSES: Final[dict[str, Words]] = {
    "open": Words("推门即进", "open door"),
    "staffed": Words("有人值守", "staffed"),
    "scan": Words("微信扫码", "scan with WeChat"),
    "app": Words("App 开门", "open with an app"),
    "face": Words("刷脸", "face recognition"),
    "card": Words("刷身份证", "ID card"),
    "code": Words("输入密码", "door code"),
    "appointment": Words("需预约", "by appointment"),
}

WELCOMES: Final[dict[str, Words]] = {
    "anyone": Words("谁都能进", "anyone"),
    "outdoor_workers": Words("户外劳动者", "outdoor workers"),
    "members": Words("工会会员", "union members"),
    "member_companies": Words("成员单位职工", "staff of member companies"),
    "unknown": Words("对象未知", "not stated"),
}

STATUSES: Final[dict[str, Words]] = {
    "open": Words("营业中", "open"),
    "closed": Words("已关门", "closed"),
    "unknown": Words("时间未知", "hours unknown"),
}

OPERATIONS: Final[dict[str, Words]] = {
    "operating": Words("正常", "operating"),
    "closed": Words("已停用", "closed down"),
    "under_repair": Words("维修中", "under repair"),
}

ACCURACIES: Final[dict[str, Words]] = {
    "exact": Words("准确", "exact"),
    "street": Words("只到街道", "of the street only"),
    "district": Words("只到区县", "of the district only"),
}

DATUMS: Final[dict[str, Words]] = {
    "wgs84": Words("WGS-84(GPS、天地图)", "WGS-84 (GPS, Tianditu)"),
    "gcj02": Words("GCJ-02(高德、腾讯、微信)", "GCJ-02 (Amap, Tencent, WeChat)"),
    "bd09": Words("BD-09(百度)", "BD-09 (Baidu)"),
}

AMENITIES: Final[dict[str, Words]] = {
    "ac": Words("空调", "air conditioning"),
    "heating": Words("取暖", "heating"),
    "water": Words("饮水", "drinking water"),
    "microwave": Words("微波炉", "microwave"),
    "fridge": Words("冰箱", "fridge"),
    "seats": Words("桌椅", "seats"),
    "recliner": Words("躺椅", "recliner"),
    "charging": Words("手机充电", "phone charging"),
    "powerbank": Words("充电宝", "power bank"),
    "wifi": Words("Wi-Fi", "Wi-Fi"),
    "first_aid": Words("应急药箱", "first aid"),
    "aed": Words("AED", "AED"),
    "blood_pressure": Words("血压计", "blood pressure meter"),
    "umbrella": Words("雨具", "umbrella"),
    "sewing": Words("针线包", "sewing kit"),
    "tools": Words("维修工具", "tools"),
    "air_pump": Words("打气筒", "air pump"),
    "toilet": Words("卫生间", "toilet"),
    "nursing": Words("母婴室", "nursing room"),
    "shower": Words("淋浴", "shower"),
    "books": Words("书报", "books"),
    "tv": Words("电视", "television"),
    "printing": Words("自助打印", "printing"),
    "locker": Words("储物柜", "locker"),
    "ebike_charging": Words("电动车充电", "e-bike charging"),
    "battery_swap": Words("换电", "battery swap"),
    "parking": Words("停车", "parking"),
    "wheelchair": Words("无障碍", "wheelchair access"),
}

SERVICES: Final[dict[str, Words]] = {
    "legal": Words("法律", "legal advice"),
    "counselling": Words("心理", "counselling"),
    "training": Words("培训", "training"),
    "membership": Words("入会", "joining the union"),
    "health": Words("义诊", "health check"),
    "haircut": Words("理发", "haircut"),
    "meals": Words("优惠餐", "low-price meals"),
    "jobs": Words("招聘", "jobs"),
    "wage_claims": Words("讨薪", "wage claims"),
    "parcel": Words("代收", "parcel pick-up"),
}

STATION_BRANDS: Final[tuple[str, ...]] = (
    "工会驿站",
    "户外劳动者服务站",
    "户外劳动者服务点",
    "户外劳动者服务站点",
    "户外劳动者综合服务站",
    "户外劳动者驿站",
    "户外职工爱心接力站",
    "爱心驿站",
    "暖心驿站",
    "暖新驿站",
    "暖蜂驿站",
    "小哥驿站",
    "骑手驿站",
    "骑士之家",
    "骑手微家",
    "劳动者港湾",
    "爱心翼站",
    "邮爱驿站",
    "彩虹驿站",
    "司机之家",
    "清凉驿站",
)

VENUE_BRANDS: Final[tuple[str, ...]] = (
    "职工书屋",
    "职工之家",
    "职工健身房",
    "共享阵地",
    "职工服务中心",
    "职工学堂",
)
