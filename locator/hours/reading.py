"""Opening hours as anybody writes them, understood or honestly unknown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from locator.hours.chinese.entrances import access_hours, door_rules
from locator.hours.chinese.grammar import parse
from locator.hours.chinese.rules.rule import CLOSED, UNKNOWN, Rule
from locator.hours.chinese.rules.week import means_workdays
from locator.hours.chinese.rules.writing import write
from locator.hours.osm import valid_osm
from locator.hours.wording.clocks import NOON
from locator.hours.wording.days import WEEK
from locator.hours.wording.english import translate
from locator.hours.wording.lexicon import ELSEWHERE, HEDGES, NOTHING_SAID
from locator.hours.wording.script import normalise
from locator.hours.wording.unclear import (
    CONTRADICTS,
    DEPENDS,
    NO_CLOCK,
    NOT_GIVEN,
    PARTIAL,
    TOO_LONG,
    VAGUE,
    Strange,
    Unclear,
)
from locator.model import AccessHours, OpeningHours
from locator.words import Words

LONGEST: Final = 500
"""Characters of a text worth reading; hours of a real place are far shorter."""

_OSM_WORD: Final = re.compile(
    r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH|24/7|off|closed|week|sunrise|sunset|dawn|dusk|easter"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
)
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class HoursReading:
    """What a text about opening hours was found to say.

    Parameters
    ----------
    hours : OpeningHours
        The text with its OSM form, which is None where it is not understood.
    access : tuple of AccessHours
        Ways in that the text names.
    unknown_because : Words or None
        Why the hours are unknown; None exactly when they are known.
    """

    hours: OpeningHours
    access: tuple[AccessHours, ...] = ()
    unknown_because: Words | None = None


@lru_cache(maxsize=4096)
def read_hours(text: str) -> HoursReading:
    """Read opening hours written in Chinese or in OSM syntax.

    Every word must be understood; otherwise the hours are unknown, with the reason. An
    hour that could be meant for morning or evening is never guessed.

    Parameters
    ----------
    text : str
        As written.

    Returns
    -------
    HoursReading
        The hours, ways in, and why they are unknown if they are.
    """
    if not text.strip() or normalise(text) in NOTHING_SAID:
        return _unknown(text, NOT_GIVEN)
    if len(text) > LONGEST:
        return _unknown(text, TOO_LONG)
    if _OSM_WORD.search(text) and not _CHINESE.search(text) and valid_osm(text.strip()):
        return HoursReading(OpeningHours(text, text.strip()))
    try:
        return _read_chinese(text)
    except Strange as strange:
        return _unknown(text, _hint(text) or strange.because)
    except Unclear as unclear:
        return _unknown(text, unclear.because)


def _hint(text: str) -> Words | None:
    """Return what a phrase with a strange word is about, where that is plain to see."""
    if re.search(HEDGES, text):
        return VAGUE
    return DEPENDS if re.search(ELSEWHERE, text) else None


def _unknown(text: str, because: Words, access: tuple[AccessHours, ...] = ()) -> HoursReading:
    return HoursReading(OpeningHours(text), access, because)


def _read_chinese(text: str) -> HoursReading:
    sayings = parse(translate(normalise(text)))
    if not sayings.statements:
        return _unknown(text, NO_CLOCK, access_hours(sayings, None))
    rules = door_rules(sayings)
    osm = write(rules)
    if not _tells_the_week(rules):
        raise Unclear(PARTIAL)
    if sayings.through_noon and any(_rests_at_noon(rule) for rule in rules):
        raise Unclear(CONTRADICTS)
    workdays = means_workdays(sayings.statements, rules)
    return HoursReading(OpeningHours(text, osm, workdays), access_hours(sayings, osm))


def _rests_at_noon(rule: Rule) -> bool:
    return any(
        closes <= NOON + 60 and opens >= NOON
        for (_, closes), (opens, _) in pairwise(rule.daily.spans)
    )


def _tells_the_week(rules: Iterable[Rule]) -> bool:
    """Whether some hours are told, or that it is shut on all days."""
    weekly = [rule for rule in rules if rule.week]
    shut = {weekday for rule in weekly if rule.daily == CLOSED for weekday in rule.week}
    return shut == WEEK or any(rule.daily not in (CLOSED, UNKNOWN) for rule in weekly)
