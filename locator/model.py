"""What a site is, as plain frozen values: no file, no SQL, no clock."""

from dataclasses import dataclass, field
from datetime import date

from locator.vocabulary import Access, Accuracy, Datum, Kind, Operation, Tier, Welcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position in WGS-84, beside the pair that it was made from.

    Parameters
    ----------
    lon, lat : float
        WGS-84 degrees.
    given_lon, given_lat : float
        The pair as it was given.
    datum : Datum
        Datum of the given pair.
    accuracy : Accuracy
        Whether the pair is the site's own or a district's centre.
    """

    lon: float
    lat: float
    given_lon: float
    given_lat: float
    datum: Datum
    accuracy: Accuracy = Accuracy.EXACT


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Hours as written beside what was understood of them.

    Parameters
    ----------
    text : str
        As written; empty where nothing was said.
    osm : str or None
        OSM ``opening_hours`` syntax; None where the hours are unknown.
    workdays : bool
        Rules for exactly ``Mo-Fr`` mean the State Council's workdays: a make-up
        Sunday counts, a public holiday does not.
    """

    text: str = ""
    osm: str | None = None
    workdays: bool = False


@dataclass(frozen=True, slots=True)
class AccessHours:
    """One way to get in and when it holds.

    Parameters
    ----------
    access : Access
        The way in.
    during : str or None
        OSM ``opening_hours`` syntax; None: whenever the site is open.
    """

    access: Access
    during: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceOffer:
    """A service that somebody gives at a site.

    Parameters
    ----------
    code : str
        A code of `locator.vocabulary.SERVICES`.
    hours : OpeningHours or None
        Hours of the service; None: it keeps the hours of the door.
    """

    code: str
    hours: OpeningHours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Anything in the store that people go to or turn to.

    None means that nothing was said (unknown), an empty collection that there is
    none. Lists of codes are sorted, so that equal sites compare equal.

    Parameters
    ----------
    id : str
        Stable; given, or derived from source, name and address.
    position, entrance : Position or None
        Where the site is, and where one goes in when that is known apart.
    hours : OpeningHours
        When the door is open.
    access : tuple of AccessHours or None
        How to get in, by hour.
    amenities : tuple of str or None
        Codes of `locator.vocabulary.AMENITIES`.
    services : tuple of ServiceOffer or None
        What somebody does there.
    parent_id : str
        The site above it in a tiered network.
    adcode : str
        GB/T 2260 code: 6 digits a district, 9 a street. For a remote service the
        area it serves; empty: everywhere.
    active : bool
        False once deactivated; sites are never deleted.
    extra : tuple of (str, str)
        Columns of the source that have no field here, sorted by name.
    """

    id: str
    name: str
    kind: Kind = Kind.STATION
    code: str = ""
    host: str = ""
    address: str = ""
    adcode: str = ""
    district: str = ""
    street: str = ""
    position: Position | None = None
    entrance: Position | None = None
    hours: OpeningHours = field(default_factory=OpeningHours)
    access: tuple[AccessHours, ...] | None = None
    welcome: Welcome = Welcome.UNKNOWN
    amenities: tuple[str, ...] | None = None
    services: tuple[ServiceOffer, ...] | None = None
    tier: Tier | None = None
    parent_id: str = ""
    members: tuple[str, ...] | None = None
    phone: str = ""
    manager: str = ""
    level: str = ""
    awards: tuple[str, ...] | None = None
    capacity: int | None = None
    photos: tuple[str, ...] | None = None
    operation: Operation = Operation.OPERATING
    note: str = ""
    source: str = ""
    source_date: date | None = None
    verified_on: date | None = None
    active: bool = True
    extra: tuple[tuple[str, str], ...] = ()
