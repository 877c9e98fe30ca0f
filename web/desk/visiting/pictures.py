"""Reads a photograph that somebody sends, and makes it small and clean of anything hidden.

What is kept is drawn anew from the pixels: no EXIF, no position, no thumbnail, no profile and no
bytes behind the end of the picture survive that.
"""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import IO, Final

from PIL import Image, ImageOps

from locator.errors import InvalidInput, problem
from locator.words import Words

LARGEST_BODY: Final = 20_000_000  # bytes of a form with one photograph
MOST_PIXELS: Final = 64_000_000  # of a camera; decoding takes three or four bytes for each
LONGEST_SIDE: Final = 1600  # pixels of what is kept
QUALITY: Final = 80
FORMATS: Final = ("JPEG", "PNG", "WEBP")
ALLOWED: Final = Words(
    f"JPEG、PNG 或 WebP 照片,至多 {MOST_PIXELS // 1_000_000} 百万像素",
    f"a JPEG, PNG or WebP of at most {MOST_PIXELS // 1_000_000} megapixels",
)
NO_PICTURE: Final = Words("这不是能读懂的照片", "this is no picture that can be read")
TOO_LARGE: Final = Words("照片的像素过多", "the picture has too many pixels")
BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)
UNREADABLE: Final = (
    OSError, ValueError, TypeError, LookupError, SyntaxError, EOFError, struct.error, zlib.error,
)  # fmt: skip

one_at_a_time: Final = Lock()  # so that a worker needs the memory of one picture only


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG that says nothing but what is to be seen."""

    data: bytes
    width: int
    height: int


def read_picture(file: IO[bytes], name: str) -> Picture:
    """Return a photograph as it is kept: upright, small, and nothing but its pixels.

    Parameters
    ----------
    file : binary file
        What was sent.
    name : str
        What it was called; for the error.

    Raises
    ------
    InvalidInput
        It is no picture of `FORMATS`, is damaged, or has too many pixels.
    """
    try:
        with one_at_a_time, Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise refused(name, TOO_LARGE)
            return drawn_anew(image)
    except InvalidInput:
        raise
    except BOMBS:
        raise refused(name, TOO_LARGE) from None
    except UNREADABLE:
        raise refused(name, NO_PICTURE) from None


def drawn_anew(image: Image.Image) -> Picture:
    """Return the pixels of a picture, turned as its camera was held."""
    image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # a JPEG is decoded small
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    seen = upright.convert("RGBA")
    clean = Image.new("RGB", seen.size, "white")
    clean.paste(seen, mask=seen)
    kept = BytesIO()
    clean.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(kept.getvalue(), clean.width, clean.height)


def refused(name: str, message: Words) -> InvalidInput:
    """Return the error for a file that is not taken."""
    return InvalidInput(problem("photo", name, ALLOWED, message))
