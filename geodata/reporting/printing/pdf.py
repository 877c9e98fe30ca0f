"""The report as a few A4 pages for a meeting, its text as text in an embedded font."""

from functools import partial
from pathlib import Path
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from geodata.reporting.printing.drawing import Hand
from geodata.reporting.printing.lettering import Lettering
from geodata.reporting.printing.pages import story
from geodata.reporting.printing.png import sources, title
from geodata.reporting.printing.typesetting import SOFT, Setting
from geodata.reporting.report import Report
from locator.words import Lang

SIDE: Final = 14 * mm
FOOT: Final = 17 * mm


def write(report: Report, path: Path, lang: Lang) -> None:
    """Write the pages; the same report makes the same file.

    Raises
    ------
    InvalidInput
        This machine has no Chinese font.
    """
    gathering = Setting(lang)
    list(story(report, gathering, None))
    _foot_lines(report, gathering)
    gathering.say("0123456789/")
    lettering = Lettering(gathering.texts)
    setting = Setting(lang, lettering)
    document = BaseDocTemplate(
        str(path), pagesize=A4, invariant=1, title=setting.say(title(report)), lang=lang
    )
    frame = Frame(SIDE, FOOT, A4[0] - 2 * SIDE, A4[1] - SIDE - FOOT, 0, 0, 0, 0)
    foot = partial(_foot, lines=_foot_lines(report, setting), font=setting.font)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=foot))
    document.build(list(story(report, setting, Hand(lettering, lang))))


def _foot_lines(report: Report, setting: Setting) -> tuple[str, str]:
    """Return what stands under every page: a percentage is never without its definition."""
    return setting.say(report.definition), setting.say(sources(report))


def _foot(canvas: Canvas, document: BaseDocTemplate, *, lines: tuple[str, str], font: str) -> None:
    canvas.setFont(font, 7)
    canvas.setFillColor(SOFT)
    for height, line in zip((10 * mm, 6.5 * mm), lines, strict=True):
        canvas.drawString(SIDE, height, line)
    canvas.drawRightString(A4[0] - SIDE, 6.5 * mm, str(document.page))
