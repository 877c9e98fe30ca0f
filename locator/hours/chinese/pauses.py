"""Pauses told without days: whose they are.

周一至周五8:30-17:30,周六9:00-17:00。中午12:00-13:30休息: a pause told last is for all the hours
before it. Told in brackets or in the sentence of some hours it may be theirs alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from locator.hours.chinese.statements import Says, Statement
from locator.hours.wording.clocks import Span
from locator.hours.wording.unclear import CONTRADICTS, ONLY_SOME_DAYS, Unclear


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause told without days.

    Parameters
    ----------
    statement : Statement
        It, said of the days that were told last.
    apart : bool
        Told together with some of the hours only.
    """

    statement: Statement
    apart: bool


def share_pauses(statements: Sequence[Statement], pauses: Sequence[Pause]) -> list[Statement]:
    """Return statements with each pause told last said of all days that it is meant for.

    Raises
    ------
    Unclear
        If a pause may be meant for some of them only.
    """
    last = max((at for at, s in enumerate(statements) if s.says is Says.OPEN), default=0)
    told_last = [p for p in pauses if any(s is p.statement for s in statements[last:])]
    others = [s for s in statements if all(s is not p.statement for p in told_last)]
    return others + [meant for pause in told_last for meant in _meant(pause, others)]


def _meant(pause: Pause, others: list[Statement]) -> list[Statement]:
    opened = [s for s in others if s.says is Says.OPEN]
    if len({(frozenset(s.ways), s.unattended) for s in opened}) > 1:
        raise Unclear(ONLY_SOME_DAYS)  # of the door or of who is there
    paused = {(s.days, s.season) for s in others if s.says is Says.PAUSE}
    (hours,) = pause.statement.spans
    touched = [s for s in opened if any(_overlap(hours, span) for span in s.spans)]
    keys = [key for key in dict.fromkeys((s.days, s.season) for s in touched) if key not in paused]
    mine = pause.statement.days, pause.statement.season
    if not keys or (pause.apart and any(key != mine for key in keys)):
        raise Unclear(ONLY_SOME_DAYS if keys else CONTRADICTS)
    return [replace(pause.statement, days=days, season=season) for days, season in keys]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
