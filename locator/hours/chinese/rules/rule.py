"""The hours of a day, and a rule that gives them to some weekdays or to holidays."""

from dataclasses import dataclass

from locator.hours.wording.clocks import DAY, Span
from locator.hours.wording.days import Season


@dataclass(frozen=True, slots=True)
class Daily:
    """The hours of one day; no spans: closed.

    Parameters
    ----------
    spans : tuple of (int, int)
        Minutes from midnight, in order.
    sure : bool
        False where it is open at some unknown time within the spans.
    """

    spans: tuple[Span, ...] = ()
    sure: bool = True


CLOSED = Daily()
UNKNOWN = Daily(((0, DAY),), sure=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """The same hours for some weekdays of a season, or for public holidays.

    Parameters
    ----------
    week : frozenset of int
        Weekdays; empty: public holidays.
    daily : Daily
        Their hours.
    season : Season or None
        None: all year.
    """

    week: frozenset[int]
    daily: Daily
    season: Season | None = None
