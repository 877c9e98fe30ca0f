"""Who or what lets one in, and the hours said together with it.

有人值守8:00-22:00;无人值守时段为22:00至次日8:00,可扫码进入: a heading before the times holds to
the end of its sentence, a word behind them for its own clause.
"""

from locator.hours.chinese.statements import Sayings, Statement
from locator.hours.wording.clocks import DAY, Span
from locator.hours.wording.lexicon import Half
from locator.hours.wording.unclear import CONTRADICTS, Unclear
from locator.vocabulary import Access


def _lies_in(half: Half, hours: Span) -> bool:
    first, last = (int(end[:2]) * 60 for end in half.value.split("-"))
    last += DAY if last < first else 0
    return any(first <= hours[0] + day and hours[1] + day <= last for day in (0, DAY))


class Shifts:
    """Ways in, sorted by the times that they were said with.

    Parameters
    ----------
    sayings : Sayings
        Where they go.
    """

    def __init__(self, sayings: Sayings) -> None:
        self.sayings = sayings
        self.half: Half | None = None  # 夜间扫码: a part of the day without clock times
        self.otherwise = False  # 其余时间
        self._ways: set[Access] = set()
        self._unattended = False
        self._opened: list[Statement] = []
        self._leads = False  # the clause named the way before its times
        self._heading: tuple[set[Access], bool] | None = None
        self._headed: list[Statement] = []
        self._nobody_there = False  # 无人值守, its way may follow in the next clause

    def way(self, way: Access) -> None:
        """Take up a way in."""
        self._ways.add(way)
        self._leads |= not self._opened

    def part_of_day(self, half: Half) -> None:
        """Take up a part of the day before a way in; times said before are not of it."""
        if self._opened:
            raise Unclear(CONTRADICTS)  # 8:00-18:00下午有人值守
        self.half = half

    def nobody(self) -> None:
        """Take up that nobody is there."""
        self._unattended = True
        self._leads |= not self._opened

    def else_(self) -> None:
        """Take up 其余时间."""
        if self._ways or self._unattended:
            raise Unclear(CONTRADICTS)
        self.otherwise = True

    def opened(self, statement: Statement) -> None:
        """Take up times of the clause."""
        self._opened.append(statement)

    def want_times(self) -> bool:
        """Whether the clause names a way in but no times."""
        return bool(self._ways or self._unattended) and not self._opened

    def end_clause(self) -> None:
        """Bring the ways of the clause together with its times."""
        if self._opened:
            self._with_times()
        elif self._ways or self._unattended:
            self._without_times()
        self._ways, self._unattended, self._opened = set(), False, []
        self._leads, self.half = False, None

    def _with_times(self) -> None:
        if self.half is not None and not all(
            _lies_in(self.half, span) for statement in self._opened for span in statement.spans
        ):
            raise Unclear(CONTRADICTS)  # 夜间刷卡8:00-18:00
        if self._ways or self._unattended:
            if len(self._opened) > 1 and len(self._ways) + self._unattended > 1:
                raise Unclear(CONTRADICTS)  # which way goes with which times
            said = (self._ways, self._unattended)
            self._heading = said if self._leads else None
            self._headed = list(self._opened) if self._leads else []
        elif self._heading is not None:
            said = self._heading
            self._headed += self._opened
        else:
            return
        for statement in self._opened:
            statement.ways |= said[0]
            statement.unattended |= said[1]

    def _without_times(self) -> None:
        sayings = self.sayings
        if self.otherwise:
            sayings.otherwise_open = True
            sayings.other_ways |= self._ways
            self.otherwise = False
        elif self.half is not None:
            sayings.half_ways.append((self.half, self._ways))
        elif self._unattended or self._nobody_there:
            self._nobody_there = not self._ways
            sayings.unattended_ways |= self._ways
        elif self._headed:
            for statement in self._headed:
                statement.ways |= self._ways
        else:
            sayings.ways |= self._ways

    def end_sentence(self) -> None:
        """Forget the heading."""
        self._heading, self._headed, self._nobody_there = None, [], False
