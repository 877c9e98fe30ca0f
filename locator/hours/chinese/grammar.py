"""The grammar: words in order become statements, and every word must find its place.

The parser walks once over the words. A word that is known but stands where no rule
expects it makes the phrase unclear, as does a day or a time that nothing uses.
"""

from collections.abc import Callable, Iterator
from typing import Final

from locator.hours.chinese.asides import without_asides
from locator.hours.chinese.cursor import END
from locator.hours.chinese.pauses import share_pauses
from locator.hours.chinese.statements import Sayings, Says, Statement
from locator.hours.chinese.times import Times
from locator.hours.wording.days import EVERY_DAY, WEEK, WORKWEEK, read_season
from locator.hours.wording.lexicon import Half, Kind
from locator.hours.wording.tokens import Token, days_of, half_of, tokenise, way_of
from locator.hours.wording.unclear import (
    CONTRADICTS,
    DEPENDS,
    NO_CLOCK,
    ONLY_SOME_DAYS,
    OTHER_PLACE,
    PARTIAL,
    Strange,
    Unclear,
)
from locator.vocabulary import Access

_HALVES_OF_A_DAY: Final = frozenset({Half.MORNING, Half.AFTERNOON})
_ANY_TIME: Final = frozenset({"时间", "时段", "时间段"})
_OF_THE_DOOR: Final = ("开放", "服务", "营业", "运营", "开馆", "开门")
_BESIDE: Final = frozenset({Kind.OPENS, Kind.PLACE, Kind.HEADING, Kind.NORMAL})


def parse(phrase: str) -> Sayings:
    """Return what a normalised phrase says.

    Raises
    ------
    Unclear
        If any of it is not understood.
    """
    return _Parser(list(_telling(without_asides(tokenise(phrase))))).run()


def _telling(tokens: list[Token]) -> Iterator[Token]:
    """Yield the words without those that change nothing.

    The heading in 上午开放时间9:00-12:00 is one, in 夜间开放时间 it is not: more hours go unsaid.
    """
    headed = False
    for token in tokens:
        if token.kind is Kind.HARMLESS or (headed and token.kind is Kind.HEADING):
            continue
        yield token
        headed = token.kind is Kind.HALF and half_of(token) in _HALVES_OF_A_DAY


