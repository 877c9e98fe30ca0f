"""The next seven days of a site as a small table: open when, and how to get in."""

from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from locator.hours import Calendar, Interval, compile_schedule
from locator.model import OpeningHours, Site
from locator.vocabulary import ACCESSES, Operation, Status
from locator.words import WEEKDAYS, Words, same

DAYS: Final = 7
ALL_DAY: Final = Words("24 小时", "24 hours")
CLOSED: Final = Words("不开门", "closed")
UNKNOWN: Final = Words("未知", "unknown")


class Day(NamedTuple):
    """One row: the day, when the door is open, and each way in that has times of its own."""

    name: Words
    hours: Words
    ways: Words | None


def week_of(site: Site, calendar: Calendar, *, at: datetime) -> tuple[Day, ...]:
    """Return a row for each of the next seven days; none where the hours are not understood."""
    working = site.active and site.operation is Operation.OPERATING
    if site.hours.osm is None or not working:
        return ()
    midnight = datetime.combine(at.date(), time(), tzinfo=at.tzinfo)
    starts = [midnight + timedelta(days=number) for number in range(DAYS)]
    return tuple(
        Day(
            name=_named(start),
            hours=_said(_day(site.hours, calendar, start)),
            ways=_ways(site, calendar, start),
        )
        for start in starts
    )


def _named(start: datetime) -> Words:
    day = WEEKDAYS[start.weekday()]
    return Words(f"{day.zh} {start:%m-%d}", f"{day.en} {start:%m-%d}")


def _day(hours: OpeningHours, calendar: Calendar, start: datetime) -> tuple[Interval, ...]:
    return compile_schedule(hours, calendar).intervals(start, start + timedelta(days=1))


def _said(intervals: tuple[Interval, ...]) -> Words:
    """Return the hours of a day; what is unknown is said, and never taken for closed."""
    told = [each for each in intervals if each.status is not Status.CLOSED]
    if not told:
        return CLOSED
    said = [_span(each) for each in told]
    return Words(", ".join(words.zh for words in said), ", ".join(words.en for words in said))


def _span(interval: Interval) -> Words:
    whole = interval.end - interval.start == timedelta(days=1)
    end = "24:00" if interval.end.time() == time() else f"{interval.end:%H:%M}"
    span = ALL_DAY if whole else same(f"{interval.start:%H:%M}–{end}")
    if interval.status is Status.OPEN:
        return span
    return UNKNOWN if whole else Words(f"{span.zh} {UNKNOWN.zh}", f"{span.en} {UNKNOWN.en}")


def _ways(site: Site, calendar: Calendar, start: datetime) -> Words | None:
    timed = [(way.access, way.during) for way in site.access or () if way.during]
    said: list[Words] = []
    for access, during in timed:
        spans = _day(OpeningHours(during, during), calendar, start)
        words = _said(spans)
        if words is not CLOSED:
            name = ACCESSES[access]
            said.append(Words(f"{name.zh} {words.zh}", f"{name.en} {words.en}"))
    if not said:
        return None
    return Words("; ".join(words.zh for words in said), "; ".join(words.en for words in said))
