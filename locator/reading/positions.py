"""Positions as people paste them: pairs, degrees and minutes, links of map apps."""

import re
from typing import NamedTuple

from locator.errors import InvalidInput, Problem, problem
from locator.reading.angles import Angle, angles_in, fold, is_cut_off, whole_angle
from locator.reading.choices import DATUM_WORD, read_datum
from locator.reading.given import GivenPosition, on_globe
from locator.reading.links import LINK, read_link
from locator.words import Words, same

LONGEST = 2000  # characters: no text with a position in it is longer
CHINA_LON = (72.0, 138.0)
CHINA_LAT = 60.0

TITLE = re.compile(r"【([^】]{1,100})】")
BEFORE = re.compile(r"\s*(?:[^\d:=]{0,16}[:=]|POINT)?[\s(\[]*")
BETWEEN = re.compile(r"[\s,;/|、()\[\]]+")
DECIMAL_COMMA = re.compile(r"([+-]?\d{1,3})[,。](\d{1,15})")  # 121,4479 in a cell of its own
AFTER = re.compile(r"[\s)\].。;]*")


def read_position(text: str) -> GivenPosition | None:
    """Return the position that a text holds, if it clearly holds one.

    Nothing is looked up: a short link without a position in it holds none.

    Parameters
    ----------
    text : str
        A pair, degrees and minutes, a ``geo:`` URI, a link of Amap, Baidu, Tencent, Apple
        or Google, or the text that an app shares with such a link in it.
    """
    if len(text) > LONGEST:
        return None
    title = TITLE.search(text)
    for link in LINK.finditer(text):
        given = read_link(link.group(), title[1] if title else "")
        if given is not None:
            return given
    return _from_text(fold(LINK.sub(" ", text)))


def read_pair(lon_text: str, lat_text: str) -> GivenPosition:
    """Return the position of two cells, one for each axis.

    Parameters
    ----------
    lon_text, lat_text : str
        Degrees, with or without marks. They may be swapped: that is seen where the cells
        say so, where the pair can only be so, or where it lies in China only so.

    Returns
    -------
    GivenPosition
        Also 0,0, which in a table means that there is no position.

    Raises
    ------
    InvalidInput
        A cell holds no degrees, or the pair is not on the globe either way.
    """
    lon, lat = _cell(lon_text), _cell(lat_text)
    if lon is None or lat is None:
        cells = (("lon", lon_text, lon), ("lat", lat_text, lat))
        raise InvalidInput(*(_unread(name, text) for name, text, angle in cells if angle is None))
    pair = _ordered(lon, lat)
    if pair is None:
        raise InvalidInput(*_off_globe(lon, lat))
    return GivenPosition(lon=pair.lon, lat=pair.lat, swapped=pair.lat_first)


class _Pair(NamedTuple):
    lon: float
    lat: float
    lat_first: bool


def _cell(text: str) -> Angle | None:
    if len(text) > LONGEST:
        return None
    folded = fold(text).strip()
    comma = DECIMAL_COMMA.fullmatch(folded)
    return whole_angle(f"{comma[1]}.{comma[2]}" if comma else folded)


def _from_text(folded: str) -> GivenPosition | None:
    """Return the pair in a folded text: all that it holds, or written out in full."""
    bare = DATUM_WORD.sub(lambda word: " " * len(word[0]), folded)
    angles = list(angles_in(bare))
    clear = [angle for angle in angles if not angle.plain]
    if len(clear) == 2 and _belong(bare, *clear):
        first, second = clear
    elif len(angles) == 2 and _alone(bare, *angles):
        first, second = angles
    else:
        return None
    pair = _ordered(first, second)
    if pair is None:
        return None
    return GivenPosition(
        lon=pair.lon,
        lat=pair.lat,
        datum=read_datum(folded),
        swapped=pair.lat_first and first.axis is None and second.axis is None,
    )


def _belong(text: str, first: Angle, second: Angle) -> bool:
    """Whether two angles in a text are one pair."""
    labelled = first.axis is not None and second.axis is not None
    return labelled or BETWEEN.fullmatch(text, first.end, second.start) is not None


def _alone(text: str, first: Angle, second: Angle) -> bool:
    """Whether a text is nothing but a pair."""
    return (
        BEFORE.fullmatch(text, 0, first.start) is not None
        and BETWEEN.fullmatch(text, first.end, second.start) is not None
        and AFTER.fullmatch(text, second.end) is not None
    )


def _ordered(first: Angle, second: Angle) -> _Pair | None:
    """Return two angles as lon and lat; None where they can be no position."""
    if first.axis is not None and first.axis == second.axis:
        return None
    if first.axis is None and second.axis is None:
        lat_first = _must_be_lat_first(first.degrees, second.degrees)
    else:
        lat_first = first.axis == "lat" or second.axis == "lon"
    lon, lat = (second, first) if lat_first else (first, second)
    if not on_globe(lon=lon.degrees, lat=lat.degrees):
        return None
    return _Pair(lon.degrees, lat.degrees, lat_first)


def _must_be_lat_first(first: float, second: float) -> bool:
    """Whether an unmarked pair lies in China, or on the globe, only as lat and lon."""
    west, east = CHINA_LON
    in_china = abs(first) <= CHINA_LAT and west <= second <= east
    return in_china or (abs(first) <= 90 < abs(second))


def _unread(field: str, text: str) -> Problem:
    message = Words(zh="不是度数", en="is not an angle")
    if len(text) <= LONGEST and is_cut_off(fold(text)):
        message = Words(
            zh="被表格软件缩写成科学计数法,丢了小数位;请把该列设为数值、6 位小数,从原表重新保存",
            en="was shortened to scientific notation and has lost its decimals: show the column "
            "as a number with 6 decimals and save the original table again",
        )
    return problem(field, text, same("121.4479, 121°26′52.6″E"), message)


def _off_globe(lon: Angle, lat: Angle) -> list[Problem]:
    cells = (("lon", lon.degrees, 180), ("lat", lat.degrees, 90))
    bad = [cell for cell in cells if abs(cell[1]) > cell[2]]
    message = Words(zh="不在地球上", en="is not on the globe")
    return [
        problem(field, value, same(f"-{limit} … {limit}"), message)
        for field, value, limit in bad or cells
    ]
