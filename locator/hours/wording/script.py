"""One spelling for what people type: widths, dashes, colons, brackets, bullets."""

import re
import unicodedata
from typing import Final

_ALIKE: Final[dict[str, str]] = {
    "-": "‐‑‒–—―−－﹣ー─━~〜∼˜～⁓→",
    ":": "∶︰꞉ː：",
    "(": "【〔［[{〈《「『",
    ")": "】〕］]}〉》」』",
    ";": "|•●▪◆■◇□○※☆★▲\n\r；",
    "、": "·・،､",
    "": "\u200b\u200c\u200d\ufeff\u2060“”‘’\"'`",
    "x": "×✕*",
}
_TABLE: Final = str.maketrans({odd: plain for plain, odds in _ALIKE.items() for odd in odds})
_RUN_OF_DASHES: Final = re.compile(r"\s*-(?:\s*-)*\s*")
_ONE_FOR_DASH: Final = re.compile(r"(?<=[\d点时])一(?=\d)")  # 9:00一17:00, a slip of the keyboard
_ONE_FOR_TO: Final = re.compile(r"(?<=[周期拜][一二三四五六])一(?=周|星期|礼拜)")  # 周一一周五


def normalise(text: str) -> str:
    """Return text in one spelling, without changing what it says.

    Widths follow Unicode NFKC, Latin letters become small, every dash and wave
    becomes one ``-``, every colon ``:``, brackets are round, and bullets and line
    ends become ``;``.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)
    dashed = _RUN_OF_DASHES.sub("-", plain.lower())
    return _ONE_FOR_TO.sub("-", _ONE_FOR_DASH.sub("-", dashed)).strip()
