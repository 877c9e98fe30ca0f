"""What rows say: where, how much and when. What is wrong is told without the position."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.demand.gathering import HOURS, UNKNOWN, Floats, Ints, Times
from geodata.demand.reading.times import Moment, read_hour, read_time, read_weekday
from locator.datum import to_wgs84
from locator.errors import InvalidInput, problem
from locator.planning.demand import WEEK_HOURS
from locator.reading import read_position
from locator.vocabulary import Datum
from locator.words import Words, same

TIME_FIELDS: Final = ("hour_of_week", "weekday", "hour", "date", "time")
ROWS_NAMED: Final = 20  # of each reason; the rest is counted

NO_POSITION: Final = Words(zh="没有可用的位置", en="it has no usable position")
NO_WEIGHT: Final = Words(zh="数量不是零或正数", en="its weight is no number of zero or more")
NO_TIME: Final = Words(zh="时间无法识别", en="its time cannot be read")
SWAPPED: Final = Words(
    zh="经纬度写反了，已调换", en="longitude and latitude were swapped and put right"
)
NO_DAY: Final = Words(
    zh="时间没有年份或日期，看不出星期几：平均到一周七天",
    en="times without a year or a date do not tell the day of the week: spread over all seven",
)

Mask = NDArray[np.bool_]


class Rows(NamedTuple):
    """Some rows of a file.

    Parameters
    ----------
    numbers : ndarray of int
        Their numbers in the file, as people see them there.
    cells : Mapping
        Field of `columns.FIELDS` → what each row says.
    """

    numbers: Ints
    cells: Mapping[str, Sequence[str]]


class Rejected(NamedTuple):
    """Rows that could not be used.

    Parameters
    ----------
    reason : Words
        Why; it never holds a position.
    number : int
        How many.
    rows : tuple of int
        The first of them, by their number in the file.
    """

    reason: Words
    number: int
    rows: tuple[int, ...]


class Remarks:
    """Collects what people should know of a file.

    Attributes
    ----------
    read : int
        Rows, polygons or pixels so far.
    datum : Datum or None
        What the positions were last taken to be in.
    columns : dict of str to str
        Column → field that it was taken for.
    warnings : dict of Words to int
        What was put right or assumed, and how often.
    """

    def __init__(self) -> None:
        self.read = 0
        self.datum: Datum | None = None
        self.columns: dict[str, str] = {}
        self.warnings: Counter[Words] = Counter()
        self._counts: Counter[Words] = Counter()
        self._rows: dict[Words, list[int]] = {}

    def reject(self, reason: Words, numbers: Ints) -> None:
        """Note rows that cannot be used."""
        self.reject_counted(reason, len(numbers))
        named = self._rows[reason]
        named += numbers[: ROWS_NAMED - len(named)].tolist()

    def reject_counted(self, reason: Words, number: int) -> None:
        """Note what cannot be used and has no number of its own, such as pixels."""
        self._counts[reason] += number
        self._rows.setdefault(reason, [])

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """What was rejected, the most frequent reason first."""
        return tuple(
            Rejected(reason, count, tuple(self._rows[reason]))
            for reason, count in self._counts.most_common()
            if count
        )

    @property
    def told_warnings(self) -> tuple[Words, ...]:
        """What was put right or assumed, with how often where that is more than once."""
        return tuple(
            words if number == 1 else Words(f"{words.zh}（{number}）", f"{words.en} ({number})")
            for words, number in self.warnings.items()
        )


def numbers_of(texts: Sequence[str]) -> Floats:
    """Return texts as numbers; NaN where one is none."""
    try:
        return np.array(texts, dtype=np.float64)
    except ValueError:
        return np.array([_number(text) for text in texts], dtype=np.float64)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "").replace("，", ""))
    except ValueError:
        return np.nan


def weights_of(rows: Rows) -> Floats:
    """Return what each row weighs: 1 without a column, NaN where it cannot be read."""
    if "weight" not in rows.cells:
        return np.ones(len(rows.numbers))
    weights = numbers_of(rows.cells["weight"])
    return np.where(np.isfinite(weights) & (weights >= 0), weights, np.nan)


def times_of(rows: Rows, remarks: Remarks) -> tuple[Times | None, Mask]:
    """Return when each row is, None if no column tells, and which rows can be read."""
    good = np.ones(len(rows.numbers), dtype=bool)
    if not set(TIME_FIELDS) & set(rows.cells):
        return None, good
    moments = _moments(rows)
    good = np.array([moment is not None for moment in moments], dtype=bool)
    days = [_known(moment.weekday) if moment else UNKNOWN for moment in moments]
    hours = [_known(moment.hour) if moment else UNKNOWN for moment in moments]
    times = Times(np.array(days, dtype=np.int64), np.array(hours, dtype=np.int64))
    if no_day := int(np.count_nonzero(good & (times.weekdays < 0))):
        remarks.warnings[NO_DAY] += no_day
    return times, good


def _known(part: int | None) -> int:
    return UNKNOWN if part is None else part


def _moments(rows: Rows) -> list[Moment | None]:
    told = [name for name in TIME_FIELDS if name in rows.cells]
    columns = (rows.cells[name] for name in told)
    return [_moment(dict(zip(told, row, strict=True))) for row in zip(*columns, strict=True)]


def _moment(cells: Mapping[str, str]) -> Moment | None:
    """Return the moment of a row's cells; every column that is read has to be filled in."""
    if "hour_of_week" in cells:
        slot = read_hour(cells["hour_of_week"], WEEK_HOURS)
        return None if slot is None else Moment(*divmod(slot, HOURS))
    days: list[int | None] = []
    hours: list[int | None] = []
    if "weekday" in cells:
        days.append(read_weekday(cells["weekday"]))
    if "hour" in cells:
        hours.append(read_hour(cells["hour"], HOURS))
    for name in ("date", "time"):
        if name in cells and not (days and hours):
            moment = read_time(cells[name])
            if moment is None:
                return None
            days += [moment.weekday] if moment.weekday is not None else []
            hours += [moment.hour] if moment.hour is not None else []
    if None in days or None in hours:
        return None
    return Moment(next(iter(days), None), next(iter(hours), None))


