"""What the columns of a file of orders, riders or people are called."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from geodata.headers import LAT_HEADERS, LON_HEADERS, SYNONYMS, read_header
from geodata.tables import header_word
from locator.errors import InvalidInput, Problem, problem
from locator.vocabulary import Datum
from locator.words import Words, same

# field -> what people write above it, most telling first; positions are the importer's
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "weight": (
        *("weight", "权重", "数量", "count", "订单数", "订单量", "单量", "orders", "order_count"),
        *(
            "骑手数",
            "骑手人数",
            "riders",
            "人数",
            "人口",
            "人口数",
            "常住人口",
            "people",
            "population",
        ),
        *("pop", "value", "值", "num", "number", "合计", "total"),
    ),
    "hour_of_week": ("hour_of_week", "week_hour", "周小时", "一周小时", "周内小时"),
    "weekday": ("weekday", "day_of_week", "dow", "星期", "星期几", "周几"),
    "hour": ("hour", "hour_of_day", "小时", "时段", "钟点", "时"),
    "time": (
        *("time", "datetime", "timestamp", "时间", "日期时间", "时间戳"),
        *("order_time", "下单时间", "订单时间", "pickup_time", "取件时间", "取货时间", "取餐时间"),
        *("delivery_time", "送达时间", "完成时间", "gps_time", "定位时间", "上报时间"),
        *("accept_time", "接单时间", "created_at", "创建时间"),
    ),
    "date": ("date", "日期", "day"),
    "rider": (
        *("rider_id", "rider", "骑手编号", "骑手id", "骑手", "courier_id", "courier", "快递员编号"),
        *(
            "快递员",
            "driver_id",
            "司机编号",
            "user_id",
            "用户编号",
            "device_id",
            "设备编号",
            "工号",
        ),
    ),
}
FIELDS: Final = ("lon", "lat", "position", *NAMES)
POSITIONS: Final = ("lon", "lat", "position")
HEADERS: Final = (
    *(name for names in NAMES.values() for name in names),
    *(*LON_HEADERS, *LAT_HEADERS, *SYNONYMS["position"]),
)
MEANING: Final = {
    header_word(name): (field, rank)
    for field, names in NAMES.items()
    for rank, name in enumerate(names)
}


class ColumnUse(NamedTuple):
    """What a column is taken for.

    Parameters
    ----------
    place : int
        Which column it is, from 0.
    field : str
        One of `FIELDS`.
    datum : Datum or None
        That its header, or its file, names.
    rank : int
        The smallest of a field is read: below 0 where somebody said so, or where it is
        the geometry of a feature.
    """

    place: int
    field: str
    datum: Datum | None
    rank: int


class Columns(NamedTuple):
    """Which column holds what.

    Parameters
    ----------
    places : Mapping
        Field → place of its column.
    datum : Datum or None
        Of the positions, as their headers or the file tell.
    """

    places: Mapping[str, int]
    datum: Datum | None


def read_columns(
    headers: Sequence[str],
    given: Mapping[str, str],
    *,
    asked: Datum | None = None,
    geometry: tuple[str, str] | None = None,
    hint: Datum | None = None,
) -> Columns:
    """Return which of the columns is read for each field.

    Parameters
    ----------
    headers : Sequence of str
        The columns.
    given : Mapping
        Column → field, as somebody decided.
    asked : Datum or None
        The datum asked for: of several pairs, the one whose headers name it is read.
    geometry, hint
        Columns that hold the position of a feature, and their datum.
    """
    wanted = {header_word(column): field for column, field in given.items()}
    uses = []
    for place, header in enumerate(headers):
        if header_word(header) in wanted:
            uses.append(
                ColumnUse(place, wanted[header_word(header)], read_header(header).datum, -2)
            )
        elif geometry and header in geometry:
            uses.append(ColumnUse(place, ("lon", "lat")[geometry.index(header)], hint, -1))
        elif use := _known(place, header):
            uses.append(use)
    uses.sort(key=lambda use: (use.rank, use.place))
    places: dict[str, int] = {}
    for use in uses:
        if use.field not in POSITIONS:
            places.setdefault(use.field, use.place)
    pair = _pair(uses, asked)
    return Columns(places | {use.field: use.place for use in pair}, _datum(pair))


def check_given(given: Mapping[str, str], headers: Sequence[str]) -> None:
    """Refuse a mapping of columns that a file does not have, or to unknown fields.

    Raises
    ------
    InvalidInput
        With field ``map`` for each wrong entry.
    """
    known = {header_word(header) for header in headers}
    problems: list[Problem] = []
    for column, field in given.items():
        if header_word(column) not in known:
            message = Words(zh=f"没有“{column}”这一列", en=f"there is no column {column}")
            problems.append(_wrong(column, field, same(", ".join(headers)), message))
        if field not in FIELDS:
            message = Words(zh=f"没有“{field}”这个字段", en=f"there is no field {field}")
            problems.append(_wrong(column, field, same(", ".join(FIELDS)), message))
    if problems:
        raise InvalidInput(*problems)


def _wrong(column: str, field: str, allowed: Words, message: Words) -> Problem:
    return problem("map", f"{column}={field}", allowed, message)


def _known(place: int, header: str) -> ColumnUse | None:
    if header_word(header) in MEANING:
        field, rank = MEANING[header_word(header)]
        return ColumnUse(place, field, None, rank)
    read = read_header(header)
    if read.field in POSITIONS:
        return ColumnUse(place, read.field, read.datum, read.rank)
    return None


def _pair(uses: Sequence[ColumnUse], asked: Datum | None) -> tuple[ColumnUse, ...]:
    """Return the columns of longitude and latitude that belong together, or one of both."""
    pairs: list[tuple[ColumnUse, ...]] = [
        (lon, lat)
        for lon in uses
        for lat in uses
        if (lon.field, lat.field) == ("lon", "lat") and lon.datum is lat.datum
    ]
    pairs += [(use,) for use in uses if use.field == "position"]
    told = [any(use.rank == -2 for use in pair) for pair in pairs]
    ranked = sorted(
        zip(pairs, told, strict=True),
        key=lambda each: (
            not each[1],
            len(each[0]) == 1,
            asked is not None and each[0][0].datum is not asked,
            sum(use.rank for use in each[0]),
        ),
    )
    return ranked[0][0] if ranked else ()


def _datum(pair: Sequence[ColumnUse]) -> Datum | None:
    return pair[0].datum if pair else None
