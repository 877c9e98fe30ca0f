"""Asks the map service that the operator chose where an address is; without one, nobody."""

from collections.abc import Callable
from typing import Final

from flask import current_app

from locator.errors import InvalidInput, problem
from locator.model import Position, Site
from locator.unions import area_name
from locator.words import Words
from web.desk.blueprint import state

Locate = Callable[[str, str], Position | None]
"""Takes an address and a city; None where the service does not find it."""

ADDRESSES: Final = Words("写明区、街道和门牌的地址", "an address with district, street and number")
NO_SERVICE: Final = Words(
    "本站没有配置地理编码服务(YIZHAN_GEOCODER)",
    "this server has no geocoder (YIZHAN_GEOCODER)",
)
NOT_FOUND: Final = Words("地理编码服务找不到这个地址", "the geocoder did not find the address")


def geocoder() -> Locate | None:
    """Return the service that the operator chose."""
    found: Locate | None = current_app.extensions["yizhan.locate"]
    return found


def ask_geocoder(address: str) -> Position:
    """Return where the service finds an address.

    Raises
    ------
    InvalidInput
        There is no service, it failed, or it does not find the address.
    """
    locate, address = geocoder(), address.strip()
    if locate is None:
        raise InvalidInput(problem("address", address, ADDRESSES, NO_SERVICE))
    found = locate(address, city()) if address else None
    if found is None:
        raise InvalidInput(problem("address", address, ADDRESSES, NOT_FOUND))
    return found


def city() -> str:
    """Return the city that this server is of; empty where it is of several."""
    unions = state().snapshot().jurisdictions.unions
    names = [area_name(union.name) for union in unions if union.level == "city"]
    return names[0] if len(names) == 1 else ""


def whole_address(site: Site) -> str:
    """Return district, street and address as one text."""
    wider = (name for name in (site.district, site.street) if name not in site.address)
    return "".join(wider) + site.address
