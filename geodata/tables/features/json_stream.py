"""Reads a long JSON document value by value, so that it is never in memory as a whole."""

import json
from collections import Counter
from typing import TextIO

from geodata.tables.refusal import refusal
from locator.errors import InvalidInput
from locator.words import Words, same

CHUNK = 1 << 20
SPACE = " \t\r\n"


class JsonStream:
    """A JSON text that is consumed from its start.

    Numbers must be numbers (no NaN) and the keys of an object differ; otherwise
    readers disagree on what the text means.

    Parameters
    ----------
    text : TextIO
        The document.
    """

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._buffer = ""
        self._place = 0
        self._passed = 0  # characters before the buffer
        self._ended = False

    def peek(self) -> str:
        """Return the next character that is no space, or nothing at the end."""
        while True:
            while self._place < len(self._buffer):
                if (letter := self._buffer[self._place]) not in SPACE:
                    return letter
                self._place += 1
            if not self._more():
                return ""

    def take(self, allowed: str) -> str:
        """Consume the next character, one of those allowed.

        Raises
        ------
        InvalidInput
            It is another one.
        """
        letter = self.peek()
        if not letter or letter not in allowed:
            wanted = " ".join(allowed)
            raise self._broken(Words(f"此处应为 {wanted}", f"{wanted} is wanted here"))
        self._place += 1
        return letter

    def end(self) -> None:
        """Make sure that nothing follows.

        Raises
        ------
        InvalidInput
            Something does, and it would be lost.
        """
        if self.peek():
            raise self._broken(Words("此处应结束", "the end is wanted here"))

    def value(self) -> object:
        """Consume the next value.

        Raises
        ------
        InvalidInput
            It is no JSON, or nested too deeply.
        """
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._place)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self._broken(same(error.msg), error.pos) from None
            except _Ambiguous as error:
                raise self._broken(error.words) from None
            except RecursionError:
                raise self._broken(Words("嵌套过深", "nested too deeply")) from None
            except ValueError:  # the interpreter's limit on digits
                raise self._broken(Words("数字过长", "too many digits")) from None
            else:
                if end < len(self._buffer) or not self._more():  # a number may go on
                    self._place = end
                    return value

    def _more(self) -> bool:
        """Read on, at least doubling what is held, so that long values cost little."""
        if self._ended:
            return False
        held = self._buffer[self._place :]
        read = self._text.read(max(CHUNK, len(held)))
        self._passed += self._place
        self._buffer, self._place = held + read, 0
        self._ended = not read
        return bool(read)

    def _broken(self, cause: Words, place: int | None = None) -> InvalidInput:
        at = self._passed + (self._place if place is None else place)
        return refusal(
            Words(
                zh=f"JSON 在第 {at:,} 个字符处有误({cause.zh})",
                en=f"the JSON is wrong at character {at:,} ({cause.en})",
            )
        )


class _Ambiguous(ValueError):
    """JSON that readers understand differently."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        key, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        shown = key[:40]
        raise _Ambiguous(Words(f"键“{shown}”重复", f'the key "{shown}" stands twice in one object'))
    return found


def _no_constant(name: str) -> object:
    raise _Ambiguous(Words(f"{name} 不是数字", f"{name} is no number"))


_DECODER = json.JSONDecoder(object_pairs_hook=_distinct, parse_constant=_no_constant, strict=False)
