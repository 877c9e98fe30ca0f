"""One spelling for what people type: widths, dashes, colons, brackets, bullets."""

import re
import unicodedata
from typing import Final

_ALIKE: Final[dict[str, str]] = {
    "-": "‐‑‒–—―−－﹣ー─━~〜∼˜～⁓→",
    ":": "∶︰꞉ː：",
    "(": "【〔［[{〈《「『",
    ")": "】〕］]}〉》」』",
    ";": "|•●▪◆■◇□○※☆★▲①②③④⑤⑥⑦⑧⑨\n\r；",
    "、": "·・،､",
    "": "\u200b\u200c\u200d\ufeff\u2060“”‘’\"'`",
    "x": "×✕*",
}
_TABLE: Final = str.maketrans({odd: plain for plain, odds in _ALIKE.items() for odd in odds})
_RUN_OF_DASHES: Final = re.compile(r"\s*-(?:\s*-)*\s*")
_COLONS: Final = re.compile(r":(?:\s*:)+")
_SLIP: Final = re.compile(  # 8;30-17;30, 8.30-17.30: an hour after noon is no month
    r"(?<![\d:.;])(\d{1,2})([.;])([0-5]\d)-(1[3-9]|2[0-4])\2([0-5]\d)(?![\d:.;])"
)
_LOOSE: Final = re.compile(  # 5 月 1 日 至 10 月
    r"\s*([、至到])\s*|(?<=\d)\s+(?=[月日号点时分])|(?<=月)\s+(?=\d{1,2}\s*[日号])"
)
_ONE_FOR_DASH: Final = re.compile(r"(?<=[\d点时])一(?=\d)")  # 9:00一17:00, a slip of the keyboard
_ONE_FOR_TO: Final = re.compile(
    r"(?<=[周期拜][一二三四五六])\s*一\s*(?=周|星期|礼拜)"
)  # 周一一周五


def normalise(text: str) -> str:
    """Return text in one spelling, without changing what it says.

    Widths follow Unicode NFKC, Latin letters become small, every dash and wave
    becomes one ``-``, every colon ``:``, brackets are round, and bullets and line
    ends become ``;``, ``8.30-17.30`` becomes ``8:30-17:30``.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)
    dashed = _RUN_OF_DASHES.sub("-", plain.lower())
    dashed = _LOOSE.sub(r"\1", dashed)
    timed = _SLIP.sub(r"\1:\3-\4:\5", _COLONS.sub(":", dashed))
    return _ONE_FOR_TO.sub("-", _ONE_FOR_DASH.sub("-", timed)).strip()
