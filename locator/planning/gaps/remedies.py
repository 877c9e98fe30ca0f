"""The remedy that looks cheapest: ask, put something in, open longer, or a new site."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np

from locator.geodesy import Floats, Ints
from locator.hours import Calendar
from locator.model import Site
from locator.nearest import ANY_SITE, SiteFilter
from locator.planning.coverage import Coverage, Reason
from locator.planning.figures.definitions import joined, wanted
from locator.planning.gaps.spans import worst_span
from locator.planning.times.fitness import NO, PERHAPS, YES, Mask, lacking
from locator.planning.times.patterns import slot_shares
from locator.planning.times.week import week_of
from locator.vocabulary import ACCESSES, AMENITIES, SERVICES, TIERS, WELCOMES, Operation
from locator.words import Words

RemedyKind = Literal["streets", "new_site", "equip", "ask", "reopen", "extend"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would help.

    Parameters
    ----------
    kind : {"streets", "new_site", "equip", "ask", "reopen", "extend"}
        Check the streets; open a site; put in what is missing; find out; end the repair;
        open longer.
    words : Words
        The same for people.
    site : Site or None
        Where; None for what needs no existing site.
    solves : float or None
        Share of what the gap misses that it would cover, or settle; None where that depends
        on what is not decided yet.
    """

    kind: RemedyKind
    words: Words
    site: Site | None = None
    solves: float | None = None


_STREETS: Final = Remedy(
    "streets",
    Words("核对这里的道路数据和需求位置", "check the street data and the position of the demand"),
)
_NEW_SITE: Final = Remedy("new_site", Words("在这里新设站点", "open a new site here"))


