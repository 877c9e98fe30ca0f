"""Hours drawn at random, written down, read back, and damaged on the way."""

import re
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from locator.hours import CHINA, Calendar, compile_schedule, read_hours
from locator.hours.schedule import Interval
from locator.model import OpeningHours
from tests.locator.hours.phrases.understood import UNDERSTOOD
from tests.locator.hours.styles import Hours, hours, osm_time, phrases

START = datetime(2026, 7, 6, tzinfo=CHINA)
"""A Monday; the calendar below makes Wednesday of the week after a holiday."""
CALENDAR = Calendar(frozenset({date(2026, 7, 15)}), frozenset(), frozenset({2026}))

STRANGE = "甲乙丙丁戊己庚辛壬癸约非未供或再"


def meaning(osm: str) -> tuple[Interval, ...]:
    schedule = compile_schedule(OpeningHours(osm=osm), CALENDAR)
    return schedule.intervals(START, START + timedelta(days=14))


def times_in(osm: str) -> set[str]:
    return set(re.findall(r"\d\d:\d\d", osm))


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_written_in_any_style_reads_back_the_same(data: st.DataObject) -> None:
    wanted = data.draw(hours())
    text = data.draw(phrases(wanted))
    reading = read_hours(text)
    assert reading.hours.osm is not None, (text, reading.unknown_because)
    assert meaning(reading.hours.osm) == meaning(wanted.osm()), text


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_strange_character_anywhere_makes_it_unknown(data: st.DataObject) -> None:
    text = data.draw(phrases(data.draw(hours().filter(lambda h: h.holidays != "unknown"))))
    place = data.draw(st.integers(0, len(text)))
    character = data.draw(st.sampled_from(STRANGE))
    damaged = text[:place] + character + text[place:]
    assert read_hours(damaged).hours.osm is None, damaged


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_cut_invents_no_time_of_day(data: st.DataObject) -> None:
    wanted = data.draw(hours())
    text = data.draw(
        phrases(wanted).filter(lambda t: not set("点P") & set(t) and "时" not in t[4:])
    )
    cut = read_hours(text[: data.draw(st.integers(0, len(text)))]).hours.osm
    if cut is not None and cut not in ("24/7", "off"):
        assert times_in(cut) <= times_in(wanted.osm()), (text, cut)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_dropping_a_word_invents_no_time_of_day(data: st.DataObject) -> None:
    wanted = data.draw(hours())
    text = data.draw(phrases(wanted).filter(lambda t: "点" not in t and "PM" not in t))
    place = data.draw(st.integers(0, len(text) - 1))
    if text[place].isdecimal() or text[place] in "时分":
        return
    osm = read_hours(text[:place] + text[place + 1 :]).hours.osm
    if osm is not None and osm not in ("24/7", "off"):
        assert times_in(osm) <= times_in(wanted.osm()), (text, place, osm)


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="周一二五日末至到-:：,，、 。()0123456789点时半上午下晚次节假除外闭馆开放休息小",
        max_size=25,
    )
)
def test_garbage_never_breaks_the_reader(text: str) -> None:
    reading = read_hours(text)
    assert (reading.hours.osm is None) == (reading.unknown_because is not None)
    if reading.hours.osm is not None:
        meaning(reading.hours.osm)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_unknown(text: str) -> None:
    reading = read_hours(text)
    assert (reading.hours.osm is None) == (reading.unknown_because is not None)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(UNDERSTOOD)), st.sampled_from(["约", "可能", "除冬季外", "大部分"]))
def test_a_hedge_before_a_phrase_makes_it_unknown(phrase: str, hedge: str) -> None:
    if any("\u4e00" <= character <= "\u9fff" for character in phrase):
        assert read_hours(hedge + phrase).hours.osm is None


def test_the_oracle_of_these_tests_writes_what_it_says() -> None:
    wanted = Hours((((0, 1), ((540, 720),)), ((5,), ((1080, 1560),))), "off")
    assert wanted.osm() == "Mo,Tu 09:00-12:00, Sa 18:00-02:00; PH off"
    assert osm_time(1440) == "24:00"
