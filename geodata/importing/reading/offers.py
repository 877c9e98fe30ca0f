"""What there is at a site and what somebody does there, from columns that mix the two."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from geodata.cells import parse_services
from geodata.importing.reading.values import NOTHING
from locator.errors import InvalidInput
from locator.hours import read_hours
from locator.model import ServiceOffer
from locator.reading import read_access, read_amenities, read_services
from locator.vocabulary import SERVICES, Access

OPENING, CLOSING = "([（【〔", ")]）】〕"
# A blank between two words in Latin letters separates nothing: phone charging.
_MARKS = re.compile(r"[([（【〔)\]）】〕、，,;；/|\n\r\t　。+]|(?<![A-Za-z]) | (?![A-Za-z])")
# Where the hours of a service begin: 法律咨询:周四14:00-17:00, 心理咨询(每周四下午).
_HOURS_BEGIN = re.compile(
    r"周[一二三四五六日天]|星期|礼拜|每[天日晚周月个逢]|逢|工作日|节假日|上午|下午|早上|晚上|中午|夜间"
    r"|全天|\d{1,2}\s*小时|\d{1,2}\s*[:：∶点时月号日]|(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b"
)
_EDGES: Final = "()[]（）【】〔〕:： -—"


Item = TypeVar("Item")

amenities_in = lru_cache(maxsize=8192)(read_amenities)  # items repeat, cells rarely
services_in = lru_cache(maxsize=8192)(read_services)


class Offers(NamedTuple):
    """What the cells about facilities and services say; None: nothing was said."""

    amenities: tuple[str, ...] | None = None
    services: tuple[ServiceOffer, ...] | None = None
    access: tuple[Access, ...] = ()
    unread: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def read_offers(
    amenities: tuple[str, ...], services: tuple[str, ...], mixed: tuple[str, ...]
) -> Offers:
    """Return what the cells of the three kinds of columns say together.

    Every cell may name facilities, services and ways in: people do not keep them apart.
    A word such as 无 tells that there is none of what its column is about.

    Parameters
    ----------
    amenities, services, mixed : tuple of str
        Cells of the columns about facilities, services, and both.
    """
    reader = _Reader()
    for cell in (*amenities, *services, *mixed):
        if cell not in NOTHING:
            reader.read(cell)
    return Offers(
        amenities=_known(sorted(reader.amenities), said=(*amenities, *mixed)),
        services=_known([o for _, o in sorted(reader.offers.items())], said=(*services, *mixed)),
        access=tuple(sorted(reader.access)),
        unread=tuple(reader.unread),
    )


def _known(found: list[Item], said: Iterable[str]) -> tuple[Item, ...] | None:
    return tuple(found) if found or NOTHING.intersection(said) else None


class _Reader:
    def __init__(self) -> None:
        self.amenities: set[str] = set()
        self.offers: dict[str, ServiceOffer] = {}
        self.access: set[Access] = set()
        self.unread: list[str] = []

    def read(self, cell: str) -> None:
        """Take in one cell, item by item."""
        if own := _own_services(cell):
            self.offers |= {offer.code: offer for offer in own}
            return
        named: tuple[str, ...] = ()  # the services that the next item may tell the hours of
        begin = -1  # where their hours begin in the cell
        for start, end in item_spans(cell):
            item = cell[start:end]
            found = _HOURS_BEGIN.search(item)
            head = item[: found.start()].strip(_EDGES) if found else item
            if codes := services_in(head).codes:
                named, begin = codes, start + found.start() if found else -1
            elif found and not head and named and not amenities_in(item).codes:
                begin = start if begin < 0 else begin
            else:
                named, begin = self._without_hours(item)
            hours = _without_brackets(cell[begin:end]) if begin >= 0 else ""
            self.offers |= {code: _offer(code, hours) for code in named}
            self.amenities.update(amenities_in(item).codes)

    def _without_hours(self, item: str) -> tuple[tuple[str, ...], int]:
        """Take in an item that does not begin with a service, such as 24小时自助打印."""
        codes = services_in(item).codes
        if not codes and not amenities_in(item).codes:
            ways = read_access(item)
            self.access.update(ways)
            self.unread += [] if ways else [item]
        return codes, -1


def _own_services(cell: str) -> tuple[ServiceOffer, ...]:
    """Return the services of a cell as our own exports write them, if it is one."""
    try:
        offers = parse_services(cell) or ()
    except InvalidInput:
        return ()
    return offers if all(offer.code in SERVICES for offer in offers) else ()


def _offer(code: str, hours: str) -> ServiceOffer:
    return ServiceOffer(code, read_hours(hours).hours if hours else None)


def _without_brackets(hours: str) -> str:
    """Return hours without the bracket that they were cut out of."""
    text = hours.strip(" 　:：、,，;；")
    closed = sum(text.count(mark) for mark in CLOSING) > sum(text.count(mark) for mark in OPENING)
    return text.rstrip(CLOSING) if closed else text


def item_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where items begin and end; a separator within brackets separates nothing."""
    depth, start = 0, 0
    for mark in _MARKS.finditer(text):
        if mark[0] in OPENING:
            depth += 1
        elif mark[0] in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            if text[start : mark.start()].strip():
                yield start, mark.start()
            start = mark.end()
    if text[start:].strip():
        yield start, len(text)
