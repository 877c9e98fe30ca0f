"""OSM expressions taken apart and put together again."""

import random
from datetime import datetime

import pytest
from opening_hours import OpeningHours as Oracle

from locator.hours import CHINA, compile_schedule, valid_osm
from locator.hours.osm import Rule, read_rules, write_rules
from locator.model import OpeningHours
from locator.vocabulary import Status
from locator.words import Words
from tests.locator.hours.state_council import STATE_COUNCIL
from tests.locator.hours.test_oracle import FIRST, LAST, expression


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("24/7", True),
        ("Mo-Fr 09:00-17:00; PH off", True),
        ("Mo-Sa, PH 10:00-12:00", True),
        (' Mo-Fr 09:00-17:00 "by appointment" ', True),
        ("", False),
        ("   ", False),
        ("Mo-Fr 9-17", False),
        ("每天", False),
        ("Mo 25:70", False),
    ],
)
def test_valid(text: str, valid: bool) -> None:
    assert valid_osm(text) is valid


def test_rules_put_together_mean_what_they_meant() -> None:
    rng = random.Random(17)
    for _ in range(200):
        text = expression(rng)
        again = write_rules(read_rules(text), [])
        assert said(again) == said(text), text


@pytest.mark.parametrize("workdays", [False, True])
def test_whatever_is_valid_compiles(workdays: bool) -> None:
    rng = random.Random(19)
    at = datetime(2026, 10, 3, 12, tzinfo=CHINA)
    compiled = 0
    for _ in range(400):
        text = doubtful(rng)
        if valid_osm(text):
            hours = OpeningHours(osm=text, workdays=workdays)
            schedule = compile_schedule(hours, STATE_COUNCIL)
            assert schedule.state(at).status in set(Status)
            compiled += 1
    assert compiled > 300


def doubtful(rng: random.Random) -> str:
    """Draw an expression full of what nobody can know."""
    days = (
        "",
        "PH",
        "SH",
        "PH,SH",
        "Mo-Fr,PH",
        "PH Mo",
        "PH +1 day",
        "Mo[2] +1 day",
        "easter",
        "Mo-Fr",
        "Sa,Su",
    )
    times = (
        "",
        "10:00+",
        "10:00-12:00+",
        "20:00-02:00+",
        "22:00-26:00",
        "sunrise-sunset",
        "(dawn+01:00)-18:00",
        "10:00-16:00/01:30",
        "08:00-10:00,18:00+",
        "10:00-10:00",
        "00:00-24:00",
        "23:59-24:01",
    )
    ends = ("", "", " off", " unknown", ' "ask"', ' off "why"', ' unknown "maybe"', " open")
    rules = [
        f"{rng.choice(days)} {rng.choice(times)}{rng.choice(ends)}".strip() or "24/7"
        for _ in range(rng.randint(1, 4))
    ]
    return rng.choice(("; ", "; ", ", ", " || ")).join(rules)


def said(text: str) -> list[tuple[str, str, str]]:
    end = FIRST + (LAST - FIRST) / 3
    return [(str(i[0]), str(i[1]), str(i[2])) for i in Oracle(text).intervals(FIRST, end)]


def test_a_rule_taken_apart() -> None:
    assert read_rules('May-Oct Mo-Fr,PH 22:00-02:00 unknown "maybe"; off') == (
        Rule("", "May-Oct", ("Mo-Fr", "PH"), ((1320, 1560),), "unknown", Words("maybe", "maybe")),
        Rule("; ", modifier="closed"),
    )


def test_a_comment_holding_separators_stays_one_rule() -> None:
    (rule,) = read_rules('10:00-12:00 "one; two, three || four"')
    assert rule.because == Words("one; two, three || four", "one; two, three || four")


def test_times_added_to_a_rule_do_not_join_its_list() -> None:
    rules = (Rule("", spans=((480, 1020),)), Rule(", ", spans=((1020, 1440),), modifier="unknown"))
    statuses = [str(i[2]) for i in Oracle(write_rules(rules, [])).intervals(FIRST, LAST)][:4]
    assert statuses == ["closed", "open", "unknown", "closed"]
