"""The picture that a chat shows beside a link to a site: its name, hours, and what is there."""

import unicodedata
from functools import cache, lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from geodata.fonts import font_files
from locator.errors import InvalidInput
from locator.model import Site
from locator.vocabulary import AMENITIES, KINDS
from web.door_codes import DOTS_A_POINT, Font, Shelf, broken, has_all
from web.made_up import MADE_UP

WIDTH, HEIGHT = 1200, 630  # as Open Graph recommends
MARGIN: Final = 72
BRAND: Final = "#0b6757"
TINT: Final = "#e3f0ec"
WHITE: Final = "#ffffff"
LONGEST: Final = 60  # characters of a text; more could not be read


@cache
def shelf() -> Shelf:
    """Return the fonts of this machine."""
    return Shelf()


@cache
def can_draw() -> bool:
    """Tell whether there is a Chinese font; without one there is no picture, and no boxes."""
    return next(font_files(), None) is not None


def share_image(site: Site) -> bytes:
    """Return the picture of a site as PNG, 1200 × 630.

    Raises
    ------
    InvalidInput
        No font of this machine has Chinese characters.
    """
    amenities = " · ".join(AMENITIES[code].zh for code in (site.amenities or ())[:8])
    about = ("驿站", *(("虚构城市",) if site.id.startswith(MADE_UP) else ()), KINDS[site.kind].zh)
    return _drawn(plain(site.name), " · ".join(about), plain(site.hours.text), amenities)


def plain(text: str) -> str:
    """Return the beginning of a text without marks that only steer how it is shown."""
    kept = (" " if c.isspace() else c for c in text if unicodedata.category(c)[0] != "C")
    return "".join(kept)[:LONGEST].strip()


@lru_cache(maxsize=64)
def _drawn(name: str, about: str, hours: str, amenities: str) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), BRAND)
    pen = ImageDraw.Draw(image)
    y = MARGIN
    for text, size, colour, most in (
        (about, 36, TINT, 1),
        (name, 72, WHITE, 3),
        (hours, 44, WHITE, 2),
        (amenities, 36, TINT, 1),
    ):
        font, shown = font_of(text, size)
        for line in broken(shown, font, WIDTH - 2 * MARGIN)[:most]:
            pen.text((MARGIN, y), line, font=font, fill=colour)
            y += round(size * 1.35)
        y += 18
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def font_of(text: str, size: int) -> tuple[Font, str]:
    """Return a font and what of a text it can show: nothing is drawn as a box."""
    points = size / DOTS_A_POINT
    try:
        return shelf().font_for(text, points), text
    except InvalidInput:
        font = shelf().font_for("驿站", points)
        return font, "".join(c for c in text if has_all(font, c))
