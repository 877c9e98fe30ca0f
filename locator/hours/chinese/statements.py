"""What a phrase says, one statement for each pair of days and times."""

from dataclasses import dataclass, field
from enum import Enum

from locator.hours.wording.clocks import Clock, Span
from locator.hours.wording.days import EVERY_DAY, Days, Season
from locator.hours.wording.lexicon import Half
from locator.vocabulary import Access


class Says(Enum):
    """What is said of the days of a statement."""

    OPEN = "open during the spans"
    PERHAPS = "open at some time within the spans"
    PAUSE = "closed during the spans"
    LATER = "closes later than otherwise"
    OFF = "closed"
    AS_EVER = "open as on other days, even where other days would be closed"
    ANNOUNCED = "known to others only"


@dataclass(slots=True)
class Statement:
    """One thing said.

    Parameters
    ----------
    says : Says
        What.
    days : Days
        Of which days.
    spans : list of (int, int)
        Minutes from midnight.
    season : Season or None
        In which part of the year; None: all year.
    until : Clock or None
        The later closing time.
    ways : set of Access
        How to get in during the spans, where that was said with them.
    unattended : bool
        Said of the time when nobody is there.
    """

    says: Says
    days: Days = EVERY_DAY
    spans: list[Span] = field(default_factory=list)
    season: Season | None = None
    until: Clock | None = None
    ways: set[Access] = field(default_factory=set)
    unattended: bool = False

    @property
    def of_a_shift(self) -> bool:
        """Whether it tells the hours of one way in, not of the door."""
        return bool(self.ways) or self.unattended


@dataclass(slots=True)
class Sayings:
    """All that a phrase says.

    Parameters
    ----------
    statements : list of Statement
        In the order of the text.
    ways : set of Access
        Ways in at any time.
    half_ways : list of (Half, set of Access)
        Ways in during a part of the day without clock times.
    unattended_ways : set of Access
        Ways in while nobody is there, without clock times.
    otherwise_open : bool
        The door is open at all times not named too.
    other_ways : set of Access
        Ways in at those times.
    through_noon : bool
        It does not close at noon.
    """

    statements: list[Statement] = field(default_factory=list)
    ways: set[Access] = field(default_factory=set)
    half_ways: list[tuple[Half, set[Access]]] = field(default_factory=list)
    unattended_ways: set[Access] = field(default_factory=set)
    otherwise_open: bool = False
    other_ways: set[Access] = field(default_factory=set)
    through_noon: bool = False
