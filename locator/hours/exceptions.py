"""Dates on which other hours hold: rules at the end of the OSM form, so that all who read it know.

``Mo-Su 08:00-20:00; 2026 Feb 16-2026 Feb 22 off`` is closed for a week. Only rules written just
so are taken for exceptions; others that name dates belong to the hours themselves.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from locator.hours.osm import DAY
from locator.model import OpeningHours, Site
from locator.words import Words, same

MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
UNKNOWN: Final = "24/7 unknown"  # stands before exceptions where nothing else is known
SHUT: Final = "off"

_DATE: Final = rf"(\d{{4}}) ({'|'.join(MONTHS)}) (\d\d)"
_SPANS: Final = r"\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*"
_LAST: Final = re.compile(rf"(.+); {_DATE}(?:-{_DATE})? (off|{_SPANS})", re.DOTALL)

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, order=True)
class DateException:
    """Other hours on one or several days.

    Parameters
    ----------
    first, last : date
        Both belong to it.
    spans : tuple of (int, int)
        Minutes from midnight, beyond 1440 for the next day; empty: closed.
    """

    first: date
    last: date
    spans: Spans = ()

    def say(self) -> Words:
        """Return the days and what holds on them."""
        days, times = _days(self.first, self.last), say_spans(self.spans)
        return Words(f"{days.zh} {times.zh}", f"{days.en} {times.en}")


def say_spans(spans: Spans) -> Words:
    """Return opening times in words."""
    if spans == ((0, DAY),):
        return Words("24 小时", "open 24 hours")
    if not spans:
        return Words("不开门", "closed")
    return same(", ".join(f"{clock(start)}–{clock(_end(end))}" for start, end in spans))


def clock(minute: int) -> str:
    """Return a minute of the day as 08:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def exceptions_of(hours: OpeningHours) -> tuple[DateException, ...]:
    """Return the exceptions of hours; where several speak of a day, the last one counts."""
    return _parted(hours.osm or "")[1]


def regular_hours(hours: OpeningHours) -> OpeningHours:
    """Return hours without their exceptions; unknown where only these are known."""
    base = _parted(hours.osm or "")[0]
    return replace(hours, osm=None if base in ("", UNKNOWN) else base)


def with_exceptions(hours: OpeningHours, exceptions: Iterable[DateException]) -> OpeningHours:
    """Return hours with these exceptions and no others.

    Parameters
    ----------
    hours : OpeningHours
        The exceptions that they have are dropped.
    exceptions : iterable of DateException
        The later override the earlier.
    """
    regular = regular_hours(hours)
    rules = [_written(each) for each in exceptions]
    if not rules:
        return regular
    return replace(regular, osm="; ".join([regular.osm or UNKNOWN, *rules]))


def announced(site: Site, exception: DateException) -> Site:
    """Return a site with one exception more; closed means that its services rest, too."""
    return _changed(site, lambda known: (*(each for each in known if each != exception), exception))


def withdrawn(site: Site, exception: DateException) -> Site:
    """Return a site without an exception."""
    return _changed(site, lambda known: tuple(each for each in known if each != exception))


def _changed(
    site: Site, change: Callable[[tuple[DateException, ...]], tuple[DateException, ...]]
) -> Site:
    """Return a site whose door, and whose services with hours of their own, keep others."""

    def changed(hours: OpeningHours, *, door: bool) -> OpeningHours:
        known = exceptions_of(hours)
        wanted = change(known)
        kept = [each for each in wanted if door or each in known or not each.spans]
        return with_exceptions(hours, kept)

    services = site.services and tuple(
        replace(offer, hours=offer.hours and changed(offer.hours, door=False))
        for offer in site.services
    )
    return replace(site, hours=changed(site.hours, door=True), services=services)


def _parted(osm: str) -> tuple[str, tuple[DateException, ...]]:
    found: list[DateException] = []
    while match := _LAST.fullmatch(osm):
        try:
            found.append(_read(match))
        except ValueError:  # no such day
            break
        osm = match[1]
    return osm, tuple(reversed(found))


def _read(match: re.Match[str]) -> DateException:
    _, *parts, times = match.groups()
    first = date(int(parts[0]), MONTHS.index(parts[1]) + 1, int(parts[2]))
    if parts[3] is None:
        return DateException(first, first, _spans(times))
    last = date(int(parts[3]), MONTHS.index(parts[4]) + 1, int(parts[5]))
    return DateException(first, last, _spans(times))


def _spans(text: str) -> Spans:
    if text == SHUT:
        return ()
    numbers = [int(number) for number in re.findall(r"\d\d", text)]
    quads = zip(*(numbers[k::4] for k in range(4)), strict=True)
    pairs = [(h1 * 60 + m1, h2 * 60 + m2) for h1, m1, h2, m2 in quads]
    return tuple((start, end if end > start else end + DAY) for start, end in pairs)


def _written(exception: DateException) -> str:
    days = [_date(exception.first)]
    if exception.last != exception.first:
        days.append(_date(exception.last))
    spans = ",".join(f"{clock(start)}-{clock(_end(end))}" for start, end in exception.spans)
    return f"{'-'.join(days)} {spans or SHUT}"


def _end(minute: int) -> int:
    return minute if minute <= DAY else minute - DAY


def _date(day: date) -> str:
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02}"


def _days(first: date, last: date) -> Words:
    zh, en = f"{first.year}年{first.month}月{first.day}日", f"{first.day} {_month(first)}"
    if first == last:
        return Words(zh, f"{en} {first.year}")
    until = f"{last.month}月" if last.month != first.month else ""
    if last.year != first.year:
        until, en = f"{last.year}年{last.month}月", f"{en} {first.year}"
    return Words(f"{zh}至{until}{last.day}日", f"{en} – {last.day} {_month(last)} {last.year}")


def _month(day: date) -> str:
    return MONTHS[day.month - 1]
