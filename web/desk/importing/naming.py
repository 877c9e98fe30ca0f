"""What fields, stages and the rest are called on the pages of an import."""

from typing import Final

from locator.history import LABELS
from locator.words import Words

# What a column can be, the most frequent first: as `geodata.headers.FIELDS`.
FIELDS: Final[dict[str, Words]] = {
    "name": LABELS["name"],
    "address": LABELS["address"],
    "district": LABELS["district"],
    "street": LABELS["street"],
    "position": Words("坐标或地图链接", "coordinates or a map link"),
    "lon": Words("经度", "longitude"),
    "lat": Words("纬度", "latitude"),
    "datum": Words("坐标系", "datum"),
    "hours": LABELS["hours"],
    "opens": Words("开门时间", "opening time"),
    "closes": Words("关门时间", "closing time"),
    "always": Words("是否 24 小时", "round the clock, yes or no"),
    "offered": Words("有没有这项设施或服务", "this facility or service, yes or no"),
    "offers": Words("设施和服务", "amenities and services"),
    "amenities": LABELS["amenities"],
    "services": LABELS["services"],
    "access": LABELS["access"],
    "welcome": LABELS["welcome"],
    "phone": LABELS["phone"],
    "kind": LABELS["kind"],
    "code": LABELS["code"],
    "host": LABELS["host"],
    "manager": LABELS["manager"],
    "operation": LABELS["operation"],
    "verified_on": LABELS["verified_on"],
    "capacity": LABELS["capacity"],
    "level": LABELS["level"],
    "tier": LABELS["tier"],
    "parent_id": LABELS["parent_id"],
    "members": LABELS["members"],
    "awards": LABELS["awards"],
    "photos": LABELS["photos"],
    "note": LABELS["note"],
    "source": LABELS["source"],
    "source_date": LABELS["source_date"],
    "adcode": LABELS["adcode"],
    "id": LABELS["id"],
    "active": LABELS["active"],
    "opening_hours": LABELS["opening_hours"],
    "entrance": Words("入口坐标", "coordinates of the entrance"),
    "entrance_lon": Words("入口经度", "longitude of the entrance"),
    "entrance_lat": Words("入口纬度", "latitude of the entrance"),
    "extra": Words("其他,原样保留", "something else, kept as it is"),
}
CALLED: Final = LABELS | FIELDS | {"": Words("不读", "not read")}

HOW: Final[dict[str, Words]] = {
    "given": Words("您选的", "you said so"),
    "synonym": Words("按列名", "by its header"),
    "geometry": Words("文件的几何", "geometry of the file"),
    "own": Words("本系统导出的列", "a column of our own exports"),
    "kept": Words("没有对应的字段", "no field has this name"),
    "dropped": Words("退回文件自带的列", "added by a file of rejected rows"),
}

STAGES: Final[dict[str, Words]] = {
    "wait": Words("排队中", "waiting in line"),
    "read": Words("正在读文件", "reading the file"),
    "understand": Words("正在理解各行", "understanding the rows"),
    "place": Words("正在定位", "finding places"),
    "write": Words("正在写入", "writing"),
}
