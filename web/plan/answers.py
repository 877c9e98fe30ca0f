"""What the API answers about coverage."""

from datetime import date, datetime
from typing import Annotated

import msgspec


class Demanded(msgspec.Struct, frozen=True, kw_only=True):
    """Demand, and how much of it is covered; shares from 0 to 1, null without demand."""

    demand: float
    covered: float
    unknown: float
    uncovered: float
    low: float | None
    high: float | None


class PlanDistrict(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of the area of one union."""

    id: str
    name: str
    level: str
    cells: int
    sites: int
    whole: Demanded
    day: Demanded | None
    night: Demanded | None


class PlanGap(msgspec.Struct, frozen=True, kw_only=True):
    """Neighbouring cells that are not covered for certain."""

    name: str
    lon: float
    lat: float
    cells: int
    uncovered: float
    unknown: float
    reason: str
    because: str
    worst: str
    nearest_id: str | None
    nearest_name: str | None
    nearest_m: float | None
    nearest_min: float | None
    remedy: str


class PlanHour(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one hour of the week, or of the instant."""

    at: datetime
    name: str
    figures: Demanded


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """The question as it was understood."""

    mode: str
    minutes: float
    week: date | None
    at: datetime | None
    kinds: list[str]
    tier: str | None
    amenities: list[str]
    service: str | None
    access: str | None
    welcome: str | None
    coarse: bool


class CoverageAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Who is left out, and when. Positions are WGS-84."""

    revision: int
    data_date: date
    made_up: bool
    definition: str
    unit: Annotated[str, msgspec.Meta(description="of the figures of each hour")]
    unit_of_sums: Annotated[
        str,
        msgspec.Meta(
            description="of total, day, night, by_reason, districts and gaps: for a week "
            "demand × hours, not heads"
        ),
    ]
    question: Asking
    total: Demanded
    day: Demanded | None
    night: Demanded | None
    by_reason: dict[str, float]
    notes: list[str]
    hours: list[PlanHour]
    districts: list[PlanDistrict]
    gap_count: int
    gaps: list[PlanGap]
