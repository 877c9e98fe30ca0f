"""The form of facts as a site fills it in, and what may stand in its fields."""

from collections.abc import Iterable, Mapping
from typing import Final

from werkzeug.datastructures import MultiDict

from locator.model import Site
from locator.vocabulary import ACCESSES, AMENITIES, KINDS, SERVICES, Kind
from locator.words import Words

Form = MultiDict[str, str]

# Field of one line → characters that it takes.
TEXTS: Final[dict[str, int]] = {
    "name": 100,
    "phone": 60,
    "host": 100,
    "address": 200,
    "district": 60,
    "street": 60,
    "adcode": 12,
    "parent_id": 64,
    "level": 60,
    "manager": 60,
    "note": 500,
}
# Field of several codes → what people call them.
GROUPS: Final[dict[str, Mapping[str, Words]]] = {
    "amenities": AMENITIES,
    "services": SERVICES,
    "access": ACCESSES,
}
# What can be said of such a field; that it is unknown is never that there is none.
TOLD: Final[dict[str, Words]] = {
    "unknown": Words("不清楚", "not known"),
    "none": Words("没有", "none"),
    "these": Words("有这些", "these"),
}
LISTS: Final = ("members", "awards")  # fields of one item a line
NOTHING: Final = Words("无", "none")  # the line that says that there is none
PLACES: Final = (Kind.STATION, Kind.VENUE, Kind.SERVICE_CENTRE, Kind.PARTNER)


def form_of(site: Site) -> Form:
    """Return the fields that say what a site says."""
    form: Form = MultiDict({name: one_line(getattr(site, name)) for name in TEXTS})
    form["kind"], form["welcome"], form["tier"] = site.kind, site.welcome, site.tier or ""
    form["capacity"] = "" if site.capacity is None else str(site.capacity)
    for name in LISTS:
        form[name] = lines_of(getattr(site, name))
    for name in GROUPS:
        codes = codes_of(site, name)
        form[told_field(name)] = "unknown" if codes is None else "these" if codes else "none"
        form.setlist(name, list(codes or ()))
    for offer in site.services or ():
        form[f"service-{offer.code}"] = (offer.hours and offer.hours.text) or ""
    return form


def one_line(text: str) -> str:
    """Return a text as it stands in a field of one line."""
    return " ".join(text.split())


def lines_of(items: Iterable[str] | None) -> str:
    """Return a list with one item a line; empty where nothing is known."""
    if items is None:
        return ""
    return "\n".join(map(one_line, items)) or NOTHING.zh


def told_field(name: str) -> str:
    """Return the field that says whether a group of codes is known."""
    return f"{name}-told"


def codes_of(site: Site, name: str) -> tuple[str, ...] | None:
    """Return the codes of a group, each once; None where nothing was said."""
    held = getattr(site, name)
    if held is None:
        return None
    codes = {"services": lambda each: each.code, "access": lambda each: each.access}
    return tuple(dict.fromkeys(map(codes.get(name, str), held)))


def kinds_for(site: Site) -> dict[str, Words]:
    """Return the kinds that a site may be given: a hotline stays one, a place a place."""
    offered = {site.kind} if site.kind is Kind.REMOTE else {*PLACES, site.kind}
    return {code: words for code, words in KINDS.items() if code in offered}
