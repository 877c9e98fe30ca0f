"""What may be asked of an import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from geodata.services.geocoding import Geocoder
from locator.streets import Streets
from locator.unions import Member
from locator.vocabulary import Datum, Kind

Stage = Literal["read", "understand", "place", "write"]
Progress = Callable[[Stage, float], None]

FILE_SOURCE: Final = "file:"  # marks a source that nobody named: the file's own name


def no_progress(_stage: Stage, _share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What may be asked of an import.

    Parameters
    ----------
    datum : Datum or None
        Datum of positions whose own link, text or row does not tell it. It is believed
        before a column's header and before what a vector file says of itself.
    kind : Kind or None
        Kind of rows that do not tell theirs.
    fields : Mapping
        Column → field of `geodata.headers.FIELDS`, in place of the synonyms.
    source : str
        Source of rows that do not tell theirs.
    source_date : date or None
        Date of that source.
    geocoder : Geocoder or None
        Asked for rows without a position; none is asked unless it is given.
    streets : Streets or None
        What positions are held against, to tell whether their datum was said right.
    member : Member or None
        Who imports: rows about sites that they may not change are rejected. None: every
        row is taken.
    """

    datum: Datum | None = None
    kind: Kind | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    source_date: date | None = None
    geocoder: Geocoder | None = None
    streets: Streets | None = None
    member: Member | None = None
