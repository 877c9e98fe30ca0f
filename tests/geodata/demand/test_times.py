import pytest

from geodata.demand.reading.times import Moment, read_hour, read_time, read_weekday


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-06-08 10:55:00", Moment(0, 10)),
        ("2026/6/8 9:05", Moment(0, 9)),
        ("2026年6月14日 23:59", Moment(6, 23)),
        ("２０２６-06-08 １０：55", Moment(0, 10)),
        ("2026-06-08T23:30:00Z", Moment(1, 7)),
        ("2026-06-08T23:30:00-05:00", Moment(1, 12)),
        ("2026-06-08T01:00:00.250+08:00", Moment(0, 1)),
        ("1780887600", Moment(0, 11)),
        ("1780887600000", Moment(0, 11)),
        ("2026-06-08", Moment(0, None)),
        ("06-07 10:55:00", Moment(None, 10)),
        ("8:05", Moment(None, 8)),
    ],
)
def test_times_as_people_write_them(text: str, moment: Moment) -> None:
    assert read_time(text) == moment


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01", "2026-06-08 25:00", "24:10", "1e9", "-5"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text) is None


def test_weekdays() -> None:
    for words in (("周一", "星期一", "礼拜一", "1", "Mon", "monday", "一", "1.0"),):
        assert {read_weekday(word) for word in words} == {0}
    assert {read_weekday(word) for word in ("周日", "星期天", "7", "Sunday")} == {6}
    assert {read_weekday(word) for word in ("", "0", "8", "周", "someday")} == {None}


def test_hours() -> None:
    assert [read_hour(text, 24) for text in ("0", "8点", "08:00", "23", "7.0")] == [0, 8, 8, 23, 7]
    assert {read_hour(text, 24) for text in ("24", "-1", "x", "", "8.5")} == {None}
    assert read_hour("167", 168) == 167
