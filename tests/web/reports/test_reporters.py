"""Reporters are told apart by what is kept in memory, and by nothing that could be read there."""

from datetime import datetime, timedelta

import pytest
from werkzeug.exceptions import TooManyRequests

from locator.hours import CHINA
from web.reports.reporters import ENTRIES, SIZE, Reporters, reporters_here, shared_reporters

NIGHT = datetime(2026, 11, 18, 23, 50, tzinfo=CHINA)
HOUR = timedelta(hours=1)


@pytest.fixture
def memory() -> bytearray:
    return bytearray(SIZE)


@pytest.fixture
def reporters(memory: bytearray) -> Reporters:
    return Reporters(memory)


def test_one_rider_counts_once_a_day_past_midnight_too(reporters: Reporters) -> None:
    assert reporters.first("192.0.2.1", "phone", "a", now=NIGHT)
    assert not reporters.first("192.0.2.1", "phone", "a", now=NIGHT + HOUR)
    assert not reporters.first("192.0.2.1", "phone", "a", now=NIGHT + 24 * HOUR)
    assert reporters.first("192.0.2.1", "phone", "a", now=NIGHT + 49 * HOUR)


def test_another_phone_address_or_site_is_another_matter(reporters: Reporters) -> None:
    assert reporters.first("192.0.2.1", "phone", "a", now=NIGHT)
    assert reporters.first("192.0.2.1", "tablet", "a", now=NIGHT)
    assert reporters.first("192.0.2.2", "phone", "a", now=NIGHT)
    assert reporters.first("192.0.2.1", "phone", "b", now=NIGHT)


def test_a_phone_does_not_become_another_by_choosing_an_ipv6_address(reporters: Reporters) -> None:
    assert reporters.first("2001:db8::1", "phone", "a", now=NIGHT)
    assert not reporters.first("2001:db8::2", "phone", "a", now=NIGHT)
    assert reporters.first("2001:db8:0:1::1", "phone", "a", now=NIGHT)


def test_five_reports_in_ten_minutes_are_enough(reporters: Reporters) -> None:
    for number in range(5):
        at = NIGHT + timedelta(minutes=number)
        reporters.check("192.0.2.1", "phone", now=at)
        reporters.first("192.0.2.1", "phone", f"s{number}", now=at)
    with pytest.raises(TooManyRequests) as caught:
        reporters.check("192.0.2.1", "phone", now=NIGHT + timedelta(minutes=5))
    assert caught.value.retry_after == 5 * 60 + 1
    reporters.check("192.0.2.1", "tablet", now=NIGHT + timedelta(minutes=5))
    reporters.check("192.0.2.1", "phone", now=NIGHT + timedelta(minutes=10, seconds=1))


def test_an_address_that_changes_its_browser_each_time_is_stopped(reporters: Reporters) -> None:
    for number in range(40):
        reporters.check("192.0.2.1", f"phone {number}", now=NIGHT)
        reporters.first("192.0.2.1", f"phone {number}", "a", now=NIGHT)
    with pytest.raises(TooManyRequests):
        reporters.check("192.0.2.1", "phone 40", now=NIGHT)
    reporters.check("192.0.2.2", "phone", now=NIGHT)


def test_the_memory_shows_nobody(reporters: Reporters, memory: bytearray) -> None:
    reporters.first("192.0.2.1", "a very rare phone", "a-site", now=NIGHT)
    for secret in (b"192.0.2.1", b"rare", b"a-site", bytes([192, 0, 2, 1])):
        assert secret not in bytes(memory)


def test_the_same_rider_leaves_other_traces_the_next_day(
    reporters: Reporters, memory: bytearray
) -> None:
    today, tomorrow = (reporters._daily(at, "x")[0] for at in (NIGHT, NIGHT + HOUR))
    assert today != tomorrow
    assert Reporters(bytearray(SIZE))._daily(NIGHT, "x") != reporters._daily(NIGHT, "x")
    assert Reporters(memory)._daily(NIGHT, "x") == reporters._daily(NIGHT, "x")


def test_a_full_table_forgets_the_oldest(reporters: Reporters) -> None:
    reporters.first("192.0.2.1", "phone", "a", now=NIGHT)
    for number in range(ENTRIES - 1):
        reporters._remember(next(iter(reporters._entries()))._replace(at=float(number)))
    assert not reporters.first("192.0.2.1", "phone", "a", now=NIGHT)
    assert len(list(reporters._entries())) == ENTRIES


def test_workers_share_what_the_server_made() -> None:
    with shared_reporters():
        one, other = reporters_here(), reporters_here()
        assert one.first("192.0.2.1", "phone", "a", now=NIGHT)
        assert not other.first("192.0.2.1", "phone", "a", now=NIGHT)
    alone = reporters_here()
    assert alone.first("192.0.2.1", "phone", "a", now=NIGHT)
