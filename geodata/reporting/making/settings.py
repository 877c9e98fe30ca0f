"""A question as JSON, so that a report can be asked for again."""

from datetime import date, datetime

from geodata.reporting.report import Json
from locator.errors import InvalidInput, problem
from locator.nearest import SiteFilter
from locator.planning.question import PlanQuestion
from locator.vocabulary import Access, Kind, Tier, Welcome
from locator.words import Words


def as_settings(question: PlanQuestion) -> dict[str, Json]:
    """Return a question as plain values."""
    where = question.where
    return {
        "mode": question.mode,
        "minutes": question.max_min,
        "week": question.monday.isoformat() if question.monday else None,
        "at": question.at.isoformat() if question.at else None,
        "kinds": sorted(where.kinds),
        "tier": where.tier,
        "amenities": sorted(where.amenities),
        "service": where.service,
        "access": where.access,
        "welcome": where.welcome,
        "coarse": where.coarse,
    }


def from_settings(settings: dict[str, Json]) -> PlanQuestion:
    """Return the question that `as_settings` wrote.

    Raises
    ------
    InvalidInput
        Something else wrote it.
    """
    try:
        return _question(settings)
    except (KeyError, TypeError, ValueError) as error:
        allowed = Words("yizhan coverage -o 写出的 JSON", "JSON that yizhan coverage -o wrote")
        message = Words("读不懂报告中的设置", "the settings of the report cannot be read")
        raise InvalidInput(problem("settings", error, allowed, message)) from None


def _question(settings: dict[str, Json]) -> PlanQuestion:
    tier, access, welcome = (settings[name] for name in ("tier", "access", "welcome"))
    where = SiteFilter(
        kinds=frozenset(Kind(kind) for kind in settings["kinds"]),
        tier=Tier(tier) if tier else None,
        amenities=frozenset(settings["amenities"]),
        service=settings["service"],
        access=Access(access) if access else None,
        welcome=Welcome(welcome) if welcome else None,
        coarse=bool(settings["coarse"]),
    )
    week, at = settings["week"], settings["at"]
    return PlanQuestion(
        mode=settings["mode"],
        max_min=float(settings["minutes"]),
        where=where,
        monday=date.fromisoformat(week) if week else None,
        at=datetime.fromisoformat(at) if at else None,
    )