class Remedies:
    """Finds remedies for the gaps of a coverage.

    Parameters
    ----------
    coverage : Coverage
        The coverage.
    calendar : Calendar
        Workdays and holidays.
    """

    def __init__(self, coverage: Coverage, calendar: Calendar) -> None:
        self._coverage = coverage
        self._calendar = calendar

    def of(self, cells: Ints, reason: Reason, lost: Floats) -> Remedy:
        """Return the remedy for a group of cells.

        Parameters
        ----------
        cells : numpy.ndarray of int, shape (m,)
            The cells.
        reason : Reason
            Why they miss what they miss.
        lost : numpy.ndarray, shape (m, slots)
            What they miss in each slot.
        """
        if reason is Reason.NOT_ON_STREETS:
            return _STREETS
        best = None if reason is Reason.NO_SITE else self._best(cells, reason, lost)
        if best is None:
            return _NEW_SITE
        place, gained, helped = best
        kind, words = self._at(place, reason, lost[helped].sum(axis=0))
        solves = min(gained / float(lost.sum()), 1.0)
        return Remedy(kind, words, self._coverage.reach.sites[place], solves)

    def _at(self, place: int, reason: Reason, lost: Floats) -> tuple[RemedyKind, Words]:
        """Return what to do at a site about what is missing in each slot."""
        site = self._coverage.reach.sites[place]
        if reason is Reason.LACKS:
            return "equip", _equip(site, lacking(site, self._coverage.question.where))
        if reason is Reason.HOURS_UNKNOWN:
            return "ask", self._ask(site, int(self._coverage.fit[place]))
        if site.operation is not Operation.OPERATING:
            return "reopen", Words(f"尽快修好{site.name}", f"finish the repair of {site.name}")
        return "extend", self._extend(site, lost)

    def _best(self, cells: Ints, reason: Reason, lost: Floats) -> tuple[int, float, Ints] | None:
        """Return the site that helps most, how much, and which of the cells reach it.

        Sites that work come before those under repair, then the nearer one.
        """
        reach = self._coverage.reach
        row = np.repeat(np.arange(cells.size), np.diff(reach.starts)[cells])
        entry = np.concatenate([np.arange(*reach.starts[c : c + 2]) for c in cells.tolist()])
        to = reach.to[entry]
        able = self._able(reason)[to]
        row, entry, to = row[able], entry[able], to[able]
        if not to.size:
            return None
        sites, place = np.unique(to, return_inverse=True)
        helps = (lost[row] * self._helping(reason)[to]).sum(axis=1)
        gained = np.bincount(place, weights=helps)
        minutes = np.bincount(place, weights=reach.minutes[entry]) / np.bincount(place)
        under_repair = [reach.sites[s].operation is not Operation.OPERATING for s in sites]
        best = int(np.lexsort((sites, minutes, -np.round(gained, 6), np.array(under_repair)))[0])
        return int(sites[best]), float(gained[best]), np.unique(row[place == best])

    def _able(self, reason: Reason) -> Mask:
        """Return which sites the remedy could be about."""
        coverage = self._coverage
        if reason is Reason.LACKS:
            able = coverage.asked & (coverage.fit == NO)
        elif reason is Reason.CLOSED:
            able = coverage.fit > NO
        else:
            able = (self._doubtful > 0).any(axis=1)
        return np.asarray(able, dtype=np.bool_)

    @cached_property
    def _doubtful(self) -> Floats:
        """Slots in which it is not known whether a site counts, 1 or 0, shape (s, slots)."""
        week, slots = self._coverage.week, self._coverage.slots
        shares = slot_shares(week.codes == PERHAPS, week, slots)[week.of_site]
        return (shares > 0).astype(np.float64)

    @cached_property
    def _doors(self) -> Floats:
        """Share of each slot in which a site's door is open, shape (s, slots)."""
        coverage = self._coverage
        fit = np.where(coverage.asked, YES, NO).astype(np.uint8)
        week = week_of(
            coverage.reach.sites, fit, ANY_SITE, slots=coverage.slots, calendar=self._calendar
        )
        shares = slot_shares(week.codes == YES, week, coverage.slots)[week.of_site]
        return shares.astype(np.float64)

    def _helping(self, reason: Reason) -> Floats:
        """Return which part of each slot each site could help in, shape (s, slots)."""
        if reason is Reason.LACKS:
            return self._doors
        if reason is Reason.HOURS_UNKNOWN:
            return self._doubtful
        return np.ones((len(self._coverage.reach.sites), self._coverage.slots.count))

    def _ask(self, site: Site, fit: int) -> Words:
        """Say what is to be found out: what is there, or when it is open."""
        unsaid = lacking(site, self._coverage.question.where, PERHAPS)
        if fit == YES or unsaid == ANY_SITE:
            return Words(f"核实{site.name}的开放时间", f"find out the hours of {site.name}")
        what = joined(*wanted(unsaid))
        return Words(f"核实{site.name}：{what.zh}？", f"find out about {site.name}: {what.en}?")

    def _extend(self, site: Site, lost: Floats) -> Words:
        where, slots = self._coverage.question.where, self._coverage.slots
        at = slots.words(0)
        hours = worst_span(lost).words if slots.is_week else Words(at.zh, f"at {at.en}")
        if where.service is not None:
            what = SERVICES[where.service]
            return Words(
                f"{site.name}的{what.zh}服务延长到{hours.zh}",
                f"offer {what.en} at {site.name} {hours.en}",
            )
        if where.access is not None:
            way = ACCESSES[where.access]
            return Words(
                f"{site.name}在{hours.zh}也开放（{way.zh}）",
                f"open {site.name} {hours.en} ({way.en})",
            )
        if slots.is_week:
            return Words(f"{site.name}延长开放：{hours.zh}", f"open {site.name} {hours.en}")
        return Words(f"{site.name}在{hours.zh}也开放", f"open {site.name} {hours.en}")


def _equip(site: Site, lacks: SiteFilter) -> Words:
    parts = [*_put_in(site, lacks), *_opened_to(site, lacks)]
    return Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _put_in(site: Site, lacks: SiteFilter) -> list[Words]:
    things = [AMENITIES[code] for code in sorted(lacks.amenities)]
    said = []
    if things:
        zh, en = "、".join(thing.zh for thing in things), ", ".join(thing.en for thing in things)
        said.append(Words(f"在{site.name}增设{zh}", f"add {en} at {site.name}"))
    if lacks.service is not None:
        what = SERVICES[lacks.service]
        said.append(Words(f"在{site.name}提供{what.zh}服务", f"offer {what.en} at {site.name}"))
    return said


def _opened_to(site: Site, lacks: SiteFilter) -> list[Words]:
    said = []
    if lacks.access is not None:
        way = ACCESSES[lacks.access]
        said.append(
            Words(f"{site.name}增加进门方式：{way.zh}", f"let people into {site.name}: {way.en}")
        )
    if lacks.welcome is not None:
        who = WELCOMES[lacks.welcome]
        said.append(Words(f"{site.name}的对象改为{who.zh}", f"make {site.name} welcome {who.en}"))
    if lacks.tier is not None:
        tier = TIERS[lacks.tier]
        said.append(Words(f"把{site.name}列为{tier.zh}", f"make {site.name} a {tier.en}"))
    return said
