"""How much of what is told about sites somebody has verified of late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from locator.model import Site

FRESH_FOR: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both counted."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent, never rounded up to all; None of nothing."""
        return self.part * 100 // self.whole if self.whole else None


def is_fresh(site: Site, today: date) -> bool:
    """Tell whether a site was verified within the last 90 days."""
    return site.verified_on is not None and today - site.verified_on <= FRESH_FOR


def fresh_share(sites: Iterable[Site], today: date) -> Share:
    """Return how many of some sites are fresh."""
    fresh = [is_fresh(site, today) for site in sites]
    return Share(sum(fresh), len(fresh))
