"""Degrees as people write them: 121.4, 37.4N, 东经121.4°, 121°26′52.6″E, 121度26分52秒.

A cell may also hold what spreadsheets make of a number: 1.21447E+02.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Axis = Literal["lon", "lat"]

AXES: dict[str, Axis] = {
    **dict.fromkeys(("E", "W", "东经", "西经", "经度", "LON", "LNG", "LONG", "LONGITUDE"), "lon"),
    **dict.fromkeys(("N", "S", "北纬", "南纬", "纬度", "LAT", "LATITUDE"), "lat"),
}
NEGATIVE = frozenset(("W", "S", "西经", "南纬"))

MARKS = str.maketrans(
    {
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("′’‘`´", "'"),
        **dict.fromkeys("″”“", '"'),
        "−": "-",
    }
)

ANGLE = re.compile(
    r"""
    (?:(?<![A-Z])(?P<label>LONGITUDE|LATITUDE|LONG|LON|LNG|LAT|[东西]经|[南北]纬|[经纬]度|[NSEWXY])
       \s?[:=是为]?\s?)?
    (?<![\d.])(?P<sign>[+-]?)
    (?P<degrees>\d{1,3}(?:\.\d{1,30})?)(?!\.?\d)
    (?:\s?(?P<unit>[°度])
       (?:\s?(?P<minutes>\d{1,2}(?:\.\d{1,30})?)\s?['分]
          (?:\s?(?P<seconds>\d{1,2}(?:\.\d{1,30})?)\s?(?:"|''|秒)?)?)?)?
    (?(label)|(?:\s?(?P<suffix>[NSEW])(?![A-Z]))?)
    """,
    re.VERBOSE,
)
SEXAGESIMAL = re.compile(
    r"(?P<degrees>\d{1,3})[\s:-](?P<minutes>\d{1,2})[\s:-](?P<seconds>\d{1,2}(?:\.\d{1,30})?)"
)
SCIENTIFIC = re.compile(
    r"[+-]?\d{1,3}(?:\.(?P<decimals>\d{1,30}))?E(?P<exponent>[+-]\d{1,2})", re.ASCII
)
DECIMALS = 3  # of a degree, 0.1 km; a number in scientific notation with fewer was cut off


@dataclass(frozen=True, slots=True)
class Angle:
    """An angle found in a text.

    Parameters
    ----------
    degrees : float
        South and west negative.
    axis : {"lon", "lat"} or None
        What the text says it is.
    plain : bool
        A short number that could be anything: 12, not 37.4638, 37.4° or 经度37.
    start, end : int
        Where it stands.
    """

    degrees: float
    axis: Axis | None
    plain: bool
    start: int
    end: int


def fold(text: str) -> str:
    """Return the text with one form of every mark, digit and letter."""
    return unicodedata.normalize("NFKC", text.translate(MARKS)).upper()


def angles_in(folded: str) -> Iterator[Angle]:
    """Yield every angle in a folded text, from left to right."""
    for found in ANGLE.finditer(folded):
        angle = _angle(found)
        if angle is not None:
            yield angle


def whole_angle(folded: str) -> Angle | None:
    """Return the angle that a folded text is, if it is one and nothing else."""
    text = folded.strip()
    if scientific := SCIENTIFIC.fullmatch(text):
        return None if _cut_off(scientific) else Angle(float(text), None, False, 0, len(text))
    found = ANGLE.fullmatch(text) or SEXAGESIMAL.fullmatch(text)
    return _angle(found) if found else None


def is_cut_off(folded: str) -> bool:
    """Return whether a text is a number that a spreadsheet has shortened: 1.21E+02."""
    found = SCIENTIFIC.fullmatch(folded.strip())
    return found is not None and _cut_off(found)


def _cut_off(scientific: re.Match[str]) -> bool:
    return len(scientific["decimals"] or "") - int(scientific["exponent"]) < DECIMALS


def _angle(found: re.Match[str]) -> Angle | None:
    parts = {"minutes": None, "seconds": None, **found.groupdict()}
    minutes, seconds = float(parts["minutes"] or 0), float(parts["seconds"] or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    label = parts.get("label") or parts.get("suffix") or ""
    size = float(found["degrees"]) + minutes / 60 + seconds / 3600
    negative = (parts.get("sign") == "-") != (label in NEGATIVE)
    _, _, decimals = found["degrees"].partition(".")
    return Angle(
        degrees=-size if negative else size,
        axis=AXES.get(label),
        plain=not label and not parts.get("unit") and len(decimals) < 3,
        start=found.start(),
        end=found.end(),
    )
