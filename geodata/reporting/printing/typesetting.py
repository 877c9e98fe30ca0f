"""How texts are set on the pages of a PDF: styles, paragraphs and tables in one font."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from geodata.reporting.printing.lettering import Lettering
from locator.words import Lang, Words

INK: Final = HexColor("#17211d")
SOFT: Final = HexColor("#5c6a64")
LINE: Final = HexColor("#cfd6d1")
SHADE: Final = HexColor("#eef2ee")
BRAND: Final = HexColor("#0b6757")
TOGETHER: Final = 3  # rows of a table, at its begin and its end
RECORDED: Final = "Helvetica"  # stands in while texts are only gathered


class Setting:
    """Sets texts in a language; the first time only gathers them, to cut the font.

    Parameters
    ----------
    lang : Lang
        Language.
    lettering : Lettering or None
        The font; None: gather texts.
    """

    def __init__(self, lang: Lang, lettering: Lettering | None = None) -> None:
        self.lang = lang
        self.texts: list[str] = []
        self._lettering = lettering
        self.font = RECORDED
        if lettering is not None:
            self.font = lettering.name
            registerFont(TTFont(self.font, BytesIO(lettering.data)))

    def say(self, said: Words | str) -> str:
        """Return a text in the language, with nothing that the font cannot show."""
        text = said if isinstance(said, str) else said.say(self.lang)
        if self._lettering is None:
            self.texts.append(text)
            return text
        return self._lettering.settable(text)

    def style(self, size: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401 - of reportlab, passed on
        """Return a style in a size, in points."""
        # CJK breaks between any two characters, which tears English words apart
        wrap = {"wordWrap": "CJK"} if self.lang == "zh-CN" else {}
        given = {"textColor": INK, "leading": size * 1.45, **wrap, **more}
        return ParagraphStyle("", fontName=self.font, fontSize=size, **given)

    def paragraph(self, said: Words | str, size: float = 9.5, **more: Any) -> Paragraph:  # noqa: ANN401 - of reportlab, passed on
        """Return a text as a paragraph: whatever is in it, it is text."""
        return Paragraph(escape(self.say(said)), self.style(size, **more))

    def heading(self, said: Words) -> Paragraph:
        """Return a heading."""
        return self.paragraph(said, 14, textColor=BRAND, spaceBefore=4 * mm, spaceAfter=2 * mm)

    def table(
        self,
        headers: Sequence[Words | str],
        rows: Sequence[Sequence[Words | str]],
        widths_mm: Sequence[float],
        *,
        right: frozenset[int] = frozenset(),
    ) -> Table:
        """Return a table whose header comes again on every page, never over one row alone.

        Parameters
        ----------
        right : frozenset of int
            Columns of numbers.
        """
        head = [self.paragraph(header, 8, textColor=SOFT, **_side(place, right))
                for place, header in enumerate(headers)]  # fmt: skip
        body = [
            [self.paragraph(cell, 8.5, **_side(place, right)) for place, cell in enumerate(row)]
            for row in rows
        ]
        table = Table([head, *body], [width * mm for width in widths_mm], repeatRows=1)
        table.setStyle(
            TableStyle(
                [
                    ("NOSPLIT", (0, 0), (-1, min(TOGETHER, len(body)))),
                    ("NOSPLIT", (0, max(1, len(body) + 1 - TOGETHER)), (-1, -1)),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LINEBELOW", (0, 0), (-1, 0), 0.8, SOFT),
                    ("LINEBELOW", (0, 1), (-1, -1), 0.3, LINE),
                    ("LEFTPADDING", (0, 0), (-1, -1), 2),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                    ("TOPPADDING", (0, 0), (-1, -1), 2),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ]
            )
        )
        return table

    def figure(self, big: str, label: Words, small: Words) -> list[Flowable]:
        """Return a key figure: large, with what it is above and what it is made of below."""
        middle = {"alignment": TA_CENTER}
        return [
            self.paragraph(label, 9, textColor=SOFT, **middle),
            self.paragraph(big, 16, textColor=BRAND, **middle),
            self.paragraph(small, 8, textColor=SOFT, **middle),
        ]


def _side(place: int, right: frozenset[int]) -> dict[str, Any]:
    return {"alignment": TA_RIGHT} if place in right else {}


def readable_on(colour: Color) -> Color:
    """Return black or white, whichever is read on a colour."""
    light = 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue
    return INK if light > 0.55 else white
