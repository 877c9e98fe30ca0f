"""Reads where somebody says a site is; what a text does not tell is asked for."""

from typing import Final

from werkzeug.datastructures import MultiDict

from locator.datum import position
from locator.errors import InvalidInput, problem
from locator.model import Position
from locator.reading import GivenPosition, read_position
from locator.vocabulary import ACCURACIES, DATUMS, Accuracy, Datum
from locator.words import Words, same

PLACES: Final = Words(
    "高德、百度、腾讯、微信分享的完整链接,或“121.4479,37.5231”",
    "a full link shared from Amap, Baidu, Tencent or WeChat, or “121.4479,37.5231”",
)
NO_PLACE: Final = Words(
    "里面没有坐标。短链接请先打开,再复制完整的网址",
    "it holds no position. Open a short link first, and copy the whole address",
)
ASK_DATUM: Final = Words(
    "只有坐标,看不出是哪种坐标系(差几百米),请选一种",
    "bare coordinates do not tell their datum, which differ by hundreds of metres: choose one",
)
SWAPPED: Final = Words("纬度写在前面,已对调", "the latitude came first: they were swapped")


def read_place(form: MultiDict[str, str]) -> tuple[Position, tuple[Words, ...]]:
    """Return the position that a form gives, and what to say about how it was read.

    Raises
    ------
    InvalidInput
        There is no position in the text, or its datum is not known or not the one chosen.
    """
    text = form.get("place", "").strip()
    given = read_position(text)
    if given is None:
        raise InvalidInput(problem("place", text, PLACES, NO_PLACE))
    accuracy = read_accuracy(form.get("accuracy", Accuracy.EXACT))
    datum = _datum(given, form.get("datum", ""))
    return position(given.lon, given.lat, datum, accuracy), (SWAPPED,) if given.swapped else ()


def read_accuracy(code: str) -> Accuracy:
    """Return how well a place is known. InvalidInput: there is no such code."""
    if code not in ACCURACIES:
        message = Words("请选位置有多准", "choose how exact it is")
        raise InvalidInput(problem("accuracy", code, same(" | ".join(ACCURACIES)), message))
    return Accuracy(code)


def _datum(given: GivenPosition, chosen: str) -> Datum:
    """Return the datum that the source tells, else the one chosen; they may not differ."""
    allowed = Words(
        " | ".join(words.zh for words in DATUMS.values()),
        " | ".join(words.en for words in DATUMS.values()),
    )
    told = given.datum
    if told is None and chosen not in DATUMS:
        raise InvalidInput(problem("datum", chosen, allowed, ASK_DATUM))
    if told is not None and chosen and chosen != told:
        name = DATUMS[told]
        message = Words(f"这段文字里的坐标是 {name.zh}", f"the text itself is in {name.en}")
        raise InvalidInput(problem("datum", chosen, name, message))
    return told or Datum(chosen)
