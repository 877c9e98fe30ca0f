"""The report as one picture: the map with its title, definition and legend."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geodata.reporting.printing.drawing import INK, LAND, SOFT, Hand, draw_map, legend
from geodata.reporting.printing.lettering import Lettering
from geodata.reporting.report import Report
from locator.words import Lang, Words

SIZE_IN: Final = (12.0, 9.6)
DPI: Final = 160

TITLE: Final = Words("驿站覆盖报告", "Coverage of rest stations")
MADE_UP: Final = Words("（虚构的示例市）", " (a made-up city)")
COVERED: Final = Words("需求覆盖率", "demand covered")


def title(report: Report) -> Words:
    """Return the title, which says so where the city is made up."""
    if not report.made_up:
        return TITLE
    return Words(TITLE.zh + MADE_UP.zh, TITLE.en + MADE_UP.en)


def sources(report: Report) -> Words:
    """Return what the data are and of when."""
    day, number = report.data_date.isoformat(), report.revision
    return Words(f"数据日期 {day},第 {number} 版", f"data of {day}, revision {number}")


def write(report: Report, path: Path, lang: Lang) -> None:
    """Draw the map of the whole time.

    Raises
    ------
    InvalidInput
        This machine has no Chinese font.
    """
    hand = Hand(Lettering(()), lang)
    figure = Figure(figsize=SIZE_IN, dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.02, 0.03, 0.72, 0.81), facecolor=LAND)
    draw_map(axes, report, hand, size=10)
    figure.text(0.03, 0.94, hand.say(title(report)), color=INK, fontproperties=hand.font(22))
    for height, size, text in zip((0.9, 0.868), (13, 9), _lines(report, hand), strict=True):
        figure.text(0.03, height, text, color=SOFT, fontproperties=hand.font(size))
    marks, texts = legend(report, hand)
    figure.legend(
        marks,
        texts,
        loc="upper left",
        bbox_to_anchor=(0.75, 0.84),
        frameon=False,
        prop=hand.font(9.5),
        labelcolor=INK,
        handleheight=1.2,
        labelspacing=0.7,
    )
    figure.savefig(path, metadata={"Software": None})


def _lines(report: Report, hand: Hand) -> Iterator[str]:
    share = report.total.share(hand.lang)
    said = f"{hand.say(COVERED)} {share} · {hand.say(report.definition)}"
    yield hand.lettering.settable(said)
    notes = (hand.say(note) for note in report.notes)
    yield " · ".join((hand.say(sources(report)), *notes))
