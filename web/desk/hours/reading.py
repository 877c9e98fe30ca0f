"""Reads the form of hours: the week, ways in, services and exceptions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final, cast

from locator.errors import InvalidInput, problem
from locator.hours import (
    DateException,
    WeekRow,
    exceptions_of,
    read_hours,
    regular_hours,
    with_exceptions,
    write_week,
)
from locator.hours.exceptions import Spans
from locator.hours.regular import DAYS, State
from locator.model import AccessHours, OpeningHours, ServiceOffer, Site
from locator.vocabulary import ACCESSES, Access
from locator.words import Words, same
from web.desk.hours.filling import MOST_EXCEPTIONS, MOST_ROWS, MOST_SPANS, MOST_WAYS, Form

STATES: Final[dict[str, Words]] = {
    "open": Words("按时间开门", "open at these times"),
    "all_day": Words("24 小时", "24 hours"),
    "closed": Words("不开门", "closed"),
    "unknown": Words("不确定", "not known"),
}
LONGEST: Final = timedelta(days=366)  # of an exception
A_SPAN: Final = same("08:00 – 20:00")
A_DATE: Final = same("2026-02-16")


def read_form(form: Form, site: Site, *, today: date) -> Site:
    """Return a site with the hours that a form says. Exceptions that are over are left out.

    Raises
    ------
    InvalidInput
        Naming the part of the form that says nothing, or two things.
    """
    exceptions = [each for each in read_exceptions(form) if each.last >= today]
    return replace(
        site,
        hours=with_exceptions(_door(form, site), exceptions),
        access=tuple(_ways(form)) or (() if site.access == () else None),
        services=site.services and tuple(read_service(form, offer) for offer in site.services),
    )


def read_spans(form: Form, name: str, field: str) -> Spans:
    """Return the opening times of one row; an end that is not later is of the next day."""
    found = []
    for number in range(MOST_SPANS):
        texts = form.get(f"{name}-from{number}", ""), form.get(f"{name}-to{number}", "")
        if not any(texts):
            continue
        try:
            start, end = (time.fromisoformat(text) for text in texts)
        except ValueError:
            message = Words("开门和关门时间都要填", "say both when it opens and when it closes")
            raise InvalidInput(problem(field, "–".join(texts), A_SPAN, message)) from None
        minutes = start.hour * 60 + start.minute, end.hour * 60 + end.minute
        found.append((minutes[0], minutes[1] + (1440 if minutes[1] <= minutes[0] else 0)))
    return tuple(sorted(found))


def read_dates(form: Form, number: str, field: str) -> tuple[date, date]:
    """Return the first and last day of one row; without a last one it is one day."""
    texts = form.get(f"first{number}", ""), form.get(f"last{number}", "")
    try:
        first = date.fromisoformat(texts[0])
        last = date.fromisoformat(texts[1] or texts[0])
    except ValueError:
        message = Words("日期没填对", "that is no date")
        raise InvalidInput(problem(field, " – ".join(texts), A_DATE, message)) from None
    if not first <= last <= first + LONGEST:
        message = Words(
            "结束日期要在开始之后,一年之内", "the last day comes after the first, within a year"
        )
        raise InvalidInput(problem(field, " – ".join(texts), A_DATE, message))
    return first, last


def read_exception(form: Form, number: str, field: str) -> DateException:
    """Return the exception of one row."""
    first, last = read_dates(form, number, field)
    if form.get(f"what{number}") != "open":
        return DateException(first, last)
    spans = read_spans(form, f"date{number}", field)
    if not spans:
        message = Words("开放的话,要填时间", "say when it is open")
        raise InvalidInput(problem(field, "", A_SPAN, message))
    return DateException(first, last, spans)


def read_exceptions(form: Form) -> list[DateException]:
    """Return the exceptions of all rows that are filled in."""
    numbers = [str(n) for n in range(MOST_EXCEPTIONS) if form.get(f"first{n}")]
    return [read_exception(form, number, "exceptions") for number in numbers]


def _door(form: Form, site: Site) -> OpeningHours:
    text = form.get("text", "").strip()
    match form.get("by"):
        case "text":
            return read_hours(text).hours
        case "week":
            return OpeningHours(text, write_week(_rows(form)), "workdays" in form)
        case "keep":
            return replace(regular_hours(site.hours), text=text)
    message = Words("请选按什么算", "choose what counts")
    raise InvalidInput(problem("by", form.get("by", ""), same("text | week | keep"), message))


def _rows(form: Form) -> Iterator[WeekRow]:
    for number in range(MOST_ROWS):
        days = [day for day in form.getlist(f"days{number}") if day in DAYS]
        spans = read_spans(form, f"week{number}", "days")
        state = form.get(f"state{number}", "open")
        if not days and not spans:
            continue
        if not days or state not in STATES or (state == "open" and not spans):
            message = Words(
                "每行要选星期几,并写明时间", "each row needs days, and what holds on them"
            )
            raise InvalidInput(problem("days", ", ".join(days), A_SPAN, message))
        yield WeekRow(tuple(days), cast("State", state), spans if state == "open" else ())


def _ways(form: Form) -> Iterator[AccessHours]:
    for number in range(MOST_WAYS):
        code, text = form.get(f"access{number}", ""), form.get(f"during{number}", "").strip()
        if not code:
            continue
        if code not in ACCESSES:
            message = Words("没有这种方式", "there is no such way in")
            raise InvalidInput(problem("access", code, same(" | ".join(ACCESSES)), message))
        yield AccessHours(Access(code), _during(text) if text else None)


def _during(text: str) -> str | None:
    """Return the OSM form of the times of a way in, which have to be clear."""
    reading = read_hours(text)
    if reading.unknown_because:
        raise InvalidInput(problem("access", text, A_SPAN, reading.unknown_because))
    return reading.hours.osm


def read_service(form: Form, offer: ServiceOffer) -> ServiceOffer:
    """Return a service with the hours written beside it; nothing written: those of the door."""
    text = form.get(f"service-{offer.code}", "").strip()
    known = offer.hours
    if known is not None and text == known.text:
        return offer
    if not text:
        return replace(offer, hours=None)
    exceptions = exceptions_of(known) if known else ()
    return replace(offer, hours=with_exceptions(read_hours(text).hours, exceptions))
