"""What is said of an open state, in both languages."""

from datetime import date, datetime

import pytest

from locator.hours import CHINA, OpenState, compile_schedule, open_sentence
from locator.model import OpeningHours
from locator.vocabulary import Status
from locator.words import Words
from tests.locator.hours.state_council import STATE_COUNCIL


def said(osm: str | None, moment: str, verified_on: date | None = None, *, text: str = "") -> Words:
    at = datetime.fromisoformat(moment).replace(tzinfo=CHINA)
    state = compile_schedule(OpeningHours(text, osm), STATE_COUNCIL).state(at)
    return open_sentence(state, at=at, verified_on=verified_on)


@pytest.mark.parametrize(
    ("osm", "moment", "zh", "en"),
    [
        ("08:00-22:00", "2026-11-20T12:00", "营业中,22:00 关门", "Open until 22:00"),
        ("24/7", "2026-11-20T12:00", "营业中,24 小时开放", "Open 24 hours"),
        (
            "18:00-02:00",
            "2026-11-20T20:00",
            "营业中,明天凌晨 2:00 关门",
            "Open until tomorrow at 2:00",
        ),
        ("18:00-02:00", "2026-11-20T01:00", "营业中,2:00 关门", "Open until 2:00"),
        ("20:00-08:00", "2026-11-20T23:00", "营业中,明早 8:00 关门", "Open until tomorrow at 8:00"),
        ("08:00-24:00", "2026-11-20T12:00", "营业中,24:00 关门", "Open until midnight"),
        ("Mo-Fr", "2026-11-19T12:00", "营业中,明天 24:00 关门", "Open until tomorrow at midnight"),
        ("Mo-Fr", "2026-11-17T12:00", "营业中,周五 24:00 关门", "Open until Friday at midnight"),
        (
            "2026 Nov 1-30",
            "2026-11-05T12:00",
            "营业中,11月30日 24:00 关门",
            "Open until 30 November at midnight",
        ),
        ("08:00-22:00", "2026-11-20T21:30", "快关门了,22:00 关门", "Closing soon, at 22:00"),
        ("08:00-22:00", "2026-11-20T21:29", "营业中,22:00 关门", "Open until 22:00"),
        ("08:00-24:00", "2026-11-20T23:45", "快关门了,24:00 关门", "Closing soon, at midnight"),
        (
            "08:00-17:00+",
            "2026-11-20T16:50",
            "营业中,17:00 后时间未知",
            "Open, hours unknown after 17:00",
        ),
        (
            "24/7; PH unknown",
            "2026-09-30T12:00",
            "营业中,24:00 后时间未知",
            "Open, hours unknown after midnight",
        ),
        (
            "09:00-12:00,14:00-18:00",
            "2026-11-20T13:00",
            "已关门,今天 14:00 开门",
            "Closed, opens at 14:00",
        ),
        (
            "08:00-18:00",
            "2026-11-20T19:00",
            "已关门,明早 8:00 开门",
            "Closed, opens tomorrow at 8:00",
        ),
        (
            "14:00-18:00",
            "2026-11-20T19:00",
            "已关门,明天 14:00 开门",
            "Closed, opens tomorrow at 14:00",
        ),
        (
            "04:30-09:00",
            "2026-11-20T19:00",
            "已关门,明天凌晨 4:30 开门",
            "Closed, opens tomorrow at 4:30",
        ),
        (
            "Mo-Fr 09:00-17:00",
            "2026-11-20T19:00",
            "已关门,周一 9:00 开门",
            "Closed, opens Monday at 9:00",
        ),
        (
            "Su 00:00-06:00",
            "2026-11-21T19:00",
            "已关门,明天 0:00 开门",
            "Closed, opens tomorrow at 0:00",
        ),
        (
            "Mo 09:00-17:00",
            "2026-11-23T17:00",
            "已关门,11月30日 9:00 开门",
            "Closed, opens 30 November at 9:00",
        ),
        (
            "09:00-17:00; PH off",
            "2026-02-14T18:00",
            "已关门,2月24日 9:00 开门",
            "Closed, opens 24 February at 9:00",
        ),
        (
            "Jan 4 09:00-17:00",
            "2026-12-20T18:00",
            "已关门,1月4日 9:00 开门",
            "Closed, opens 4 January at 9:00",
        ),
        (
            "Dec 1 09:00-17:00",
            "2025-12-02T18:00",
            "已关门,2026年12月1日 9:00 开门",
            "Closed, opens 1 December 2026 at 9:00",
        ),
        ("off", "2026-11-20T19:00", "已关门", "Closed"),
        (
            "Th 12:00-18:00 unknown",
            "2026-11-20T15:00",
            "已关门,周四 12:00 起可能开门",
            "Closed, may open from Thursday at 12:00",
        ),
        (
            "08:00-20:00; PH unknown",
            "2026-09-30T21:00",
            "已关门,明天 0:00 起可能开门",
            "Closed, may open from tomorrow at 0:00",
        ),
    ],
)
def test_says_it_as_a_person_would(osm: str, moment: str, zh: str, en: str) -> None:
    assert said(osm, moment, date(2026, 7, 3)) == Words(zh, en)


@pytest.mark.parametrize(
    ("verified_on", "zh", "en"),
    [
        (None, "时间未知,从未核实", "Hours unknown, never verified"),
        (date(2026, 7, 3), "时间未知,7月核实过", "Hours unknown, verified in July"),
        (date(2024, 7, 3), "时间未知,2024年7月核实过", "Hours unknown, verified in July 2024"),
    ],
)
def test_unknown_hours_tell_when_somebody_last_looked(
    verified_on: date | None, zh: str, en: str
) -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=CHINA)
    unknown = OpenState(Status.UNKNOWN)
    assert open_sentence(unknown, at=now, verified_on=verified_on) == Words(zh, en)


def test_unknown_hours_tell_the_reason_that_has_a_name() -> None:
    assert said("08:00-20:00; PH unknown", "2026-10-02T12:00", date(2026, 7, 3)) == Words(
        "时间未知(法定节假日时间另行通知),7月核实过",
        "Hours unknown (holiday hours are announced separately), verified in July",
    )
    assert said("08:00-20:00; PH off", "2028-03-02T12:00").en == (
        "Hours unknown (the holiday calendar ends with 2026), never verified"
    )
    assert said(None, "2026-11-20T12:00", text="随商场营业时间").zh == (
        "时间未知(要看别处的时间安排),从未核实"
    )


def test_closed_for_repair_says_so_and_nothing_of_the_hours() -> None:
    state = OpenState(Status.CLOSED, because=Words("维修中", "under repair"))
    now = datetime(2026, 11, 20, 12, tzinfo=CHINA)
    assert open_sentence(state, at=now, verified_on=None) == Words(
        "已关门,维修中", "Closed, under repair"
    )


def test_the_day_is_chinas_wherever_the_server_stands() -> None:
    now = datetime.fromisoformat("2026-11-20T17:00:00+00:00")  # 1 o'clock on the 21st in China
    state = compile_schedule(OpeningHours(osm="08:00-18:00"), STATE_COUNCIL).state(now)
    assert open_sentence(state, at=now, verified_on=None).zh == "已关门,今天 8:00 开门"
