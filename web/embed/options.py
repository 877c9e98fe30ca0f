"""What an address of ``/embed`` asks for: each option is declared once, read and written so."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, Self
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from locator.errors import InvalidInput, problem
from locator.nearest import SiteFilter
from locator.vocabulary import Kind, Welcome
from locator.words import Lang, Words, same
from web.api.parameters.common import AMENITY, KIND, LANG, SERVICE, WELCOME
from web.api.parameters.parameter import Parameter, by_name, read_given
from web.api.parameters.readers import choice, words

Bbox = tuple[float, float, float, float]
Theme = Literal["auto", "light", "dark"]
View = Literal["list", "map", "both"]

THEMES: Final[dict[str, Theme]] = {"auto": "auto", "light": "light", "dark": "dark"}
VIEWS: Final[dict[str, View]] = {"list": "list", "map": "map", "both": "both"}
BRAND: Final = "0b6757"
LOWEST, HIGHEST = 200, 4000  # px

A_NUMBER: Final = r" *[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)? *"
A_BOX: Final = f"^{A_NUMBER}(,{A_NUMBER}){{3}}$"
A_COLOUR: Final = "^#?[0-9a-fA-F]{6}$"
A_HEIGHT: Final = "^(auto|[2-9][0-9]{2}|[123][0-9]{3}|4000)$"  # of LOWEST to HIGHEST


def text_like(
    name: str,
    pattern: str,
    allowed: Words,
    meaning: Words,
    read: Callable[[str], Any],
    *,
    default: object,
) -> Parameter[Any]:
    """Return a parameter whose text fits a pattern and is read by a function.

    ValueError: not accepted. The pattern is one of JavaScript's, too: pages that are read without
    a server hold what they are asked for against it (`web/static/embed/options.js`).
    """

    def read_fitting(value: object) -> Any:  # noqa: ANN401 -- whatever the function makes of it
        if not re.fullmatch(pattern, str(value)):
            raise ValueError
        return read(str(value))

    return Parameter(
        name=name,
        schema={"type": "string", "pattern": pattern},
        read=read_fitting,
        allowed=allowed,
        meaning=meaning,
        default=default,
    )


def read_bbox(text: str) -> Bbox:
    """Read west, south, east, north in WGS-84 degrees; ValueError: these bound nothing."""
    west, south, east, north = (float(part) for part in text.split(","))
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError
    return west, south, east, north


def read_colour(text: str) -> str:
    """Read six hexadecimal digits, with or without the sign before them; ValueError: no colour."""
    if not re.fullmatch(A_COLOUR, text):
        raise ValueError
    return text.removeprefix("#").lower()


def read_height(text: str) -> int:
    """Read pixels; 0 stands for as high as the content."""
    return 0 if text == "auto" else int(text)


AREA: Final = words(
    "area", 100, Words("从哪个辖区的中心排起", "whose middle the list is ordered from")
)
JURISDICTION: Final = words(
    "jurisdiction", 100, Words("只要这个辖区里的站点", "only sites within this union's area")
)
BBOX: Final = text_like(
    "bbox",
    A_BOX,
    Words(
        "西,南,东,北(WGS-84 度),如 121.3,37.4,121.5,37.6",
        "west,south,east,north in WGS-84 degrees, such as 121.3,37.4,121.5,37.6",
    ),
    Words("只要这个范围里的站点", "only sites within this box"),
    read_bbox,
    default=None,
)
OPEN: Final = choice(
    "open",
    {"any": False, "now": True},
    Words("now:只列现在能进的", "now: list only what is open now"),
    default="any",
)
VIEW: Final = choice("view", VIEWS, Words("列表、地图或都要", "list, map or both"), default="list")
THEME: Final = choice(
    "theme", THEMES, Words("跟随系统、浅色或深色", "as the system, light or dark"), default="auto"
)
COLOR: Final = text_like(
    "color",
    A_COLOUR,
    Words("六位十六进制颜色,如 0b6757", "a colour of six hexadecimal digits, such as 0b6757"),
    Words("主题色;文字太浅或太深时自动调整", "theme colour, adjusted until text can be read"),
    read_colour,
    default=BRAND,
)
HEIGHT: Final = text_like(
    "height",
    A_HEIGHT,
    Words(f"auto,或 {LOWEST} 到 {HIGHEST} 的像素数", f"auto, or {LOWEST} to {HIGHEST} pixels"),
    Words("高度;auto 随内容", "height; auto: that of the content"),
    read_height,
    default=0,
)
APPROVAL: Final = words("approval", 60, Words("审图号", "the map's approval number"))
ATTRIBUTION: Final = words("attribution", 100, Words("资料来源说明", "whom the data is by"))
OPTIONS: Final = by_name(
    AREA,
    JURISDICTION,
    BBOX,
    KIND,
    AMENITY,
    SERVICE,
    WELCOME,
    OPEN,
    VIEW,
    THEME,
    COLOR,
    LANG,
    HEIGHT,
    APPROVAL,
    ATTRIBUTION,
)
SCOPES: Final = ("area", "jurisdiction", "bbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOptions:
    """What an embedded page shows and how: hashable, so that it is part of a cache's key.

    Parameters
    ----------
    area, jurisdiction : str
        Id of a union: the list begins at its middle, or holds only its sites.
    bbox : tuple of float or None
        West, south, east, north in WGS-84 degrees: only sites within.
    color : str
        Six hexadecimal digits.
    height : int
        Pixels; 0: as high as the content.
    lang : str or None
        None: as the visitor's browser asks.
    """

    area: str = ""
    jurisdiction: str = ""
    bbox: Bbox | None = None
    kinds: frozenset[Kind] = frozenset()
    amenities: frozenset[str] = frozenset()
    service: str | None = None
    welcome: Welcome | None = None
    open_now: bool = False
    view: View = "list"
    theme: Theme = "auto"
    color: str = BRAND
    lang: Lang | None = None
    height: int = 0
    approval: str = ""
    attribution: str = ""

    @property
    def where(self) -> SiteFilter:
        """What a site has to be or to have."""
        return SiteFilter(
            kinds=self.kinds, amenities=self.amenities, service=self.service, welcome=self.welcome
        )

    @property
    def where_coarse(self) -> SiteFilter:
        """The same, with sites whose place is known to the street only."""
        return replace(self.where, coarse=True)

    def of_place(self) -> Self:
        """Return the options of the same place and language, with nothing else chosen."""
        return type(self)(
            area=self.area,
            jurisdiction=self.jurisdiction,
            bbox=self.bbox,
            color=self.color,
            lang=self.lang,
        )

    def texts(self) -> dict[str, str]:
        """Return what an address has to hold to ask for the same; defaults are left out."""
        told = {
            "area": self.area,
            "jurisdiction": self.jurisdiction,
            "bbox": ",".join(f"{value:.10g}" for value in self.bbox or ()),
            "kind": ",".join(sorted(self.kinds)),
            "amenity": ",".join(sorted(self.amenities)),
            "service": self.service or "",
            "welcome": self.welcome or "",
            "open": "now" if self.open_now else "",
            "view": "" if self.view == "list" else self.view,
            "theme": "" if self.theme == "auto" else self.theme,
            "color": "" if self.color == BRAND else self.color,
            "lang": self.lang or "",
            "height": str(self.height or ""),
            "approval": self.approval,
            "attribution": self.attribution,
        }
        return {name: text for name, text in told.items() if text}

    def query(self) -> str:
        """Return the same as text for an address, with a question mark where there is any."""
        encoded = urlencode(self.texts(), safe=",")
        return f"?{encoded}" if encoded else ""


def read_options(args: MultiDict[str, str]) -> EmbedOptions:
    """Read what an address asks for; empty texts, as forms send them, ask for nothing.

    Raises
    ------
    InvalidInput
        With every option that cannot be used.
    """
    raw = {
        name: ",".join(filter(None, args.getlist(name))) for name in args if any(args.getlist(name))
    }
    given = read_given(OPTIONS, raw, as_text=True)
    scopes = [name for name in SCOPES if name in raw]
    if len(scopes) > 1:
        message = Words(
            f"{' 与 '.join(scopes)} 只能用一个。", f"Use only one of {' and '.join(scopes)}."
        )
        raise InvalidInput(problem(scopes[1], raw[scopes[1]], same(" | ".join(SCOPES)), message))
    return EmbedOptions(
        area=given[AREA] or "",
        jurisdiction=given[JURISDICTION] or "",
        bbox=given[BBOX],
        kinds=given[KIND],
        amenities=given[AMENITY],
        service=given[SERVICE],
        welcome=given[WELCOME],
        open_now=bool(given[OPEN]),
        view=given[VIEW],
        theme=given[THEME],
        color=given[COLOR],
        lang=given[LANG],
        height=given[HEIGHT],
        approval=given[APPROVAL] or "",
        attribution=given[ATTRIBUTION] or "",
    )
