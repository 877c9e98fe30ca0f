"""A position as somebody gave it."""

from dataclasses import dataclass

from locator.vocabulary import Datum


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPosition:
    """A pair of coordinates as given, with what else the text told.

    Parameters
    ----------
    lon, lat : float
        Degrees in `datum`.
    datum : Datum or None
        None where the text does not tell; it is never guessed.
    swapped : bool
        The pair was written lat before lon without saying so.
    name : str
        What the place is called there; may be empty.
    """

    lon: float
    lat: float
    datum: Datum | None = None
    swapped: bool = False
    name: str = ""


def on_globe(*, lon: float, lat: float) -> bool:
    """Whether a pair can be lon and lat at all."""
    return abs(lon) <= 180 and abs(lat) <= 90
