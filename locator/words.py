"""Text for people: every message exists in Chinese and in English."""

from dataclasses import dataclass
from typing import Literal, get_args

Lang = Literal["zh-CN", "en"]

LANGS: tuple[str, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Words:
    """One message in both languages.

    Parameters
    ----------
    zh, en : str
        The same message in Chinese and in English.
    """

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        """Return the message in the language asked for."""
        return self.zh if lang == "zh-CN" else self.en

    def __str__(self) -> str:
        return self.en


def same(text: object) -> Words:
    """Return words that read alike in both languages: numbers, codes, names."""
    return Words(zh=str(text), en=str(text))


WEEKDAYS: tuple[Words, ...] = (
    Words("周一", "Mon"),
    Words("周二", "Tue"),
    Words("周三", "Wed"),
    Words("周四", "Thu"),
    Words("周五", "Fri"),
    Words("周六", "Sat"),
    Words("周日", "Sun"),
)
