"""Open states as a person would say them."""

from datetime import date, datetime, timedelta
from typing import Final

from locator.hours.calendar import CHINA
from locator.hours.schedule import OpenState
from locator.vocabulary import Status
from locator.words import Words

SOON: Final = timedelta(minutes=30)
"""Closing within this time is said to be soon."""

_WEEKDAYS: Final = (
    Words("周一", "Monday"),
    Words("周二", "Tuesday"),
    Words("周三", "Wednesday"),
    Words("周四", "Thursday"),
    Words("周五", "Friday"),
    Words("周六", "Saturday"),
    Words("周日", "Sunday"),
)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def open_sentence(state: OpenState, *, at: datetime, verified_on: date | None) -> Words:
    """Say whether it is open and when that changes.

    Parameters
    ----------
    state : OpenState
        The state at the instant.
    at : datetime
        The instant, with a time zone.
    verified_on : date or None
        When somebody last checked; told where the hours are unknown.
    """
    now = at.astimezone(CHINA)
    if state.status is Status.OPEN:
        return _open(state, now)
    if state.status is Status.CLOSED:
        return _closed(state, now)
    because = state.because
    reason = Words("", "") if because is None else Words(f"({because.zh})", f" ({because.en})")
    checked = _checked(verified_on, now.date())
    return Words(f"时间未知{reason.zh},{checked.zh}", f"Hours unknown{reason.en}, {checked.en}")


def _open(state: OpenState, now: datetime) -> Words:
    if state.until is None:
        return Words("营业中,24 小时开放", "Open 24 hours")
    when = _when(state.until, now, ending=True)
    if state.then is Status.UNKNOWN:
        return Words(f"营业中,{when.zh} 后时间未知", f"Open, hours unknown after {when.en}")
    if state.until - now <= SOON:
        return Words(f"快关门了,{when.zh} 关门", f"Closing soon, at {when.en}")
    return Words(f"营业中,{when.zh} 关门", f"Open until {when.en}")


def _closed(state: OpenState, now: datetime) -> Words:
    if state.because is not None:
        return Words(f"已关门,{state.because.zh}", f"Closed, {state.because.en}")
    if state.until is not None and state.then is Status.UNKNOWN:
        when = _when(state.until, now)
        return Words(f"已关门,{when.zh} 起可能开门", f"Closed, may open from {when.en}")
    if state.opens is None:
        return Words("已关门", "Closed")
    when = _when(state.opens, now)
    at = "at " if state.opens.astimezone(CHINA).date() == now.date() else ""
    return Words(f"已关门,{when.zh} 开门", f"Closed, opens {at}{when.en}")


def _when(moment: datetime, now: datetime, *, ending: bool = False) -> Words:
    """Say when; an ending at midnight belongs to the day before."""
    moment = moment.astimezone(CHINA)
    midnight = ending and (moment.hour, moment.minute) == (0, 0)
    day = moment.date() - timedelta(days=1) if midnight else moment.date()
    hour, clock = moment.hour, f"{moment.hour}:{moment.minute:02}"
    if midnight:
        hour, clock = 24, "24:00"
    english = "midnight" if midnight else clock
    ahead = (day - now.date()).days
    if ahead == 0:
        return Words(clock if ending else f"今天 {clock}", english)
    if ahead == 1:
        return Words(f"{_tomorrow(hour)} {clock}", f"tomorrow at {english}")
    if ahead < 7:
        weekday = _WEEKDAYS[day.weekday()]
        return Words(f"{weekday.zh} {clock}", f"{weekday.en} at {english}")
    written = _date(day, now.date())
    return Words(f"{written.zh} {clock}", f"{written.en} at {english}")


def _tomorrow(hour: int) -> str:
    if 0 < hour < 5:
        return "明天凌晨"
    return "明早" if 0 < hour < 10 else "明天"


def _date(day: date, today: date) -> Words:
    """Say a date, with its year where leaving it out could mislead."""
    zh, en = f"{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]}"
    if (day - today).days > 300:
        return Words(f"{day.year}年{zh}", f"{en} {day.year}")
    return Words(zh, en)


def _checked(verified_on: date | None, today: date) -> Words:
    if verified_on is None:
        return Words("从未核实", "never verified")
    month = Words(f"{verified_on.month}月", _MONTHS[verified_on.month - 1])
    if verified_on.year != today.year:
        month = Words(f"{verified_on.year}年{month.zh}", f"{month.en} {verified_on.year}")
    return Words(f"{month.zh}核实过", f"verified in {month.en}")
