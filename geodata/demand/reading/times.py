"""At which hour of the week something happened, in China time, as people write it."""

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from locator.hours import CHINA

WEEKDAYS: Final = {
    **{letter: day for day, letter in enumerate("一二三四五六日")},
    **{str(day + 1): day for day in range(7)},
    **{word: day for day, word in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
    "天": 6,
}
DAY_FIRST: Final = re.compile(r"^(?:周|星期|礼拜)")
_FULL = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2})(?::\d{1,2}(?::[\d.]+)?)?)?"
)
_CLOCK = re.compile(r"(?:\d{1,2}[-/.月]\d{1,2}日?[T ]+)?(\d{1,2}):\d{2}(?::[\d.]+)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.0)?")
_ZONED = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")


class Moment(NamedTuple):
    """A day of the week (0 is Monday) and an hour (0–23); None where nobody tells."""

    weekday: int | None
    hour: int | None


@lru_cache(maxsize=65536)  # the same minutes come again and again
def read_time(text: str) -> Moment | None:
    """Return the moment of a date, a clock time, or seconds since 1970; None if it is none.

    A date without a clock time leaves the hour open, one without a year the day of the
    week. A time without a zone is China's.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _EPOCH.fullmatch(plain):
        return _epoch(int(plain.removesuffix(".0")))
    if _ZONED.search(plain) and ":" in plain:
        return _zoned(plain)
    if full := _FULL.fullmatch(plain):
        year, month, day = map(int, full.group(1, 2, 3))
        return _on(year, month, day, None if full[4] is None else int(full[4]))
    clock = _CLOCK.fullmatch(plain)
    return Moment(None, int(clock[1])) if clock and int(clock[1]) < 24 else None


@lru_cache(maxsize=4096)
def read_weekday(text: str) -> int | None:
    """Return the day of 周一, 星期天, Mon, Monday or 1–7 (1 is Monday); None if it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold().removesuffix(".0")
    word = DAY_FIRST.sub("", plain)
    return WEEKDAYS.get(word[:3] if word.isascii() and word.isalpha() else word)


@lru_cache(maxsize=4096)
def read_hour(text: str, hours: int) -> int | None:
    """Return a whole hour from 0 to below `hours`, as 8, 8点, 08:00 or 8时; None if it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\d{1,3})(?:\.0|:\d{2}|[点时])?", plain)
    return int(found[1]) if found and int(found[1]) < hours else None


def _epoch(number: int) -> Moment:
    seconds = number / 1000 if number >= 10**12 else number
    return _of(datetime.fromtimestamp(seconds, CHINA))


def _zoned(text: str) -> Moment | None:
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None
    return _of(moment.astimezone(CHINA))


def _on(year: int, month: int, day: int, hour: int | None) -> Moment | None:
    try:
        moment = datetime(year, month, day, hour or 0, tzinfo=CHINA)
    except ValueError:
        return None
    return Moment(moment.weekday(), hour)


def _of(moment: datetime) -> Moment:
    return Moment(moment.weekday(), moment.hour)
