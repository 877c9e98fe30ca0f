"""Answers questions about coverage with reports, working out once what they share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from geodata.demo import CITY_ID
from geodata.reporting.making import Origin, make_report
from geodata.reporting.making.ground import ground
from geodata.reporting.making.inputs import inputs_of
from geodata.reporting.report import Report
from locator.hours import Calendar
from locator.model import Site
from locator.planning.demand import Demand
from locator.planning.planner import Planner
from locator.planning.question import PlanQuestion
from locator.streets import StreetMode, Streets
from locator.unions import Jurisdictions
from locator.words import Words

Progress = Callable[[Words, float], None]

REACHING: Final = Words("计算路程", "finding ways")
COVERING: Final = Words("逐小时统计", "hour by hour")
DRAWING: Final = Words("可达范围", "service areas")
TELLING: Final = Words("汇总缺口", "gaps and figures")


@dataclass(frozen=True, eq=False, kw_only=True)
class Sources:
    """What reports are made from.

    Parameters
    ----------
    sites : iterable of Site
        Of every kind.
    calendar, jurisdictions : Calendar, Jurisdictions
        Of the same store.
    revision, changed_at : int, datetime
        Of the store.
    streets : mapping of StreetMode to Streets
        The networks loaded.
    demand : Demand
        Where workers are.
    """

    sites: Iterable[Site]
    calendar: Calendar
    jurisdictions: Jurisdictions
    revision: int
    changed_at: datetime
    streets: Mapping[StreetMode, Streets]
    demand: Demand


class Reporter:
    """Makes reports from the same sources.

    Parameters
    ----------
    sources : Sources
        What they are made from.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._planner = Planner(
            sources.sites,
            demand=sources.demand,
            calendar=sources.calendar,
            jurisdictions=sources.jurisdictions,
            streets=dict(sources.streets.items()),
        )

    def report(self, question: PlanQuestion, told: Progress) -> Report:
        """Return the report on a question, telling how far it is.

        Parameters
        ----------
        question : PlanQuestion
            What is asked.
        told : callable
            Told from time to time what is being done, and which share of 0.8 is done.
        """
        planner = self._planner
        told(REACHING, 0.1)
        planner.reach(
            question.mode, question.max_min, lambda share: told(REACHING, 0.1 + 0.3 * share)
        )
        told(COVERING, 0.4)
        coverage = planner.cover(question)
        told(DRAWING, 0.5)
        streets = self._streets(question)
        service_area = ground(coverage, streets)
        told(TELLING, 0.7)
        network = streets.network.about.id if streets else None
        return make_report(planner, coverage, self._origin(network), service_area=service_area)

    def _streets(self, question: PlanQuestion) -> Streets | None:
        return self._sources.streets.get(question.mode) if question.mode != "straight" else None

    def _origin(self, network: str | None) -> Origin:
        found = self._sources
        unions = found.jurisdictions.unions
        return Origin(
            revision=found.revision,
            changed_at=found.changed_at,
            jurisdictions=found.jurisdictions,
            made_up=any(union.id == CITY_ID for union in unions),
            inputs=inputs_of(found.sites, unions, found.calendar, found.demand, network),
        )
