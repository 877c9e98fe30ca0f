"""Colours of others stay readable, and the palettes are those of the style sheets."""

import re

from hypothesis import given
from hypothesis import strategies as st

from web.embed.theme import brand, contrast, palettes, rgb, theme_css


def test_contrast_is_that_of_wcag() -> None:
    # worked examples of WebAIM's contrast checker
    assert round(contrast((0, 0, 0), (255, 255, 255)), 2) == 21.0
    assert round(contrast(rgb("777777"), rgb("ffffff")), 2) == 4.48
    assert round(contrast(rgb("0000ff"), rgb("ffffff")), 2) == 8.59


@given(st.from_regex("[0-9a-f]{6}", fullmatch=True))
def test_any_colour_can_be_read(colour: str) -> None:
    for palette in palettes():
        made = {**palette, **brand(colour, palette)}
        shade, tint = rgb(made["--brand"]), rgb(made["--tint"])
        for surface in (rgb(made["--card"]), rgb(made["--paper"]), tint):
            assert contrast(shade, surface) >= 4.5
        assert contrast(shade, rgb(made["--on-brand"])) >= 4.5
        assert contrast(rgb(made["--ink"]), tint) >= 4.5


def test_a_readable_colour_is_left_as_it_is() -> None:
    assert brand("7a1fa2", palettes().light)["--brand"] == "#7a1fa2"


def test_a_chosen_theme_sets_every_colour_of_the_sheets() -> None:
    light, dark = palettes()
    assert light["--paper"] == "#f4f6f3"
    assert dark["--paper"] == "#0e1412"
    assert dark["--land"] == "#141b17"
    for theme, palette in (("light", light), ("dark", dark)):
        sheet = theme_css(theme, "0b6757")
        assert dict(re.findall(r"(--[a-z-]+): ([^;]+);", sheet)) == palette
        assert f"color-scheme: {theme};" in sheet
    assert set(dark) <= set(light)