def positions_of(rows: Rows, datum: Datum | None, remarks: Remarks) -> tuple[Floats, Floats]:
    """Return where each row is in WGS-84, NaN where it cannot be read.

    Raises
    ------
    InvalidInput
        With field ``datum``: nobody tells it.
    """
    if "position" in rows.cells:
        lons, lats, own = _texts(rows.cells["position"], datum)
    else:
        lons, lats = (numbers_of(rows.cells[axis]) for axis in ("lon", "lat"))
        own = np.full(len(lons), datum, dtype=object)
    swapped = (np.abs(lons) <= 90) & (np.abs(lats) > 90) & (np.abs(lats) <= 180)
    lons, lats = np.where(swapped, lats, lons), np.where(swapped, lons, lats)
    if swapped.any():
        remarks.warnings[SWAPPED] += int(np.count_nonzero(swapped))
    good = (np.abs(lons) <= 180) & (np.abs(lats) <= 90) & ~((lons == 0) & (lats == 0))
    if good.any() and any(each is None for each in own[good]):
        raise no_datum()
    for each in Datum:
        of = good & (own == each)
        lons[of], lats[of] = to_wgs84(lons[of], lats[of], each)
    return np.where(good, lons, np.nan), np.where(good, lats, np.nan)


def _texts(texts: Sequence[str], datum: Datum | None) -> tuple[Floats, Floats, NDArray[np.object_]]:
    """Return positions written in one cell, with the datum of each: a link tells its own."""
    given = [read_position(text) for text in texts]
    lons = np.array([np.nan if each is None else each.lon for each in given], dtype=np.float64)
    lats = np.array([np.nan if each is None else each.lat for each in given], dtype=np.float64)
    own = np.array([datum if each is None else each.datum or datum for each in given], dtype=object)
    return lons, lats, own


def no_datum() -> InvalidInput:
    """Return the error for positions of which nobody tells the datum."""
    message = Words(
        zh="文件没有说明坐标系；请指明（高德、腾讯为 gcj02，百度为 bd09，"
        "GPS 设备、天地图为 wgs84）",
        en="the file does not tell its datum; name it (Amap and Tencent: gcj02, Baidu: bd09, GPS "
        "receivers and Tianditu: wgs84)",
    )
    return InvalidInput(problem("datum", "", same(", ".join(Datum)), message))
