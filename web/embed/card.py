"""The picture of a place with a QR code, for pages that take frames out."""

import json
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from math import cos, radians
from typing import Final, NamedTuple

import segno
from PIL import Image, ImageDraw

from locator.model import Position
from locator.snapshot import Snapshot
from locator.vocabulary import Accuracy, Kind
from locator.words import Lang, Words
from web.data.index import goal
from web.door_codes import QUIET, broken, dark_runs
from web.embed.options import BRAND, Bbox
from web.embed.outlines import Ring, rings
from web.embed.remembering import once_per_snapshot
from web.embed.theme import brand, palettes, rgb
from web.made_up import is_made_up
from web.maps import Backdrop
from web.site.share_image import font_of, plain

CARD_SIZE: Final = (1200, 800)
PANEL: Final = 400  # px on the right, for words and the code
MARGIN: Final = 32
CODE: Final = PANEL - 2 * MARGIN  # px
DOT: Final = 9  # px
LEAST_DEG: Final = 0.004  # of the picture's height: closer, it would show nothing but a dot
ROOM: Final = 0.08  # around the sites
AREAS: Final = {"park": "--green", "water": "--water"}
LINES: Final = {
    "street-local": ("--street", 3),
    "street-main": ("--main", 7),
    "street-motor": ("--motor", 6),
}
NAME: Final = Words("驿站", "Yizhan")
MADE_UP_NAME: Final = Words("驿站 · 虚构城市", "Yizhan · made-up city")
SCAN: Final = Words("扫码看开门时间、找最近的", "Scan for opening hours")
NOTHING: Final = Words("这里还没有标出位置的站点", "There is no place on the map here yet")
HIDDEN: Final = (Kind.CANDIDATE, Kind.REMOTE)


class Canvas(NamedTuple):
    """A pen, and what of the world is in the picture."""

    pen: ImageDraw.ImageDraw
    west: float
    north: float
    px_a_deg: float  # of latitude
    squeeze: float  # degrees of longitude are shorter

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place is in the picture."""
        x = (lon - self.west) * self.squeeze * self.px_a_deg
        return x, (self.north - lat) * self.px_a_deg

    def line(self, ring: Ring) -> list[tuple[float, float]]:
        """Return where the points of a line are in the picture."""
        return [self.at(lon, lat) for lon, lat in ring]


class Card(NamedTuple):
    """What the picture says besides its sites; the code leads to the link."""

    title: str
    link: str
    colour: str
    lang: Lang


@once_per_snapshot
def card_image(snapshot: Snapshot, card: Card, backdrop: Backdrop) -> bytes:
    """Return the picture as PNG: sites as dots, their number, and a code that leads to the page.

    Raises
    ------
    InvalidInput
        No font of this machine has Chinese characters.
    """
    ink = colours(card.colour)
    image = Image.new("RGB", CARD_SIZE, ink["--land"])
    pen = ImageDraw.Draw(image)
    places = [point for point in _places(snapshot) if point.accuracy is Accuracy.EXACT]
    if places:
        canvas = look_at(pen, _box(places))
        draw_ground(canvas, backdrop, ink)
        draw_borders(canvas, snapshot, ink)
        for point in places:
            _dot(canvas, point, ink)
    else:
        draw_nothing(pen, ink, card.lang)
    name = MADE_UP_NAME if is_made_up(snapshot) else NAME
    draw_words(pen, (name.say(card.lang), plain(card.title)), len(places), ink, card.lang)
    draw_code(pen, card.link)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def colours(colour: str) -> dict[str, str]:
    """Return the site's light palette with a brand colour."""
    light = palettes().light
    return light if colour == BRAND else {**light, **brand(colour, light)}


def _places(snapshot: Snapshot) -> Iterator[Position]:
    for site in snapshot.sites:
        point = goal(site)
        if point and site.kind not in HIDDEN:
            yield point


def _box(places: list[Position]) -> Bbox:
    lons, lats = [point.lon for point in places], [point.lat for point in places]
    return min(lons), min(lats), max(lons), max(lats)


