"""Where a row says it is: one pair or text, its axes and its datum."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np

from geodata.importing.remarks import Remarks
from locator.datum import outside_china, to_wgs84
from locator.errors import InvalidInput, problem
from locator.model import Position
from locator.reading import GivenPosition, read_pair, read_position
from locator.vocabulary import Accuracy, Datum
from locator.words import Words, same

SWAPPED: Final = Words(
    zh="经纬度写反了,已调换", en="longitude and latitude were swapped and put right"
)
ABROAD: Final = Words(
    zh="坐标不在中国,请核对", en="positions lie outside China, which somebody should look at"
)
NOWHERE: Final = Words(zh="坐标是 0,0,当作没有坐标", en="position 0,0 counts as no position")
AXES: Final = {"lon": Words("经度", "longitude"), "lat": Words("纬度", "latitude")}
_DEGREES: Final = re.compile(r"\d{1,3}(?:\.\d+|\s*[°度])")


class Pair(NamedTuple):
    """A pair as it was given; datum None where nothing in the row tells it."""

    lon: float
    lat: float
    datum: Datum | None
    accuracy: Accuracy = Accuracy.EXACT


class Unusable(Exception):
    """A row that cannot be taken.

    Parameters
    ----------
    reason : Words
        Why, for the person who made the file.
    """

    def __init__(self, reason: Words) -> None:
        super().__init__(reason.en)
        self.reason = reason


def read_given(lon: str, lat: str, text: str) -> GivenPosition | None:
    """Return the position of a row from its two columns, else from its text column.

    Raises
    ------
    Unusable
        There is a position, but no place on the globe.
    """
    if lon and lat:
        try:
            return read_pair(lon, lat)
        except InvalidInput as error:
            raise Unusable(reason(error)) from None
    both = lon or lat or text
    given = read_position(both) if both else None
    if given is not None:
        return given
    if lon or lat:
        missing = AXES["lat" if lon else "lon"]
        raise Unusable(Words(zh=f"缺少{missing.zh}", en=f"{missing.en} is missing"))
    if _is_a_place(text):
        raise Unusable(
            Words(zh=f"坐标“{text[:60]}”不能识别", en=f"position {text[:60]!r} cannot be read")
        )
    return None


def _is_a_place(text: str) -> bool:
    """Tell whether a text must be meant for coordinates: degrees, or figures without a word."""
    degrees = len(_DEGREES.findall(text)) >= 2 and "://" not in text
    return degrees or (len(text) > 2 and not any(map(str.isalpha, text)))


def reason(error: InvalidInput) -> Words:
    """Return everything that was wrong, as one reason for a row."""
    parts = [(AXES.get(p.field, same(p.field)), p.value, p.message) for p in error.problems]
    return Words(
        zh=";".join(f"{name.zh}“{value}”:{message.zh}" for name, value, message in parts),
        en="; ".join(f"{name.en} {value!r}: {message.en}" for name, value, message in parts),
    )


def resolved(given: GivenPosition, datum: Datum | None, row: str, remarks: Remarks) -> Pair | None:
    """Return the pair of a position with its datum, its own first; None for 0,0."""
    if given.lon == given.lat == 0.0:
        remarks.add(NOWHERE, row=row)
        return None
    if given.swapped:
        remarks.add(SWAPPED, row=row)
    if outside_china(given.lon, given.lat):
        remarks.add(ABROAD, row=row)
    return Pair(given.lon, given.lat, given.datum or datum)


def check_datums(pairs: Iterable[tuple[str, Pair | None]]) -> None:
    """Refuse positions of which nobody has told the datum: it is never guessed.

    Parameters
    ----------
    pairs : iterable of (str, Pair or None)
        The pair of each row, behind the row as people are told.

    Raises
    ------
    InvalidInput
        With field ``datum``.
    """
    row = next((row for row, pair in pairs if pair is not None and pair.datum is None), None)
    if row is not None:
        message = Words(
            zh=f"文件里有坐标(例如第 {row} 行),但没有说明坐标系;请指明(高德、腾讯为 gcj02,"
            "百度为 bd09,GPS 设备、天地图为 wgs84)",
            en=f"the file has positions (row {row}, for one) but does not tell their datum; name "
            "it (Amap and Tencent: gcj02, Baidu: bd09, GPS receivers and Tianditu: wgs84)",
        )
        raise InvalidInput(problem("datum", "", same(", ".join(Datum)), message))


def to_positions(pairs: Sequence[Pair | None]) -> list[Position | None]:
    """Return the WGS-84 position of each pair, all of one datum converted together."""
    positions: list[Position | None] = [None] * len(pairs)
    for datum in Datum:
        places = [i for i, pair in enumerate(pairs) if pair is not None and pair.datum is datum]
        given = [pair for pair in pairs if pair is not None and pair.datum is datum]
        lon, lat = (np.array([pair[axis] for pair in given], dtype=np.float64) for axis in (0, 1))
        wgs_lon, wgs_lat = to_wgs84(lon, lat, datum)
        for place, pair, x, y in zip(
            places, given, wgs_lon.tolist(), wgs_lat.tolist(), strict=True
        ):
            positions[place] = Position(
                lon=x,
                lat=y,
                given_lon=pair.lon,
                given_lat=pair.lat,
                datum=datum,
                accuracy=pair.accuracy,
            )
    return positions
