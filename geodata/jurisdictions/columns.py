"""What the columns of a file of unions are called, and the words in them."""

from collections.abc import Mapping
from typing import Final

from geodata.tables import header_word
from locator.unions import Level

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "union_id", "编号", "编码", "工会编号", "工会编码", "唯一编码"),
    "name": (
        *("name", "名称", "工会名称", "工会", "区划名称", "行政区名称", "行政区划名称"),
        *("单位名称", "union", "union_name"),
    ),
    "district": ("district", "区县", "行政区", "区县名称", "县市区", "区", "所属区县", "所在区县"),
    "street": (
        *("street", "街道", "镇街", "街镇", "乡镇", "街道名称", "乡镇名称", "乡镇街道", "街道乡镇"),
        *("所属街道", "所在街道", "subdistrict", "town"),
    ),
    "level": ("level", "级别", "层级", "类型", "行政级别", "工会级别", "kind", "type"),
    "adcode": (
        *("adcode", "code", "区划代码", "行政区划代码", "行政区划编码", "行政代码", "代码", "gb"),
        *("pac", "区划码"),
    ),
    "parent": (
        *("parent", "parent_id", "上级", "上级工会", "上级编号", "上级名称", "上级单位", "隶属"),
        *("上级代码", "上级区划代码", "parent_adcode", "parent_name", "主管工会"),
    ),
    "phone": ("phone", "tel", "telephone", "电话", "联系电话", "工会电话", "热线", "联系方式"),
    "address": ("address", "addr", "地址", "工会地址", "详细地址", "办公地址"),
    "catch_all": ("catch_all", "catchall", "兜底", "是否兜底", "区域兜底", "兜底工会"),
}
HEADERS: Final = tuple(name for names in SYNONYMS.values() for name in names)
MEANING: Final = {header_word(name): field for field, names in SYNONYMS.items() for name in names}

LEVEL_WORDS: Final[dict[Level, tuple[str, ...]]] = {
    "city": ("city", "市", "市级", "地级市", "设区市", "市总工会", "地市"),
    "district": (
        *("district", "区", "县", "区县", "区级", "县级", "县市区", "区县级", "县级市", "county"),
        *("区总工会", "县总工会"),
    ),
    "street": (
        *("street", "街道", "镇", "乡", "镇街", "街镇", "乡镇", "街道级", "镇级", "乡镇级"),
        *("乡镇街道", "街道乡镇", "town", "township", "subdistrict"),
    ),
    "point": ("point", "点", "园区", "企业", "社区", "村", "村级", "基层", "社区级", "服务点"),
}
LEVEL_OF: Final[dict[str, Level]] = {
    header_word(word): level for level, words in LEVEL_WORDS.items() for word in words
}
LEVEL_OF_LENGTH: Final[dict[int, Level]] = {
    2: "city",  # Beijing, Tianjin, Shanghai and Chongqing are provinces by code
    4: "city",
    6: "district",
    9: "street",
    12: "point",
}
YES: Final = frozenset(("是", "yes", "y", "true", "1", "兜底", "有"))


def known_fields(properties: Mapping[str, str]) -> dict[str, str]:
    """Return what a row says, by field; the first column of a meaning that says anything.

    A row that has no name is about the street that it tells, or else the district; the
    district around a street is told as ``within``.
    """
    said: dict[str, str] = {}
    for header, cell in properties.items():
        field = MEANING.get(header_word(header))
        if field and cell.strip():
            said.setdefault(field, cell.strip())
    places = {level: said.pop(level) for level in ("street", "district") if level in said}
    if "name" not in said and places:
        level, said["name"] = next(iter(places.items()))
        said.setdefault("level", level)
    around = [place for place in places.values() if place != said.get("name")]
    return said | {"within": around[0]} if around else said
