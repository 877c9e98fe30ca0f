"""English words beside Chinese ones, as on signs in two languages: Mon-Fri 9:00-17:00."""

import re
from typing import Final

_WORDS: Final = {
    "mon(?:days?)?": "周一",
    "tue(?:s|sdays?)?": "周二",
    "wed(?:nesdays?)?": "周三",
    "thu(?:r|rs|rsdays?)?": "周四",
    "fri(?:days?)?": "周五",
    "sat(?:urdays?)?": "周六",
    "sun(?:days?)?": "周日",
    "weekdays": "周一至周五",
    "weekends?": "周末",
    r"daily|every\s*day": "每天",
    r"(?:public|national|statutory)\s+holidays?": "法定节假日",
    r"(?:opening|business|service|office)\s+(?:hours|time)": "开放时间",
    "closed": "休息",
    "except": "除",
    "from": "从",
    "to": "至",
    "and": "和",
}
_ANY: Final = re.compile("|".join(rf"(?<![a-z])(?:{word})(?![a-z])" for word in _WORDS))


def translate(text: str) -> str:
    """Return normalised text with its English words in Chinese."""
    return _ANY.sub(_chinese, text)


def _chinese(match: re.Match[str]) -> str:
    return next(chinese for word, chinese in _WORDS.items() if re.fullmatch(word, match[0]))
