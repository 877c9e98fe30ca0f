"""Ninety days count as fresh, ninety-one do not, and what nobody verified never was."""

from datetime import date, timedelta

from locator.freshness import Share, fresh_share, is_fresh
from locator.model import Site

TODAY = date(2026, 11, 18)


def verified(days_ago: int | None) -> Site:
    on = None if days_ago is None else TODAY - timedelta(days=days_ago)
    return Site(id="a", name="a", verified_on=on)


def test_ninety_days() -> None:
    told = {days: is_fresh(verified(days), TODAY) for days in (0, 90, 91, None)}
    assert told == {0: True, 90: True, 91: False, None: False}


def test_a_share_is_not_rounded_up_to_all() -> None:
    share = fresh_share([verified(1)] * 999 + [verified(None)], TODAY)
    assert (share, share.percent) == (Share(999, 1000), 99)
    assert fresh_share([], TODAY).percent is None
    assert fresh_share([verified(0)], TODAY).percent == 100
