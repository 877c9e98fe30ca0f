"""Arbitrary sites for property tests: every field, awkward text, None against empty."""

from dataclasses import fields
from datetime import date
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from locator.model import AccessHours, OpeningHours, Position, ServiceOffer, Site
from locator.vocabulary import Access, Accuracy, Datum, Kind, Operation, Tier, Welcome

Item = TypeVar("Item")

# A loaded machine is no failure.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

AWKWARD = ["none", "-", "\\", "\\-", ";", "|", "@", "=", "a;b", "\\;", "'=1+1", "''", "=SUM(A1)"]
# What XML, SQLite and PostgreSQL can all hold: no control characters but tab and newline.
CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\t\n")


def texts(characters: st.SearchStrategy[str] = CHARACTERS) -> st.SearchStrategy[str]:
    separators = st.text(st.sampled_from("\\;|@=-'+ n驿"), max_size=8)
    return st.sampled_from(AWKWARD) | separators | st.text(characters, max_size=12)


DEGREES = st.floats(-180, 180, allow_nan=False)
POSITIONS = st.builds(
    Position,
    lon=DEGREES,
    lat=DEGREES,
    given_lon=DEGREES,
    given_lat=DEGREES,
    datum=st.sampled_from(Datum),
    accuracy=st.sampled_from(Accuracy),
)


def tuples(items: st.SearchStrategy[Item]) -> st.SearchStrategy[tuple[Item, ...] | None]:
    return st.none() | st.lists(items, max_size=3).map(tuple)


def hours(text: st.SearchStrategy[str]) -> st.SearchStrategy[OpeningHours]:
    return st.builds(OpeningHours, text, st.none() | text, st.booleans())


def sites(text: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Site]:
    text = texts() if text is None else text
    days = st.none() | st.dates(min_value=date(1900, 1, 1))
    plain = [field.name for field in fields(Site) if field.type is str]
    return st.builds(
        Site,
        **dict.fromkeys(plain, text),
        kind=st.sampled_from(Kind),
        position=st.none() | POSITIONS,
        entrance=st.none() | POSITIONS,
        hours=hours(text),
        access=tuples(st.builds(AccessHours, st.sampled_from(Access), st.none() | text)),
        welcome=st.sampled_from(Welcome),
        amenities=tuples(text),
        services=tuples(st.builds(ServiceOffer, text, st.none() | hours(text))),
        tier=st.none() | st.sampled_from(Tier),
        members=tuples(text),
        awards=tuples(text),
        capacity=st.none() | st.integers(-(2**31), 2**31 - 1),
        photos=tuples(text),
        operation=st.sampled_from(Operation),
        source_date=days,
        verified_on=days,
        active=st.booleans(),
        extra=st.lists(st.tuples(text, text), max_size=3).map(tuple),
    )
