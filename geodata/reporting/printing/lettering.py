"""A small font of just the characters needed, to be embedded in a PDF.

The usual Noto CJK holds PostScript outlines in a collection, which reportlab cannot
embed; a font that a PDF only names prints as boxes where the reader lacks it. So what
is embedded is a TrueType font of our own, cut from the one that was found.
"""

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from typing import Final

from fontTools import subset  # type: ignore[import-untyped]  # has no stubs
from fontTools.pens.cu2quPen import Cu2QuPen  # type: ignore[import-untyped]  # has no stubs
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]  # has no stubs
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped]  # has no stubs

from geodata.fonts import FontFace, font_files, no_font

NEEDED: Final = "驿站 Az09%?"  # some fonts that fall back for others lack figures
INSTEAD: Final = "?"  # for a character that the font lacks: never a box
DROPPED_TABLES: Final = ("BASE", "BDF ", "FFTM", "GPOS", "GSUB", "VORG", "vhea", "vmtx")
CURVE_ERROR: Final = 1.0  # units of the em; a thousandth of the size
NO_PROGRAM: Final = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
    *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth"),
)


class Lettering:
    """A font cut down to the characters of some texts, to be embedded.

    Parameters
    ----------
    texts : iterable of str
        Everything that will be set in it.

    Attributes
    ----------
    face : FontFace
        Where it was cut from.
    name : str
        Of the font: another one for other characters, since reportlab takes fonts of one
        name for the same.
    data : bytes
        A TrueType font.

    Raises
    ------
    InvalidInput
        This machine has no Chinese font.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        wanted = {ord(character) for text in texts for character in text} | {ord(INSTEAD)}
        self.face = complete_font()
        with TTFont(
            self.face.file, fontNumber=self.face.number, lazy=True, recalcTimestamp=False
        ) as font:
            self._known = frozenset(font.getBestCmap())
            characters = sorted(wanted & self._known)
            self.name = f"Yizhan-{sha256(repr((self.face, characters)).encode()).hexdigest()[:16]}"
            self.data = _cut(font, characters, self.name)

    def settable(self, text: str) -> str:
        """Return a text without characters that are not seen, or not in the font."""
        seen = (character for character in text if character.isprintable() or character == "\n")
        return "".join(c if ord(c) in self._known else INSTEAD for c in seen)


def complete_font() -> FontFace:
    """Return the best Chinese font of this machine that has figures and Latin letters, too.

    Raises
    ------
    InvalidInput
        There is none; says how to get one.
    """
    for face in font_files():
        with TTFont(face.file, fontNumber=face.number, lazy=True) as font:
            if {ord(character) for character in NEEDED} <= font.getBestCmap().keys():
                return face
    raise no_font(NEEDED)


def _cut(font: TTFont, characters: Iterable[int], name: str) -> bytes:
    """Return a TrueType font of some characters only, under a name of its own."""
    options = subset.Options(
        layout_features=[], notdef_outline=True, desubroutinize=True, recalc_timestamp=False
    )
    options.drop_tables += DROPPED_TABLES
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    if "CFF " in font:
        _to_truetype(font)
    for record in font["name"].names:
        record.string = name
    made = BytesIO()
    font.save(made)
    return made.getvalue()


def _to_truetype(font: TTFont) -> None:
    """Turn PostScript outlines, which are cubic, into TrueType's quadratic ones."""
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, max_err=CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    del font["CFF "]
    table.compile(font)
    limits = font["maxp"]
    limits.tableVersion, limits.maxZones = 0x00010000, 1
    for name in NO_PROGRAM:
        setattr(limits, name, 0)
    limits.recalc(font)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