class _Parser(Times):
    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.changing = False  # 如有变动
        self.place: str | None = None
        self.headings: set[str] = set()
        self.shut_down = False  # 暂停开放

    def run(self) -> Sayings:
        while self.at < len(self.tokens):
            token = self.next()
            handler = _HANDLERS.get(token.kind)
            if handler is None:
                raise Strange(token.text)
            handler(self, token)
        if self.days.in_aside:
            self.unbracket(END)
        self.end_clause(END)
        if self.opens is not None or self.pausing or self.shifts.otherwise:
            raise Unclear(PARTIAL)
        if self.shut_down and len(self.sayings.statements) > 1:
            raise Unclear(CONTRADICTS)
        if 0 < self.spoken_at == len(self.tokens) - 1 and self.tokens[-1].kind is Kind.DAYS:
            self.days.qualify_all()
        self.sayings.statements[:] = share_pauses(self.sayings.statements, self.pauses)
        self.days.finish()
        return self.sayings

    def closed(self, _: Token) -> None:
        if self.days.excluding and self.accept(Kind.EXCEPT):
            self.days.excluding = False  # 除周一闭馆外
        if self.days.pending_any():
            self.days.say(Statement(Says.OFF, self.days.take_one()))
        elif self.days.season_fresh:
            self.days.say(Statement(Says.OFF))
        elif self.shifts.otherwise:
            self.shifts.otherwise = False  # 其余时间关闭 says nothing new
        else:
            raise Unclear(PARTIAL)

    def closed_down(self, _: Token) -> None:
        days = self.days.take_one() if self.days.pending_any() else EVERY_DAY
        self.days.say(Statement(Says.OFF, days))
        self.shut_down |= days == EVERY_DAY

    def rests(self, _: Token) -> None:
        if self.peek().kind is Kind.DAYS:
            self.say_of_next(Says.OFF)
        elif self.clock_next():
            self.close_at(self.clock())
        elif self.peek().kind is not Kind.NOTICE:
            raise Unclear(PARTIAL)

    def including(self, _: Token) -> None:
        if self.days.pending_any():
            raise Unclear(ONLY_SOME_DAYS)
        self.say_of_next(Says.AS_EVER)
        self.check_as_ever()

    def say_of_next(self, says: Says) -> None:
        while (token := self.accept(Kind.DAYS, Kind.JOIN)) is not None:
            (self.days.add(days_of(token)) if token.kind is Kind.DAYS else self.days.join())
        self.days.say(Statement(says, self.days.take_one()))

    def pause(self, _: Token) -> None:
        if not self.clock_next():
            raise Unclear(PARTIAL)
        self.pausing = True

    def as_ever(self, _: Token) -> None:
        if self.days.pending_any() and not self.clock_next():
            self.days.say(Statement(Says.AS_EVER, self.days.take_one()))
            self.check_as_ever()

    def check_as_ever(self) -> None:
        """周末照常 means all days; 周六照常 and 周一至周五照常 leave the others open."""
        week = self.sayings.statements[-1].days.week
        if week and (max(WEEK) not in week or WORKWEEK <= week < WEEK):
            raise Unclear(ONLY_SOME_DAYS)

    def announced(self, _: Token) -> None:
        if self.days.pending_any():
            self.days.say(Statement(Says.ANNOUNCED, self.days.take_one()))
        elif not self.changing:
            raise Unclear(DEPENDS)

    def excluding(self, token: Token) -> None:
        if self.accept(Kind.EXCEPT):
            self.except_(token)  # 节假日除 外
        else:
            self.days.exclude()

    def except_(self, token: Token) -> None:
        if token.text == "外" and not self.days.excluding:
            raise Strange(token.text)
        self.days.except_last()

    def last_entry(self, token: Token) -> None:
        behind = self.tokens[self.at - 2].kind is Kind.CLOCK and not token.text.endswith("时间")
        if (behind and not token.text.startswith("最")) or not self.clock_next():
            raise Unclear(PARTIAL)  # 9:00-16:00停止入场 does not say when it closes
        self.clock()

    def day(self, token: Token) -> None:
        self.days.add(days_of(token))
        if self.peek().kind is Kind.TO and self.days.festival_pending():
            self.next()  # 除夕至初六
            self.days.join()

    def end_clause(self, token: Token) -> None:
        if self.days.excluding:
            self.except_(token)
        if self.shifts.want_times() and self.days.pending_some():
            raise Unclear(NO_CLOCK)  # 周一至周五有人值守
        self.shifts.end_clause()
        self.days.begin_clause()
        if token.kind is Kind.STOP:
            self.shifts.end_sentence()
            self.days.end_sentence()
            if self.days.occasion or self.former is not None:
                raise Unclear(DEPENDS if self.days.occasion else PARTIAL)
            self.changing = False

    def bracket(self, token: Token) -> None:
        if self.span_next() and self.days.pending_any() and not self.days.in_aside:
            return  # 周一至周五(9:00-17:00)
        between = self.tokens[self.spoken_at : self.at - 1] if self.spoken_at > 0 else [END]
        beside = all(t.kind in _BESIDE for t in between)
        self.end_clause(token)
        self.days.begin_aside(beside=beside)

    def unbracket(self, token: Token) -> None:
        self.end_clause(token)
        if self.days.in_aside:
            self.days.end_aside()

    def heading(self, token: Token) -> None:
        if token.text not in _ANY_TIME:
            of_the_door = any(word in token.text for word in _OF_THE_DOOR)
            self.headings.add("" if of_the_door else token.text)
        if len(self.headings) > 1:
            raise Unclear(OTHER_PLACE)  # 借阅时间9:00-12:00,阅览时间14:00-18:00
        if self.peek().kind is Kind.OPENS and self.peek(1).kind in (Kind.COMMA, Kind.STOP):
            raise Unclear(DEPENDS)  # 工作时间开放

    def named_place(self, token: Token) -> None:
        if self.place not in (None, token.text):
            raise Unclear(OTHER_PLACE)
        self.place = token.text

    def otherwise(self, _: Token) -> None:
        if self.days.pending_any():
            raise Unclear(ONLY_SOME_DAYS)
        times = self.clock_next() or self.peek().kind is Kind.ALL_DAY
        if not times:
            self.shifts.else_()
        elif self.days.season is not None or any(s.season for s in self.sayings.statements):
            self.days.name_season()  # 7月至8月8:00-20:00,其余时间8:00-18:00
        elif any(s.says is Says.OPEN for s in self.sayings.statements):
            raise Unclear(CONTRADICTS)

    def set_flag(self, token: Token) -> None:
        if token.kind is Kind.FROM:
            self.former = len(self.sayings.statements)
        self.days.occasion |= token.kind is Kind.OCCASION
        self.changing |= token.kind is Kind.IF_CHANGED

    def way(self, token: Token) -> None:
        self.shifts.way(way_of(token) if token.kind is Kind.WAY else Access.STAFFED)

    def either(self, token: Token) -> None:
        if self.tokens[self.at - 2].kind is not Kind.WAY or self.peek().kind is not Kind.WAY:
            raise Strange(token.text)  # 8:00-12:00或14:00-18:00

    def through(self, _: Token) -> None:
        self.sayings.through_noon = True

    def nothing(self, _: Token) -> None:
        pass


