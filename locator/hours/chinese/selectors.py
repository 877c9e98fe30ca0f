"""Which days and season the next statement is about, and what is excepted from it.

Days named with 、 or 及 between them are one selector; days named after a comma, a space
or a bracket are a selector of their own, so that 周一至周五(法定节假日除外) excepts the
holidays only.
"""

from functools import reduce
from operator import or_

from locator.hours.chinese.statements import Sayings, Says, Statement
from locator.hours.wording.days import EVERY_DAY, NO_DAYS, WEEKEND, WORKWEEK, Days, Season
from locator.hours.wording.unclear import DEPENDS, ONLY_SOME_DAYS, PARTIAL, Unclear

_OFTEN_SHUT = WEEKEND | {0}
_ASIDE_FROM_TIMES = frozenset({Says.OFF, Says.AS_EVER, Says.ANNOUNCED})


class Selectors:
    """The days and season in force while a phrase is read.

    Parameters
    ----------
    sayings : Sayings
        Where statements go.
    """

    def __init__(self, sayings: Sayings) -> None:
        self.statements = sayings.statements
        self.segments: list[Days] = []  # named and not used yet
        self.joined = False
        self.clause = 0  # days named and not used before this clause, or since 除
        self.current: Days | None = EVERY_DAY  # None: lost, something else was said since
        self.season: Season | None = None
        self.season_fresh = False  # named and not used yet
        self.every_season = EVERY_DAY  # days named before the first season
        self.occasion = False  # 考试期间: what follows holds on days that nobody dates
        self.excluding = False  # 除 was read, 外 may follow
        self.excepted: Days | None = None  # from the statement still to come
        self.exception: tuple[Statement, Statement] | None = None  # the last, and from what
        self.sentence = 0  # statements before this sentence
        self.in_aside = False
        self.before_aside = 0
        self.beside = False  # the aside stands right behind a span
        self.outer: Days | None = EVERY_DAY
        self.outer_segments: list[Days] = []

    def add(self, days: Days) -> None:
        """Take up days named in the phrase."""
        if self.joined and self.segments:
            self.segments[-1] |= days
        else:
            self.segments.append(days)
        self.joined = False

    def join(self) -> None:
        """Take up an and: the next days belong to the same selector."""
        self.joined = bool(self.segments)

    def pending_any(self) -> bool:
        """Whether days were named that nothing has used."""
        return bool(self.segments)

    def pending_some(self) -> bool:
        """Whether some days, not all, were named that nothing has used."""
        return any(days != EVERY_DAY for days in self.segments)

    def festival_pending(self) -> bool:
        """Whether the days named last are one holiday's."""
        return bool(self.segments) and self.segments[-1].festival

    def pending(self) -> Days:
        """Return the days that the next times are about, none where it was not said."""
        if self.segments:
            named = [d for d in self.segments if d != EVERY_DAY]
            return reduce(or_, named) if named else EVERY_DAY
        if self.current is None:
            some = any(s.says is Says.OPEN and s.days != EVERY_DAY for s in self.statements)
            return NO_DAYS if some else EVERY_DAY
        return self.current

    def take(self) -> Days:
        """Return the days that times are about; they hold for further times too."""
        self.current = self.pending()
        self.segments.clear()
        return self.current

    def take_one(self) -> Days:
        """Return the only selector named since the last statement; 周末节假日 is one, too."""
        *beside, last = self.segments or [NO_DAYS]
        weekend = all(days.week and days.week <= WEEKEND for days in beside)
        if not self.segments or (beside and (self.clause or not last.special or not weekend)):
            raise Unclear(ONLY_SOME_DAYS)
        self.segments.clear()
        return reduce(or_, beside, last)

    def say(self, statement: Statement) -> None:
        """Put a statement down, with the season in force and what is excepted from it.

        Raises
        ------
        Unclear
            If it holds on some occasion only, or behind 除 without 外.
        """
        if self.occasion:
            raise Unclear(DEPENDS)
        if self.excluding:
            raise Unclear(ONLY_SOME_DAYS)  # 不含周末8:00-18:00
        if not statement.days.special:  # 夏季节假日休息 leaves the summer unused
            statement.season, self.season_fresh = self.season, False
        self.statements.append(statement)
        if statement.says in _ASIDE_FROM_TIMES:
            self.current = None
        if self.excepted is not None and statement.says is not Says.PAUSE:
            excepted, self.excepted = self.excepted, None
            self._except_from(statement, excepted)

    def begin_clause(self) -> None:
        """Take note of where days stand side by side: 周末节假日除外 excepts both."""
        self.clause = len(self.segments)

    def exclude(self) -> None:
        """Take up 除: the days that follow are excepted."""
        if self.excluding:
            raise Unclear(ONLY_SOME_DAYS)
        self.excluding, self.joined = True, False
        self.begin_clause()

    def _excepted(self, *, prefixed: bool) -> Days:
        """Return the days before 除外, and take them.

        周一至周五节假日除外 is about a working week, 周末节假日除外 about its rest; of other
        days side by side with holidays nobody can tell which are excepted.
        """
        days, beside = self.segments.pop(), self.segments[self.clause :]
        if not prefixed and beside:
            if len(beside[-1].week) >= len(WORKWEEK):
                return days
            if not all(other.week <= _OFTEN_SHUT for other in beside):
                raise Unclear(ONLY_SOME_DAYS)
        elif not prefixed and self.segments and self.segments[-1].week <= WEEKEND:
            raise Unclear(ONLY_SOME_DAYS)  # 周末,节假日除外
        del self.segments[self.clause :]
        return reduce(or_, beside, days)

    def except_last(self) -> None:
        """Except the days named last: from the statement before or, if none, the next."""
        named = self.segments[self.clause if self.excluding else 0 :]
        if not named or self.excepted is not None:
            raise Unclear(ONLY_SOME_DAYS)
        prefixed, self.excluding = self.excluding, False
        days = self._excepted(prefixed=prefixed)
        if days.holidays and days.week >= WORKWEEK:
            raise Unclear(ONLY_SOME_DAYS)  # 周一至周五、节假日除外
        if prefixed or self.segments or self.outer_segments or not self.statements:
            self.excepted = days
        else:
            last = self.statements[-1]
            if self.exception is not None and self.exception[1] is last:
                last = self.exception[0]  # 除周一外9:00-17:00,法定节假日除外
            self._except_from(last, days)

    def _except_from(self, statement: Statement, days: Days) -> None:
        if statement.says is Says.OFF and statement.days.week & WEEKEND:
            raise Unclear(ONLY_SOME_DAYS)  # 周末休息,节假日除外: shut on them too, or open
        says = Says.AS_EVER if statement.says is Says.OFF else Says.OFF
        self.exception = statement, Statement(says, days, season=statement.season)
        self.statements.append(self.exception[1])

    def name_season(self) -> None:
        """Take up a season named without its dates."""
        if not (self.season_fresh and self.season is not None and self.season.dated):
            self._begin_season(Season())

    def date_season(self, season: Season) -> None:
        """Take up the dates of a season, named before or not."""
        if self.season_fresh and self.season is not None and not self.season.dated:
            self.season = season
        else:
            self._begin_season(season)

    def _begin_season(self, season: Season) -> None:
        if self.season_fresh:
            raise Unclear(PARTIAL)
        if not any(s.season for s in self.statements):
            self.every_season = self.pending()
        elif not self.segments:  # 周一至周五:夏季…,冬季…
            self.current = self.every_season if self.current == self.every_season else None
        self.season, self.season_fresh = season, True

    def begin_aside(self, *, beside: bool) -> None:
        """Enter brackets; beside: right behind a span."""
        if self.in_aside:
            raise Unclear(ONLY_SOME_DAYS)
        self.in_aside, self.beside = True, beside
        self.before_aside, self.outer = len(self.statements), self.current
        self.outer_segments, self.segments, self.clause = self.segments, [], 0

    def end_aside(self) -> None:
        """Leave brackets: what they hold but do not use belongs to the span before them."""
        self.current, self.in_aside = self.outer, False
        self.segments = self.outer_segments + self.segments
        self.outer_segments = []
        silent = len(self.statements) == self.before_aside
        if self.excepted is not None and self.before_aside and not self.segments:
            excepted, self.excepted = self.excepted, None
            self._except_from(self.statements[self.before_aside - 1], excepted)
        elif self.beside and silent:
            self._qualify()

    def _qualify(self) -> None:
        """9:00-12:00,14:00-17:00(周一至周五): the days and season of the times before."""
        mine = [s for s in self.statements[self.sentence :] if s.says is Says.OPEN]
        if self.segments:
            if any(
                s.says is Says.OPEN and s.days == EVERY_DAY
                for s in self.statements[: self.sentence]
            ):
                raise Unclear(ONLY_SOME_DAYS)  # 9:00-12:00;14:00-17:00(周一至周五)
            self._qualify_days([s for s in mine if s.days == mine[-1].days])
        if self.season_fresh and mine[-1].season is None:
            for statement in mine:
                statement.season = statement.season or self.season
            self.season, self.season_fresh = None, False

    def _qualify_days(self, mine: list[Statement]) -> None:
        days, said = self.pending(), mine[-1].days
        if said not in (EVERY_DAY, NO_DAYS):
            days |= said  # 周一至周五9:00-17:00(工作日)
            if days.week != said.week:
                return  # the days of what follows
        if len(mine) > 1 and len(days.week) < 5:
            raise Unclear(ONLY_SOME_DAYS)
        for statement in mine:
            statement.days = days
        self.segments.clear()
        self.current = None

    def qualify_all(self) -> None:
        """9:00-17:00 周一至周五: the days of all times, if these are all that is said."""
        days = self.pending()
        plain = all(s.says is Says.OPEN and s.days == EVERY_DAY for s in self.statements)
        if self.statements and plain and not days.special and len(days.week) >= 5:
            self._qualify_days(self.statements)

    def tells_apart(self) -> bool:
        """Whether what comes next stands with some of the hours told and not with others."""
        opened = [s.says is Says.OPEN for s in self.statements]
        return self.in_aside or (any(opened[: self.sentence]) and any(opened[self.sentence :]))

    def end_sentence(self) -> None:
        """Leave a sentence: a season that was used ends with it."""
        if not self.in_aside:
            self.sentence = len(self.statements)
        if not self.season_fresh:
            self.season = None

    def finish(self) -> None:
        """Check at the end that every day named was used."""
        if self.excepted is not None and self.statements:
            self._except_from(self.statements[-1], self.excepted)
        elif self.excepted is not None:
            raise Unclear(PARTIAL)
        if self.season_fresh or self.pending_some() or self.excluding:
            raise Unclear(PARTIAL)
        if any(statement.days == NO_DAYS for statement in self.statements):
            raise Unclear(ONLY_SOME_DAYS)
