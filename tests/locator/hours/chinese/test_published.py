"""Hours as stations, libraries, banks and halls publish them: read as meant, or left open.

What each phrase of the table means was written down before any was read. A trailing ``*`` says
that Mo-Fr means workdays.
"""

from datetime import datetime
from pathlib import Path

import pytest

from locator.hours import CHINA, compile_schedule, read_hours
from locator.hours.schedule import Interval
from locator.hours.wording.script import normalise
from locator.hours.wording.tokens import tokenise
from locator.model import OpeningHours
from tests.locator.hours.state_council import STATE_COUNCIL

YEAR = datetime(2026, 1, 1, tzinfo=CHINA), datetime(2027, 1, 1, tzinfo=CHINA)


def published() -> dict[str, str]:
    lines = Path(__file__).with_name("published.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines[1:])


def meaning(hours: OpeningHours) -> tuple[Interval, ...]:
    return compile_schedule(hours, STATE_COUNCIL).intervals(*YEAR)


@pytest.mark.parametrize(("phrase", "wanted"), published().items())
def test_read_as_meant(phrase: str, wanted: str) -> None:
    hours = read_hours(phrase).hours
    if wanted == "unknown":
        assert hours.osm is None
        return
    assert hours.osm is not None
    assert hours.workdays == wanted.endswith("*")
    meant = OpeningHours(osm=wanted.rstrip("*"), workdays=hours.workdays)
    assert meaning(hours) == meaning(meant), hours.osm


SOME = [phrase for phrase, meant in published().items() if meant not in ("unknown", "24/7")][::3]


def with_a(word: str, phrase: str) -> list[str]:
    """Return a phrase with a word put in at every place between two words."""
    text, at, places = normalise(phrase), 0, {0}
    for token in tokenise(text):
        at = text.index(token.text, at) + len(token.text)
        places.add(at)
    return [text[:place] + word + text[place:] for place in sorted(places)]


@pytest.mark.parametrize("word", ["不含", "5月-6月", "3月", "考试期间", "由"])
def test_no_word_that_limits_the_hours_is_passed_over(word: str) -> None:
    for phrase in SOME:
        if set("外除含由从改调") & set(phrase):
            continue  # said twice it may say no more
        osm = read_hours(phrase).hours.osm
        for longer in with_a(word, phrase):
            assert read_hours(longer).hours.osm != osm, longer


def test_no_span_is_passed_over() -> None:
    """A further span shows in the hours, or in those of holidays that are unknown."""
    for phrase in SOME:
        if set("由从改调延晚最停") & set(phrase) or read_hours(phrase).access:
            continue  # it may be what was, the last entry, or hours of a way in
        for longer in with_a("7:07-7:09", phrase):
            osm = read_hours(longer).hours.osm
            assert osm is None or "07:0" in osm or "PH unknown" in osm, longer
