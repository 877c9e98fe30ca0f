"""One revision of the sites, one demand: every question about who is left out, and when."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from threading import Lock

from locator.hours import Calendar
from locator.model import Site
from locator.nearest import Mode
from locator.planning.coverage import Coverage, cover
from locator.planning.demand import Demand
from locator.planning.figures.areas import Areas, areas_of
from locator.planning.figures.figures import PlanFigures, figures
from locator.planning.gaps.gaps import Gaps, find_gaps
from locator.planning.question import PlanQuestion
from locator.planning.reach import (
    Progress,
    Reach,
    doors,
    places_to_go,
    reach_by_line,
    reach_by_street,
    unheard,
)
from locator.streets import Streets
from locator.unions import Jurisdictions


class Planner:
    """Answers questions about coverage, working out once what they share.

    Parameters
    ----------
    sites : iterable of Site
        Of every kind and in any order.
    demand : Demand
        Where workers are.
    calendar : Calendar
        Workdays and holidays.
    jurisdictions : Jurisdictions
        The unions responsible for places.
    streets : mapping of Mode to Streets
        The networks loaded. A mode without one goes by straight line, and says so.
    """

    def __init__(
        self,
        sites: Iterable[Site],
        *,
        demand: Demand,
        calendar: Calendar,
        jurisdictions: Jurisdictions,
        streets: Mapping[Mode, Streets],
    ) -> None:
        self.sites = places_to_go(tuple(sites))
        self.demand = demand
        self.calendar = calendar
        self._jurisdictions = jurisdictions
        self._streets = streets
        self._reaches: dict[Mode, Reach] = {}
        self._lock = Lock()

    def reach(self, mode: Mode, max_min: float, progress: Progress = unheard) -> Reach:
        """Return who reaches what; worked out once for a mode, and for the longest limit.

        Parameters
        ----------
        mode : {"walk", "ebike", "straight"}
            How one gets there.
        max_min : float
            The limit.
        progress : callable
            Told from time to time which share of the work is done.
        """
        with self._lock:
            kept = self._reaches.get(mode)
            if kept is None or kept.limit_min < max_min:
                kept = self._reaches[mode] = self._reach(mode, max_min, progress)
        return kept if kept.limit_min == max_min else kept.within(max_min)

    def cover(self, question: PlanQuestion) -> Coverage:
        """Return the coverage that a question is about."""
        reach = self.reach(question.mode, question.max_min)
        return cover(question, self.demand, reach, self.calendar)

    def figures(self, coverage: Coverage) -> PlanFigures:
        """Return the figures of a coverage of this planner."""
        return figures(coverage, self.areas, self.site_areas)

    def gaps(self, coverage: Coverage) -> Gaps:
        """Return the gaps of a coverage of this planner."""
        return find_gaps(coverage, self.areas, self.calendar)

    @cached_property
    def areas(self) -> Areas:
        """The unions that answer for each cell."""
        return areas_of(self._jurisdictions, lons=self.demand.lons, lats=self.demand.lats)

    @cached_property
    def site_areas(self) -> Areas:
        """The unions that answer for each site."""
        lons, lats = doors(self.sites)
        return areas_of(self._jurisdictions, lons=lons, lats=lats)

    def _reach(self, mode: Mode, max_min: float, progress: Progress) -> Reach:
        streets = self._streets.get(mode)
        if streets is None:
            return reach_by_line(
                self.demand, self.sites, mode=mode, max_min=max_min, progress=progress
            )
        return reach_by_street(streets, self.demand, self.sites, max_min=max_min, progress=progress)
