"""What the API answers: each struct is encoded as it stands and is its own JSON schema."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from locator.reports import ReportKind, ReportState
from locator.streets import StreetMode
from locator.vocabulary import (
    AMENITIES,
    SERVICES,
    Access,
    Accuracy,
    Datum,
    Kind,
    Operation,
    Status,
    Tier,
    Welcome,
)

AmenityCode = Annotated[str, Meta(extra_json_schema={"enum": list(AMENITIES)})]
ServiceCode = Annotated[str, Meta(extra_json_schema={"enum": list(SERVICES)})]


class OpenNow(Struct, frozen=True):
    """Whether a door is open, until when, when it opens next, and that as a sentence."""

    status: Status
    until: datetime | None
    opens: datetime | None
    text: str


class ServiceOpen(Struct, frozen=True):
    """Whether somebody gives a service, by the hours of the service."""

    status: Status
    until: datetime | None
    opens: datetime | None


class Service(Struct, frozen=True):
    """A service and whether it is given at the instant asked about."""

    code: ServiceCode
    open: ServiceOpen


class Links(Struct, frozen=True):
    """Links that hand the destination over to a navigation app; never the rider's position."""

    amap: str
    baidu: str
    tencent: str
    apple: str
    geo: str


class Travel(Struct, frozen=True):
    """How travel was reckoned."""

    mode: Literal["walk", "ebike", "straight"]
    source: Literal["streets", "straight_line"]
    detour: Annotated[
        float | None,
        Meta(
            description="metres to travel for each metre of distance, where ways are estimated "
            "from the straight line; null: all of them go by street"
        ),
    ]


class NearestSite(Struct, frozen=True):
    """A site near the place asked about."""

    id: str
    kind: Kind
    name: str
    address: str
    lon: float
    lat: float
    datum: Datum
    accuracy: Accuracy
    distance_m: Annotated[float, Meta(description="geodesic on WGS-84, metres")]
    travel_m: float
    travel_min: float
    by_street: Annotated[
        bool, Meta(description="false: travel is estimated from the straight line")
    ]
    bearing_deg: Annotated[int, Meta(ge=0, lt=360, description="from north, clockwise")]
    open: OpenNow
    closes_before_arrival: bool
    access: Access | None
    welcome: Welcome
    tier: Tier | None
    amenities: tuple[AmenityCode, ...] | None
    services: tuple[Service, ...] | None
    phone: str
    troubled: Annotated[bool, Meta(description="riders reported lately that they cannot get in")]
    verified_on: date | None
    links: Links


class Hotline(Struct, frozen=True):
    """A remote service: a number to call, offered when nothing near is open."""

    id: str
    kind: Kind
    name: str
    phone: str
    area: Annotated[str, Meta(description="adcode of the area served; empty: everywhere")]
    open: OpenNow
    services: tuple[Service, ...] | None
    verified_on: date | None


class NearestAnswer(Struct, frozen=True):
    """Sites near a place, nearest first; grouped: open, then unknown, then closed."""

    revision: int
    generated_at: datetime
    travel: Travel
    results: tuple[NearestSite, ...]
    remote: tuple[Hotline, ...]


class LineString(Struct, frozen=True):
    """A line as GeoJSON has it: pairs of lon and lat, in the datum asked for."""

    type: Literal["LineString"]
    coordinates: tuple[tuple[float, float], ...]


class RouteStep(Struct, frozen=True):
    """A stretch along one street; name empty: it has none."""

    name: str
    travel_m: float


class RouteAnswer(Struct, frozen=True):
    """The way by street from a place to the door of a site."""

    revision: int
    mode: StreetMode
    datum: Datum
    travel_m: float
    travel_min: float
    geometry: LineString
    steps: tuple[RouteStep, ...]


class Hours(Struct, frozen=True):
    """Hours as written beside what was understood of them."""

    text: str
    opening_hours: Annotated[str | None, Meta(description="OSM syntax; null: unknown")]
    workdays: Annotated[bool, Meta(description="Mo-Fr means the State Council's workdays")]


class WayIn(Struct, frozen=True):
    """A way in and when it holds; during null: whenever the site is open."""

    access: Access
    during: str | None


class Offer(Struct, frozen=True):
    """A service on offer; hours null: those of the door."""

    code: ServiceCode
    hours: Hours | None


class Pair(Struct, frozen=True):
    """A pair of coordinates and its datum."""

    lon: float
    lat: float
    datum: Datum


class UnionOf(Struct, frozen=True):
    """A union responsible for a place."""

    id: str
    name: str
    level: Literal["city", "district", "street", "point"]
    phone: str
    address: str


class SiteFacts(Struct, frozen=True):
    """Everything public about a site; null is unknown, an empty list is none."""

    id: str
    code: str
    kind: Kind
    name: str
    host: str
    address: str
    adcode: str
    district: str
    street: str
    lon: float | None
    lat: float | None
    datum: Annotated[Datum, Meta(description="datum asked for, of lon, lat and entrance")]
    accuracy: Accuracy | None
    entrance: Pair | None
    given: Annotated[Pair | None, Meta(description="the pair as the source gave it")]
    hours: Hours
    access: tuple[WayIn, ...] | None
    welcome: Welcome
    amenities: tuple[AmenityCode, ...] | None
    services: tuple[Offer, ...] | None
    tier: Tier | None
    parent_id: str
    members: tuple[str, ...] | None
    phone: str
    level: str
    awards: tuple[str, ...] | None
    capacity: int | None
    photos: tuple[str, ...] | None
    operation: Operation
    active: Annotated[bool, Meta(description="false: no longer kept up, and in no other answer")]
    source: str
    source_date: date | None
    verified_on: date | None


class SitePage(Struct, frozen=True):
    """Some of the sites, by id; next: what to pass as ``after`` for more."""

    revision: int
    results: tuple[SiteFacts, ...]
    next: str | None


class SiteAnswer(SiteFacts, frozen=True):
    """A site, whether it is open now, and the unions responsible for its place."""

    open: OpenNow
    links: Links | None
    unions: Annotated[tuple[UnionOf, ...], Meta(description="the most local first")]


class SearchAnswer(Struct, frozen=True):
    """Sites that match a text, the best match first."""

    results: tuple[SiteFacts, ...]


class ReportAnswer(Struct, frozen=True):
    """A report: the code to look it up by, what it says, and how far staff have got."""

    code: str
    site_id: str
    kind: ReportKind
    state: ReportState
    at: Annotated[datetime, Meta(description="to the minute")]
    closed_at: datetime | None
    reason: Annotated[str, Meta(description="what staff answered; empty until then")]


class CalendarHealth(Struct, frozen=True):
    """How far the holiday calendar reaches; warning: it ends within 60 days."""

    known_until: date | None
    warning: str | None


class StreetsHealth(Struct, frozen=True):
    """The street network of a way of travelling; status: ok, missing, or what ails its file."""

    mode: StreetMode
    status: str
    source: Annotated[str | None, Meta(description="what it was made from")]
    made_at: str | None


class Health(Struct, frozen=True):
    """Whether the server works: which revision it serves, and what troubles it."""

    status: Literal["ok", "degraded"]
    revision: int
    changed_at: datetime
    sites: int
    store: Annotated[str, Meta(description="ok, or what keeps it from being read")]
    calendar: CalendarHealth
    streets: tuple[StreetsHealth, ...]
