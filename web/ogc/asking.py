"""What a request for features asks for, read as the standard says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from math import isfinite
from typing import Any, Final

from locator.errors import InvalidInput, Problem, problem
from locator.features import Box, Feature
from locator.words import Words, same
from web.api.parameters.parameter import unknown
from web.numbers import decimal_number, whole_number
from web.ogc.collections import Collection
from web.ogc.properties import ALLOWED, READERS

MOST: Final = 1000  # features of a page; who asks for more gets as many
USUAL: Final = 100
LONGEST: Final = 200
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG4326: Final = "http://www.opengis.net/def/crs/EPSG/0/4326"  # latitude first
EVERYWHERE: Final = ("f", "lang")
OWN: Final = ("limit", "after", "bbox", "bbox-crs", "datetime")
INSTANT: Final = re.compile(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?", re.ASCII | re.IGNORECASE
)
A_BOX: Final = Words(
    "西,南,东,北(度),或加上高度共 6 个数", "west,south,east,north in degrees, or six with heights"
)
A_TIME: Final = Words(
    "RFC 3339 日期或时刻,或以 / 隔开的区间,一端可为 ..",
    "an RFC 3339 date or instant, or an interval with / between, either end may be ..",
)
A_LIMIT: Final = Words(f"1 以上的整数,至多 {MOST} 个", f"a whole number from 1; {MOST} at most")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which features are asked for.

    Parameters
    ----------
    limit : int
        How many at most.
    after : str
        The id to go on after.
    boxes : tuple of Box or None
        One, or two where it spans the antimeridian; None: anywhere.
    days : tuple of date
        First and last day of the features; empty: any.
    filters : tuple
        Properties and what they have to hold.
    """

    limit: int
    after: str
    boxes: tuple[Box, ...] | None
    days: tuple[date, ...]
    filters: tuple[tuple[Any, Any], ...]

    def takes(self, feature: Feature) -> bool:
        """Tell whether a feature is asked for, on whatever page."""
        return (
            (self.boxes is None or feature.touches(self.boxes))
            and (not self.days or feature.day is None or self.holds(feature.day))
            and all(
                each.holds(feature.properties[each.name], value) for each, value in self.filters
            )
        )

    def holds(self, day: date) -> bool:
        """Tell whether a day lies within those asked for."""
        return self.days[0] <= day <= self.days[1]


def read_wanted(args: Mapping[str, list[str]], collection: Collection) -> Wanted:
    """Read the query of a request for features. InvalidInput: naming all that is wrong."""
    readers = {"limit": read_limit, "after": read_after, "datetime": read_days}
    allowed = {"limit": A_LIMIT, "after": same("id"), "datetime": A_TIME, "bbox": A_BOX}
    known = {each.name: each for each in collection.properties}
    crs = args.get("bbox-crs", [CRS84])[0]
    values: dict[str, Any] = {}
    filters, problems = [], list(strange(args, (*OWN, *known)))
    if crs not in (CRS84, EPSG4326):
        problems.append(refused("bbox-crs", crs, same(f"{CRS84} | {EPSG4326}")))
    for name, texts in args.items():
        try:
            if name == "bbox":
                values[name] = read_boxes(texts[0], latitude_first=crs == EPSG4326)
            elif name in readers:
                values[name] = readers[name](texts[0])
            elif name in known:
                filters.append((known[name], READERS[known[name].kind](texts[0])))
        except ValueError:
            may = ALLOWED[known[name].kind] if name in known else allowed[name]
            problems.append(refused(name, texts[0], may))
    if problems:
        raise InvalidInput(*problems)
    return Wanted(
        limit=values.get("limit", USUAL),
        after=values.get("after", ""),
        boxes=values.get("bbox"),
        days=values.get("datetime", ()),
        filters=tuple(filters),
    )


def check_known(args: Mapping[str, list[str]]) -> None:
    """Refuse parameters where none are asked for but those that stand everywhere."""
    problems = list(strange(args, ()))
    if problems:
        raise InvalidInput(*problems)


def strange(args: Mapping[str, list[str]], known: tuple[str, ...]) -> list[Problem]:
    """Return what is wrong with names: those that are not known, or stand twice."""
    names = (*known, *EVERYWHERE)
    once = Words("只写一次", "given once")
    return [unknown(name, names) for name in args if name not in names] + [
        refused(name, " ".join(texts), once) for name, texts in args.items() if len(texts) > 1
    ]


def refused(name: str, text: str, allowed: Words) -> Problem:
    """Say that a value is not accepted."""
    message = Words(f"参数 {name} 应为:{allowed.zh}。", f"Parameter {name} must be {allowed.en}.")
    return problem(name, text, allowed, message)


def read_limit(text: str) -> int:
    """Read how many are wanted; more than there may be on a page are as many as may be."""
    number = whole_number(text)
    if number < 1:
        raise ValueError
    return min(number, MOST)


def read_after(text: str) -> str:
    """Read the id to go on after."""
    if len(text) > LONGEST:
        raise ValueError
    return text


def read_boxes(text: str, *, latitude_first: bool) -> tuple[Box, ...]:
    """Read a box, two where it spans the antimeridian; heights are left alone."""
    numbers = [decimal_number(part) for part in text.split(",")]
    if len(numbers) not in (4, 6) or not all(map(isfinite, numbers)):
        raise ValueError
    half = len(numbers) // 2
    (x1, y1), (x2, y2) = numbers[:2], numbers[half : half + 2]
    west, south, east, north = (y1, x1, y2, x2) if latitude_first else (x1, y1, x2, y2)
    if south > north:
        raise ValueError
    if west <= east:
        return ((west, south, east, north),)
    return (west, south, 180.0, north), (-180.0, south, east, north)


def read_days(text: str) -> tuple[date, date]:
    """Read an instant or an interval, as days."""
    ends = text.split("/")
    if len(ends) > 2 or all(end in ("", "..") for end in ends):
        raise ValueError
    first, last = ends[0], ends[-1]
    days = (
        date.min if first in ("", "..") else read_day(first),
        date.max if last in ("", "..") else read_day(last),
    )
    if any(later < earlier for earlier, later in pairwise(days)):
        raise ValueError
    return days


def read_day(text: str) -> date:
    """Read the day of a date or an instant."""
    if not INSTANT.fullmatch(text):
        raise ValueError
    return datetime.fromisoformat(text.upper().replace("Z", "+00:00")).date()
