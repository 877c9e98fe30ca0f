"""What every table of a report is made of."""

from dataclasses import dataclass
from typing import Final

from geodata.reporting.report import Figures, Report
from locator.words import Lang, Words

Cell = str | float | int | None

LEVELS: Final = {
    "city": Words("市", "city"),
    "district": Words("区县", "district"),
    "street": Words("街道", "street"),
    "point": Words("点", "point"),
}
FIGURES: Final = {
    "demand": Words("需求", "demand"),
    "covered": Words("已覆盖", "covered"),
    "unknown": Words("时间未知（或许覆盖）", "hours unknown (perhaps covered)"),
    "uncovered": Words("未覆盖", "uncovered"),
    "low": Words("覆盖率下限", "least share covered"),
    "high": Words("覆盖率上限", "greatest share covered"),
}
SUMS: Final = {
    "demand": Words("需求×小时", "demand × hours"),
    "covered": Words("已覆盖需求×小时", "covered demand × hours"),
    "unknown": Words("或许覆盖的需求×小时", "perhaps covered demand × hours"),
    "uncovered": Words("未覆盖需求×小时", "uncovered demand × hours"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table.

    Parameters
    ----------
    key : str
        Its name for programs.
    title : Words
        Its name for people.
    columns : dict of str to Words
        Names for programs and for people, in order.
    rows : list of list of Cell
        None: there is no such figure.
    shares : frozenset of str
        Columns that hold shares, 0 to 1, to be shown as percentages.
    """

    key: str
    title: Words
    columns: dict[str, Words]
    rows: list[list[Cell]]
    shares: frozenset[str] = frozenset()


def summed(report: Report) -> dict[str, Words]:
    """Return the headers of `FIGURES` where they are sums over all slots of a report."""
    return FIGURES | SUMS if report.is_week else FIGURES


def figures(of: Figures | None) -> list[Cell]:
    """Return figures in the order of `FIGURES`."""
    if of is None:
        return [None] * len(FIGURES)
    return [of.demand, of.covered, of.unknown, of.uncovered, of.low, of.high]


def reason(report: Report, code: str, lang: Lang) -> str:
    """Return a reason in words; an empty code stays empty."""
    return report.reasons[code].say(lang) if code else ""