_HANDLERS: Final[dict[Kind, Callable[[_Parser, Token], None]]] = {
    **dict.fromkeys((Kind.CLOCK, Kind.NUMBER, Kind.HALF, Kind.NEXT_DAY), _Parser.time),
    Kind.ALL_DAY: _Parser.all_day,
    Kind.DAYS: _Parser.day,
    Kind.SEASON: lambda parser, _: parser.days.name_season(),
    Kind.DATES: lambda parser, token: parser.days.date_season(read_season(token.text)),
    Kind.OFF: _Parser.closed,
    Kind.CLOSED_DOWN: _Parser.closed_down,
    Kind.RESTS: _Parser.rests,
    Kind.PAUSE: _Parser.pause,
    Kind.INCLUDING: _Parser.including,
    Kind.NORMAL: _Parser.as_ever,
    Kind.THROUGH: _Parser.through,
    Kind.NOTICE: _Parser.announced,
    Kind.EXCEPT: _Parser.except_,
    Kind.EXTENDED: _Parser.later,
    Kind.CHANGED: _Parser.later,
    Kind.LAST_ENTRY: _Parser.last_entry,
    Kind.EXCLUDING: _Parser.excluding,
    **dict.fromkeys((Kind.OCCASION, Kind.IF_CHANGED, Kind.FROM), _Parser.set_flag),
    **dict.fromkeys((Kind.WAY, Kind.ATTENDED), _Parser.way),
    Kind.UNATTENDED: lambda parser, _: parser.shifts.nobody(),
    Kind.OTHERWISE: _Parser.otherwise,
    Kind.OR: _Parser.either,
    Kind.JOIN: lambda parser, _: parser.days.join(),
    **dict.fromkeys((Kind.COMMA, Kind.STOP), _Parser.end_clause),
    Kind.BRACKET: _Parser.bracket,
    Kind.UNBRACKET: _Parser.unbracket,
    Kind.HEADING: _Parser.heading,
    Kind.PLACE: _Parser.named_place,
    Kind.OPENS: _Parser.nothing,
}
