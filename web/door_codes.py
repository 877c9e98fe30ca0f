"""Sheets of QR codes for the doors of sites, as A4 PDF.

Text is drawn with a Chinese font of this machine, as a fine bitmap: the usual Noto
CJK holds PostScript outlines in a collection, which reportlab cannot embed, and a
font that a PDF only names prints as boxes where the reader lacks it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unicodedata import east_asian_width

import segno
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from geodata.atomic import written_whole
from geodata.fonts import font_files, no_font
from locator.words import Lang, Words

COLUMNS, ROWS = 2, 3
CELL_W, CELL_H = A4[0] / COLUMNS, A4[1] / ROWS
CODE_SIDE: Final = 50 * mm
TEXT_W: Final = CELL_W - 12 * mm
DOTS_A_POINT: Final = 400 / 72
QUIET: Final = 4  # modules kept clear around a code, as ISO/IEC 18004 asks

NO_CHARACTER: Final = "\U0010ffff"  # a noncharacter: every font draws its box for it
SCAN: Final = Words("扫一扫:开放时间、怎么进门", "Scan: opening hours and how to get in")

Font = ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class DoorCode:
    """What stands on one door.

    Parameters
    ----------
    name, code : str
        The site's name and its own code, which may be empty.
    link : str
        Where the QR code leads.
    """

    name: str
    code: str
    link: str


def write_door_codes(path: Path, codes: Sequence[DoorCode], *, lang: Lang) -> None:
    """Write sheets of six codes each, beside the path first, then in its place.

    Raises
    ------
    InvalidInput
        No font of this machine has the characters of a text, or nothing can be written there.
    """
    with written_whole(path) as beside:
        draw_sheets(beside, codes, lang=lang)


def draw_sheets(path: Path, codes: Sequence[DoorCode], *, lang: Lang) -> None:
    """Draw the sheets, one after the other."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.setTitle("Yizhan")
    shelf = Shelf()
    for number, code in enumerate(codes):
        place = number % (COLUMNS * ROWS)
        if place == 0 and number:
            canvas.showPage()
        left = place % COLUMNS * CELL_W
        top = A4[1] - place // COLUMNS * CELL_H
        draw_cell(canvas, code, left=left, top=top, shelf=shelf, lang=lang)
    canvas.save()


def draw_cell(
    canvas: Canvas, code: DoorCode, *, left: float, top: float, shelf: "Shelf", lang: Lang
) -> None:
    """Draw one code with its texts, and a line to cut along."""
    canvas.setDash(2, 3)
    canvas.setStrokeGray(0.7)
    canvas.rect(left, top - CELL_H, CELL_W, CELL_H)
    middle = left + CELL_W / 2
    y = top - 5 * mm
    for line, size in (*shelf.lines(code.name, size=16), (SCAN.say(lang), 10)):
        y -= shelf.draw(canvas, line, size=size, middle=middle, top=y) + 1.5 * mm
    draw_qr(canvas, code.link, left=middle - CODE_SIDE / 2, bottom=y - CODE_SIDE)
    y -= CODE_SIDE + 1 * mm
    for text in filter(None, (code.code, code.link)):
        for line, size in shelf.lines(text, size=9):
            y -= shelf.draw(canvas, line, size=size, middle=middle, top=y) + 1 * mm


def draw_qr(canvas: Canvas, link: str, *, left: float, bottom: float) -> None:
    """Draw a code as one path, so that no viewer leaves seams between its modules."""
    matrix = segno.make_qr(link, error="q").matrix
    module = CODE_SIDE / (len(matrix) + 2 * QUIET)
    path = canvas.beginPath()
    for row, column, length in dark_runs(matrix):
        path.rect(
            left + (column + QUIET) * module,
            bottom + CODE_SIDE - (row + 1 + QUIET) * module,
            length * module,
            module,
        )
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


def dark_runs(matrix: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and length of every run of dark modules."""
    for row, line in enumerate(matrix):
        start = None
        for column, dark in enumerate((*line, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                yield row, start, column - start
                start = None


class Shelf:
    """The Chinese fonts of this machine, and how texts are set in them."""

    def __init__(self) -> None:
        self._files = list(font_files())
        self._sized: dict[tuple[int, float], Font] = {}

    def lines(self, text: str, *, size: float) -> list[tuple[str, float]]:
        """Return a text broken into at most two lines that fit, smaller where it must be."""
        while True:
            lines = broken(text, self.font_for(text, size), TEXT_W * DOTS_A_POINT)
            if len(lines) <= 2 or size <= 6:
                return [(line, size) for line in lines[:3]]
            size -= 1

    def draw(self, canvas: Canvas, text: str, *, size: float, middle: float, top: float) -> float:
        """Draw a line of text centred below a height and return how high it is, in points."""
        font = self.font_for(text, size)
        ascent, descent = font.getmetrics()
        image = Image.new("L", (max(1, round(font.getlength(text))), ascent + descent), 255)
        ImageDraw.Draw(image).text((0, 0), text, font=font, fill=0)
        width, height = image.width / DOTS_A_POINT, image.height / DOTS_A_POINT
        canvas.drawImage(ImageReader(image), middle - width / 2, top - height, width, height)
        return height

    def font_for(self, text: str, size: float) -> Font:
        """Return the first font that has every character of a text."""
        for number in range(len(self._files)):
            font = self._font(number, size)
            if has_all(font, text):
                return font
        raise no_font(text)

    def _font(self, number: int, size: float) -> Font:
        key = (number, size)
        if key not in self._sized:
            file, index = self._files[number]
            self._sized[key] = ImageFont.truetype(file, round(size * DOTS_A_POINT), index=index)
        return self._sized[key]


def has_all(font: Font, text: str) -> bool:
    """Tell whether a font has every character: none is drawn as its box for what it lacks."""
    box = bytes(font.getmask(NO_CHARACTER))
    return all(character.isspace() or bytes(font.getmask(character)) != box for character in text)


def broken(text: str, font: Font, width: float) -> list[str]:
    """Return a text broken where the next character would pass the width, in dots.

    Words with spaces between them stay whole as long as they fit on a line.
    """
    lines = [""]
    for character in text:
        if lines[-1] and font.getlength(lines[-1] + character) > width:
            word = begun(lines[-1], character)
            lines[-1] = lines[-1].removesuffix(word).rstrip()
            lines.append(word)
        if lines[-1] or character != " ":
            lines[-1] += character
    return lines


def begun(line: str, character: str) -> str:
    """Return the word at the end of a line that goes on with a character.

    Empty where a line may break before the character: at a space, beside a Chinese
    character, and where the line holds nothing else.
    """
    head, _, word = line.rpartition(" ")
    goes_on = character != " " and not any(
        east_asian_width(each) in {"W", "F"} for each in word + character
    )
    return word if head and goes_on else ""
