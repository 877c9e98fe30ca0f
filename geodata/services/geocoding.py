"""Asks a map service where an address is: only with an operator's own key, never by default."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Protocol
from urllib.parse import urlencode

from geodata.services.asking import ServiceError, ask
from locator.datum import position
from locator.errors import InvalidInput, problem
from locator.model import Position
from locator.vocabulary import Accuracy, Datum
from locator.words import Words

AMAP_URL: Final = "https://restapi.amap.com"
TIANDITU_URL: Final = "https://api.tianditu.gov.cn"
TIMEOUT_S: Final = 10.0
TIANDITU_FOUND, TIANDITU_NOTHING = "0", "101"


class Place(NamedTuple):
    """Where an address is, as a service answers.

    Parameters
    ----------
    lon, lat : float
        Degrees in `datum`.
    datum : Datum
        Datum of the service.
    accuracy : Accuracy
        How much of the address the service has found.
    """

    lon: float
    lat: float
    datum: Datum
    accuracy: Accuracy


class Geocoder(Protocol):
    """Whatever can tell where an address is."""

    def locate(self, address: str, city: str) -> Place | None:
        """Return where an address is; None where it is not found.

        Parameters
        ----------
        address : str
            As written in the row.
        city : str
            City that it lies in; may be empty.

        Raises
        ------
        ServiceError
            The service did not answer, or refused.
        """


# What part of an address a service says it has found. A level that is not listed here
# counts as the street: nobody should be sent to a door that nobody has found.
LEVELS: Final[dict[str, Accuracy | None]] = {
    **dict.fromkeys(("", "未知", "国家", "省", "市")),
    **dict.fromkeys(("区县", "区", "县", "开发区"), Accuracy.DISTRICT),
    **dict.fromkeys(("门牌号", "门址", "单元号", "楼栋", "兴趣点", "POI"), Accuracy.EXACT),
}


@dataclass(frozen=True, slots=True)
class AmapGeocoder:
    """Amap's geocoding service (``/v3/geocode/geo``), which answers in GCJ-02.

    Parameters
    ----------
    key : str
        The operator's own web-service key.
    base_url : str
        Where the service is.
    timeout_s : float
        Seconds to wait for an answer.
    """

    key: str = field(repr=False)
    base_url: str = AMAP_URL
    timeout_s: float = TIMEOUT_S

    def locate(self, address: str, city: str) -> Place | None:
        """Return where an address is, see `Geocoder`."""
        query = urlencode({"key": self.key, "address": address, "city": city, "output": "JSON"})
        answer = ask(f"{self.base_url}/v3/geocode/geo?{query}", self.timeout_s)
        if str(answer.get("status")) != "1":
            raise ServiceError(f"Amap: {answer.get('info')} ({answer.get('infocode')})")
        first: dict[str, Any] = next(iter(answer.get("geocodes") or []), {})
        lon, _, lat = str(first.get("location", "")).partition(",")
        return _place(lon, lat, Datum.GCJ02, first.get("level"))


@dataclass(frozen=True, slots=True)
class TiandituGeocoder:
    """Tianditu's geocoding service (``/geocoder``), which answers in CGCS2000, here WGS-84.

    Parameters
    ----------
    key : str
        The operator's own key.
    base_url : str
        Where the service is.
    timeout_s : float
        Seconds to wait for an answer.
    """

    key: str = field(repr=False)
    base_url: str = TIANDITU_URL
    timeout_s: float = TIMEOUT_S

    def locate(self, address: str, city: str) -> Place | None:
        """Return where an address is, see `Geocoder`."""
        words = json.dumps({"keyWord": address if city in address else city + address})
        query = urlencode({"ds": words, "tk": self.key})
        answer = ask(f"{self.base_url}/geocoder?{query}", self.timeout_s)
        if str(answer.get("status")) not in (TIANDITU_FOUND, TIANDITU_NOTHING):
            raise ServiceError(f"Tianditu: {answer.get('msg')} ({answer.get('status')})")
        found = answer.get("location") or {}
        return _place(found.get("lon"), found.get("lat"), Datum.WGS84, found.get("level"))


GEOCODERS: Final[dict[str, Callable[[str], Geocoder]]] = {
    "amap": AmapGeocoder,
    "tianditu": TiandituGeocoder,
}


def locate_by(service: str, key: str) -> Callable[[str, str], Position | None] | None:
    """Return what tells where an address in a city is, None where no service is named.

    It raises InvalidInput where the service does not answer.

    Parameters
    ----------
    service : str
        One of `GEOCODERS`, or anything else for none.
    key : str
        The operator's own.
    """
    return locating(GEOCODERS[service](key)) if service in GEOCODERS else None


def locating(geocoder: Geocoder) -> Callable[[str, str], Position | None]:
    """Return what tells where an address in a city is, as a position."""

    def locate(address: str, city: str) -> Position | None:
        try:
            place = geocoder.locate(address, city)
        except ServiceError as error:
            again = Words("稍后再试,或者用链接、图钉", "try again later, or use a link or the pin")
            message = Words(f"地理编码服务出错:{error}", f"the geocoder failed: {error}")
            raise InvalidInput(problem("address", address, again, message)) from None
        return place and position(place.lon, place.lat, place.datum, place.accuracy)

    return locate


def _place(lon: object, lat: object, datum: Datum, level: object) -> Place | None:
    accuracy = LEVELS.get(str(level or ""), Accuracy.STREET)
    try:
        degrees = float(str(lon)), float(str(lat))
    except ValueError:
        return None
    return None if accuracy is None else Place(*degrees, datum, accuracy)
