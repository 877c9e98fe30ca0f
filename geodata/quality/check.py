"""Goes through the sites and says what somebody should look at."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from geodata.quality.areas import Areas
from geodata.quality.duplicates import near_duplicates
from geodata.quality.report import Check, Finding, QualityReport
from locator.hours import Calendar, calendar_warning, read_hours, regular_hours
from locator.model import Site
from locator.unions import Jurisdictions, Union
from locator.vocabulary import Accuracy, Kind
from locator.words import Words

STALE_DAYS: Final = 365

Checker = Callable[[Site], Words | None]


def check_sites(
    sites: Iterable[Site],
    *,
    unions: Iterable[Union],
    calendar: Calendar,
    today: date,
    stale_days: int = STALE_DAYS,
) -> QualityReport:
    """Check the active sites; candidates are not open yet and are left out.

    Parameters
    ----------
    sites : iterable of Site
        Deactivated ones are passed over.
    unions : iterable of Union
        The jurisdictions loaded; without any, nothing is said about areas.
    calendar : Calendar
        Whose end is told 60 days before.
    today : date
        Day of the check.
    stale_days : int
        Days after which a verification is stale.
    """
    active = sorted(
        (site for site in sites if site.active and site.kind is not Kind.CANDIDATE),
        key=lambda site: site.id,
    )
    checkers: dict[Check, Checker] = {
        Check.HOURS_UNKNOWN: _hours_unknown,
        Check.POSITION_MISSING: _position_missing,
        Check.POSITION_COARSE: _position_coarse,
        **_area_checkers(Areas(Jurisdictions(unions))),
        Check.AMENITIES_UNKNOWN: _amenities_unknown,
        Check.STALE: lambda site: _stale(site, today, stale_days),
    }
    findings = [
        Finding(check, site.id, site.name, detail)
        for check, checker in checkers.items()
        for site in active
        if (detail := checker(site)) is not None
    ]
    findings += _duplicates(active)
    order = list(Check)
    return QualityReport(
        checked=len(active),
        findings=tuple(sorted(findings, key=lambda f: (order.index(f.check), f.site_id))),
        calendar=calendar_warning(calendar, today),
    )


def _hours_unknown(site: Site) -> Words | None:
    if regular_hours(site.hours).osm is not None:
        return None
    if not site.hours.text.strip():
        return Words(zh="没有填写", en="nothing is written")
    why = read_hours(site.hours.text).unknown_because
    text = site.hours.text
    reason = why or Words(zh="尚未重新解读", en="it was not understood when it was imported")
    return Words(zh=f"“{text}”：{reason.zh}", en=f"“{text}”: {reason.en}")


def _position_missing(site: Site) -> Words | None:
    if site.position is not None or site.kind is Kind.REMOTE:
        return None
    return Words(
        zh=f"按地址补充坐标：{site.address or '地址也缺'}",
        en=f"find it by its address: {site.address or 'missing too'}",
    )


def _position_coarse(site: Site) -> Words | None:
    if site.position is None or site.position.accuracy is Accuracy.EXACT:
        return None
    if site.position.accuracy is Accuracy.STREET:
        return Words(zh="只知道街道", en="only the street is known")
    return Words(zh="只知道区县", en="only the district is known")


def _amenities_unknown(site: Site) -> Words | None:
    if site.amenities is not None or site.kind is Kind.REMOTE:
        return None
    return Words(
        zh="没有填写设施；没有请写“无”", en="none are given; write “none” if there are none"
    )


def _stale(site: Site, today: date, stale_days: int) -> Words | None:
    if site.verified_on is None:
        return Words(zh="从未核实", en="never verified")
    days = (today - site.verified_on).days
    if days <= stale_days:
        return None
    return Words(
        zh=f"{site.verified_on} 核实，已 {days} 天",
        en=f"verified on {site.verified_on}, {days} days",
    )


def _duplicates(active: list[Site]) -> Iterator[Finding]:
    told: set[str] = set()
    for one, other, distance_m in near_duplicates(active):
        for site, twin in ((one, other), (other, one)):
            if site.id not in told:
                told.add(site.id)
                detail = Words(
                    zh=f"相距 {distance_m:.0f} 米：{twin.name}({twin.id})",
                    en=f"{distance_m:.0f} m from {twin.name} ({twin.id})",
                )
                yield Finding(Check.NEAR_DUPLICATE, site.id, site.name, detail)


def _area_checkers(areas: Areas) -> dict[Check, Checker]:
    if not areas:
        return {}

    def mismatch(site: Site) -> Words | None:
        found = areas.elsewhere(site)
        if found is None:
            return None
        return Words(
            zh=f"写的是{found.named.name}，坐标归{found.here.name}",
            en=f"the record names {found.named.name}, the position falls to {found.here.name}",
        )

    def outside(site: Site) -> Words | None:
        first = areas.catching(site)
        if first is None:
            return None
        return Words(zh=f"由{first.name}兜底", en=f"falls to {first.name} for want of another")

    return {Check.DISTRICT_MISMATCH: mismatch, Check.OUTSIDE: outside}
