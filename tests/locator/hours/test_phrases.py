"""Phrases as people write them: right or unknown, never wrong."""

import csv
from datetime import datetime, timedelta

import pytest

from locator.hours import CHINA, compile_schedule, read_hours, valid_osm
from locator.hours.reading import LONGEST
from locator.hours.wording.tokens import TABLES
from locator.model import OpeningHours
from tests.locator.hours.phrases.understood import UNDERSTOOD
from tests.locator.hours.phrases.unknown import UNKNOWN
from tests.locator.hours.state_council import STATE_COUNCIL
from tests.shared import shared_path

YEAR = datetime(2026, 1, 1, tzinfo=CHINA), datetime(2027, 1, 1, tzinfo=CHINA)


def shared_phrases() -> list[dict[str, str]]:
    with shared_path("hours/phrases.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_shared_phrases_are_right() -> None:
    for row in shared_phrases():
        reading = read_hours(row["phrase"])
        wanted = row["expected_osm_opening_hours"]
        assert (reading.hours.osm or "unknown") == wanted, row
        assert reading.hours.workdays == ("工作日" in row["phrase"]), row
        if wanted != "unknown":
            same_week(reading.hours, OpeningHours(osm=wanted, workdays=reading.hours.workdays))


def same_week(one: OpeningHours, other: OpeningHours) -> None:
    """Compare what they mean, not how it is written."""
    first = compile_schedule(one, STATE_COUNCIL).intervals(*YEAR)
    assert first == compile_schedule(other, STATE_COUNCIL).intervals(*YEAR)


@pytest.mark.parametrize("phrase", UNDERSTOOD)
def test_understood(phrase: str) -> None:
    wanted = UNDERSTOOD[phrase]
    reading = read_hours(phrase)
    assert reading.hours.osm == wanted.rstrip("*")
    assert reading.hours.workdays == wanted.endswith("*")
    assert reading.unknown_because is None
    assert reading.hours.text == phrase
    assert valid_osm(reading.hours.osm)


@pytest.mark.parametrize("phrase", [p for group in UNKNOWN.values() for p in group])
def test_must_be_unknown(phrase: str) -> None:
    reading = read_hours(phrase)
    assert reading.hours.osm is None
    assert not reading.hours.workdays
    assert reading.unknown_because is not None
    assert reading.unknown_because.zh
    assert reading.unknown_because.en


@pytest.mark.parametrize(
    ("phrase", "because"),
    [
        ("", "没有写开放时间"),
        ("暂无", "没有写开放时间"),
        ("全年无休", "没有写明几点到几点"),
        ("8:00-5:00", "分不清上午还是下午"),
        ("夏季8:00-20:00，冬季8:30-18:00", "分季节但没有写起止月份"),
        ("以现场为准", "要看别处的时间安排"),
        ("随银行上下班", "要看别处的时间安排"),
        ("约8:00-18:00", "说得不确切"),
        ("8:00-18:00啊", "没看懂“啊”"),
        ("驿站8:00-18:00，书屋9:00-17:00", "说的不只一个地方"),
        ("8:00-18:00 9:00-17:00", "前后说法不一致"),
        ("22:00关门", "只写了一部分时间"),
        ("长" * (LONGEST + 1), "文字太长"),
    ],
)
def test_says_why_unknown(phrase: str, because: str) -> None:
    reading = read_hours(phrase)
    assert reading.unknown_because is not None
    assert reading.unknown_because.zh == because


def test_the_counsellor_of_thursday_afternoon() -> None:
    schedule = compile_schedule(read_hours("每周四下午").hours, STATE_COUNCIL)
    thursday = datetime(2026, 11, 19, 15, tzinfo=CHINA)
    assert schedule.state(thursday).status == "unknown"
    assert schedule.state(thursday - timedelta(hours=5)).status == "closed"
    assert schedule.state(thursday + timedelta(days=1)).status == "closed"


def test_no_word_stands_in_two_tables() -> None:
    words = [word for _, row in TABLES for word in row.split()]
    assert len(words) == len(set(words))
