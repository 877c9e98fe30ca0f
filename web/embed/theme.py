"""Colours that others choose: the site's own palette, light or dark for good, and their brand."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from web.embed.options import BRAND, Theme

STATIC: Final = Path(__file__).parent.parent / "static"
SHEETS: Final = ("yizhan.css", "map.css")  # where the palettes stand
ROOT_BLOCK: Final = re.compile(r"^:root \{(.*?)^\}", re.MULTILINE | re.DOTALL)
DARK_BLOCK: Final = re.compile(
    r"^@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)^  \}", re.MULTILINE | re.DOTALL
)
VARIABLE: Final = re.compile(r"(--[a-z-]+): ([^;]+);")
OWN: Final = {"light": "#1a6fe0", "dark": "#6aa8ff"}  # where the visitor is, on the map
READABLE: Final = 4.5  # contrast, WCAG 2.2 AA
STEP: Final = 0.04
TINT: Final = 0.12
BLACK, WHITE = (0, 0, 0), (255, 255, 255)

Rgb = tuple[int, int, int]


class Palettes(NamedTuple):
    """The variables of the style sheets, by name."""

    light: dict[str, str]
    dark: dict[str, str]


@cache
def palettes() -> Palettes:
    """Return the site's own colours, read from its style sheets."""
    texts = [(STATIC / name).read_text(encoding="utf-8") for name in SHEETS]
    light = [block for text in texts for block in ROOT_BLOCK.findall(text)]
    dark = [block for text in texts for block in DARK_BLOCK.findall(text)]
    return Palettes(
        {**dict(VARIABLE.findall("".join(light))), "--own": OWN["light"]},
        {**dict(VARIABLE.findall("".join(dark))), "--own": OWN["dark"]},
    )


@lru_cache(maxsize=256)
def theme_css(theme: Theme, colour: str) -> str:
    """Return a style sheet that goes before the others, whenever these come.

    Parameters
    ----------
    theme : {"auto", "light", "dark"}
        ``auto`` leaves light or dark to the visitor's system.
    colour : str
        Six hexadecimal digits; kept as near as text in it can be read.
    """
    light, dark = ({} if colour == BRAND else brand(colour, palette) for palette in palettes())
    if theme == "light":
        return rule("light", {**palettes().light, **light})
    if theme == "dark":
        return rule("dark", {**palettes().dark, **dark})
    inner = rule("light dark", dark)
    return f"{rule('light dark', light)}@media (prefers-color-scheme: dark) {{\n{inner}}}\n"


def rule(scheme: str, variables: dict[str, str]) -> str:
    """Return variables as a rule that is stronger than those of the other sheets."""
    lines = "".join(f"  {name}: {value};\n" for name, value in variables.items())
    selectors = ":root[data-theme], :root[data-theme] #map"
    return f"{selectors} {{\n  color-scheme: {scheme};\n{lines}}}\n"


def brand(colour: str, palette: dict[str, str]) -> dict[str, str]:
    """Return the variables that a brand colour sets, readable on the palette's surfaces."""
    card, paper = rgb(palette["--card"]), rgb(palette["--paper"])
    towards = BLACK if luminance(card) > luminance(rgb(palette["--ink"])) else WHITE
    share = 0.0
    while True:
        shade = mixed(rgb(colour), towards, share)
        tint = mixed(card, shade, TINT)
        if min(contrast(shade, surface) for surface in (card, paper, tint)) >= READABLE:
            break
        share += STEP
    on_brand = WHITE if towards == BLACK else BLACK
    return {"--brand": hexed(shade), "--on-brand": hexed(on_brand), "--tint": hexed(tint)}


def rgb(text: str) -> Rgb:
    """Return the parts of a colour written in hexadecimal."""
    digits = text.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def hexed(colour: Rgb) -> str:
    """Return a colour as style sheets write it."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def mixed(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """Return a colour with a share of another in it."""
    share = min(share, 1.0)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def contrast(a: Rgb, b: Rgb) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Rgb) -> float:
    """Return the relative luminance of WCAG 2, from 0 to 1."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
