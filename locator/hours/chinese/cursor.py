"""A place in a row of words, and the times of day that stand there."""

from typing import Final

from locator.hours.wording.clocks import Clock, read_clock
from locator.hours.wording.lexicon import Half, Kind
from locator.hours.wording.tokens import Token, half_of
from locator.hours.wording.unclear import NOON_OR_NIGHT, PARTIAL, Strange, Unclear

END: Final = Token(Kind.STOP, "")
"""What stands behind the last word."""


class Cursor:
    """A walk over words.

    Parameters
    ----------
    tokens : list of Token
        The words.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return a word ahead without taking it."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else END

    def next(self) -> Token:
        """Take the next word."""
        token = self.peek()
        self.at += 1
        return token

    def accept(self, *kinds: Kind) -> Token | None:
        """Take the next word if it is of one of these kinds."""
        return self.next() if self.at < len(self.tokens) and self.peek().kind in kinds else None

    def clock_next(self) -> bool:
        """Whether a time of day comes next, and not a part of the day alone."""
        return self.peek(self._halves()).kind in (Kind.CLOCK, Kind.NUMBER)

    def span_next(self) -> bool:
        """Whether times from when to when come next, or all day."""
        to = self.peek(self._halves() + 1).kind is Kind.TO
        return self.peek().kind is Kind.ALL_DAY or (self.clock_next() and to)

    def _halves(self) -> int:
        ahead = 0
        while self.peek(ahead).kind in (Kind.HALF, Kind.NEXT_DAY):
            ahead += 1
        return ahead

    def clock(self) -> Clock:
        """Take a time of day with the part of the day before it."""
        half: Half | None = None
        next_day = False
        while (token := self.accept(Kind.HALF, Kind.NEXT_DAY)) is not None:
            if token.kind is Kind.NEXT_DAY:
                next_day = True
                half = Half.MORNING if token.text == "次晨" else half
            elif half is not None:
                raise Unclear(NOON_OR_NIGHT)
            else:
                half = half_of(token)
        token = self.next()
        if token is END:
            raise Unclear(PARTIAL)
        bare = token.kind is Kind.NUMBER and (half is not None or self.peek().kind is Kind.TO)
        if token.kind is not Kind.CLOCK and not bare:
            raise Strange(token.text)
        return read_clock(token, half, next_day=next_day)

    def end_clock(self, start: Clock) -> Clock:
        """Return the other end of a span; 早九晚五, but 早九点至晚十 has lost something."""
        end = self.clock()
        if end.bare and not start.bare:
            raise Unclear(PARTIAL)
        return end