def look_at(pen: ImageDraw.ImageDraw, box: Bbox) -> Canvas:
    """Return a canvas whose left part holds a box, with room around it."""
    west, south, east, north = box
    width, height = CARD_SIZE[0] - PANEL, CARD_SIZE[1]
    squeeze = cos(radians((south + north) / 2))
    tall = max(north - south, (east - west) * squeeze * height / width, LEAST_DEG) * (1 + 2 * ROOM)
    px_a_deg = height / tall
    return Canvas(
        pen,
        west=(west + east) / 2 - width / 2 / px_a_deg / squeeze,
        north=(south + north) / 2 + tall / 2,
        px_a_deg=px_a_deg,
        squeeze=squeeze,
    )


@lru_cache(maxsize=1)
def shapes(backdrop: Backdrop) -> dict[str, tuple[Ring, ...]]:
    """Return the lines and edges of each theme that lies under the sites."""
    return {
        theme: tuple(
            ring for feature in json.loads(text)["features"] for ring in rings(feature["geometry"])
        )
        for theme, text in backdrop
        if theme in AREAS or theme in LINES
    }


def draw_ground(canvas: Canvas, backdrop: Backdrop, ink: dict[str, str]) -> None:
    """Draw parks, water and streets, as far as there are any of our own."""
    known = shapes(backdrop)
    for theme, colour in AREAS.items():
        for ring in known.get(theme, ()):
            canvas.pen.polygon(canvas.line(ring), fill=ink[colour])
    for theme, (colour, width) in LINES.items():
        for ring in known.get(theme, ()):
            canvas.pen.line(canvas.line(ring), fill=ink[colour], width=width, joint="curve")


def draw_borders(canvas: Canvas, snapshot: Snapshot, ink: dict[str, str]) -> None:
    """Draw the edges of the districts."""
    for union in snapshot.jurisdictions.unions:
        area = snapshot.jurisdictions.area(union) if union.level == "district" else None
        for ring in rings(area.__geo_interface__) if area else ():
            canvas.pen.line(canvas.line(ring), fill=ink["--border"], width=2)


def _dot(canvas: Canvas, point: Position, ink: dict[str, str]) -> None:
    x, y = canvas.at(point.lon, point.lat)
    for radius, colour in ((DOT, ink["--card"]), (DOT - 3, ink["--brand"])):
        canvas.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def draw_nothing(pen: ImageDraw.ImageDraw, ink: dict[str, str], lang: Lang) -> None:
    """Say in the middle of the picture that there is nothing to draw."""
    width, height = CARD_SIZE[0] - PANEL, CARD_SIZE[1]
    font, shown = font_of(NOTHING.say(lang), 44)
    text = "\n".join(broken(shown, font, width - 4 * MARGIN))
    middle = (width / 2, height / 2)
    pen.multiline_text(middle, text, font=font, fill=ink["--ink"], anchor="mm", align="center")


def draw_words(
    pen: ImageDraw.ImageDraw, names: tuple[str, str], count: int, ink: dict[str, str], lang: Lang
) -> None:
    """Draw the panel on the right: whose it is, what it is, and how many there are."""
    left = CARD_SIZE[0] - PANEL
    pen.rectangle((left, 0, *CARD_SIZE), fill=ink["--brand"])
    texts = (
        (names[0], 30, 1),
        (names[1], 52, 3),
        (Words(f"共 {count} 处", f"{count} places").say(lang), 34, 1),
        (SCAN.say(lang), 26, 2),
    )
    y = MARGIN
    for text, size, most in texts:
        font, shown = font_of(text, size)
        for line in broken(shown, font, PANEL - 2 * MARGIN)[:most]:
            pen.text((left + MARGIN, y), line, font=font, fill=ink["--on-brand"])
            y += round(size * 1.35)
        y += 8


def draw_code(pen: ImageDraw.ImageDraw, link: str) -> None:
    """Draw the QR code bottom right, in whole pixels and with the margin that readers need."""
    matrix = segno.make_qr(link, error="m").matrix
    module = CODE // (len(matrix) + 2 * QUIET)
    side = module * (len(matrix) + 2 * QUIET)
    left, top = CARD_SIZE[0] - PANEL // 2 - side // 2, CARD_SIZE[1] - MARGIN - side
    pen.rectangle((left, top, left + side - 1, top + side - 1), fill=rgb("ffffff"))
    for row, column, length in dark_runs(matrix):
        x, y = left + (column + QUIET) * module, top + (row + QUIET) * module
        pen.rectangle((x, y, x + length * module - 1, y + module - 1), fill=rgb("000000"))
