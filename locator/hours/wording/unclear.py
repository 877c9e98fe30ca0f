"""Why a phrase was not understood: the reader stops rather than guesses."""

from typing import Final

from locator.words import Words


class Unclear(Exception):
    """The phrase does not say, or not in words that the reader knows.

    Parameters
    ----------
    because : Words
        What is not clear, for the person who wrote it.
    """

    def __init__(self, because: Words) -> None:
        super().__init__(because.en)
        self.because = because


NOT_GIVEN: Final = Words("没有写开放时间", "no opening hours were given")
TOO_LONG: Final = Words("文字太长", "the text is too long")
NO_CLOCK: Final = Words("没有写明几点到几点", "it gives no times of day")
PARTIAL: Final = Words("只写了一部分时间", "it gives only part of the hours")
NOON_OR_NIGHT: Final = Words(
    "分不清上午还是下午", "it does not say whether morning or afternoon is meant"
)
NO_SEASON_DATES: Final = Words(
    "分季节但没有写起止月份", "it tells seasons apart without saying when they begin"
)
CONTRADICTS: Final = Words("前后说法不一致", "it contradicts itself")
DEPENDS: Final = Words("要看别处的时间安排", "it depends on somebody else's hours or notices")
VAGUE: Final = Words("说得不确切", "it is vague")
OTHER_PLACE: Final = Words("说的不只一个地方", "it speaks of more than one place")
ONLY_SOME_DAYS: Final = Words("没有说清是哪几天", "it does not say which days are meant")


class Strange(Unclear):
    """A piece of the phrase is in no table.

    Parameters
    ----------
    piece : str
        The piece.
    """

    def __init__(self, piece: str) -> None:
        super().__init__(Words(f"没看懂“{piece}”", f"“{piece}” is not understood"))
