"""What somebody filled into the form, and what the form offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from werkzeug.datastructures import MultiDict

from locator.errors import InvalidInput, problem
from locator.unions import Jurisdictions, area_name
from locator.vocabulary import AMENITIES, KINDS, SERVICES
from locator.words import Words, same

Options = tuple[tuple[str, Words], ...]

MODES: Final[Options] = (
    ("walk", Words("步行", "On foot")),
    ("ebike", Words("骑电动车", "By e-bike")),
    ("straight", Words("只看直线距离", "Straight line only")),
)
DATUM_CHOICES: Final[Options] = (
    ("wgs84", Words("手机定位、GPS(WGS-84)", "Phone or GPS (WGS-84)")),
    ("gcj02", Words("高德、腾讯地图(GCJ-02)", "Amap, Tencent (GCJ-02)")),
    ("bd09", Words("百度地图(BD-09)", "Baidu (BD-09)")),
)
ANY: Final = ("", Words("都行", "Any"))
CHIPS: Final[Options] = (  # codes as in web/static/rider/filters.js
    ("open", Words("现在能进", "Open now")),
    ("always", Words("24 小时", "24 hours")),
    ("toilet", Words("卫生间", "Toilet")),
    ("microwave", Words("微波炉", "Microwave")),
    ("water", Words("热水", "Hot water")),
    ("charging", Words("手机充电", "Phone charging")),
    ("battery_swap", Words("换电", "Battery swap")),
    ("anyone", Words("谁都能进", "Anyone welcome")),
)
KIND_CHOICES: Final[Options] = (
    ANY,
    *((code, words) for code, words in KINDS.items() if code not in {"candidate", "remote"}),
)
SERVICE_CHOICES: Final[Options] = (ANY, *SERVICES.items())
NEEDS: Final[Options] = (  # the three buttons of the large page
    ("rest", Words("歇脚", "Rest")),
    ("water", Words("喝水", "Water")),
    ("toilet", Words("厕所", "Toilet")),
)
WANTED: Final[Options] = tuple(
    (code, AMENITIES[code])
    for code in (
        "toilet",
        "water",
        "microwave",
        "charging",
        "ac",
        "seats",
        "ebike_charging",
        "battery_swap",
        "wheelchair",
    )
)
CHOICES: Final[Mapping[str, Options]] = {
    "mode": MODES,
    "datum": DATUM_CHOICES,
    "kind": KIND_CHOICES,
    "service": SERVICE_CHOICES,
    "amenity": tuple(AMENITIES.items()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The form as it was sent, or as it is first shown.

    Parameters
    ----------
    given : bool
        Whether anything was sent at all.
    place, area : str
        Where, in words or figures, and the id of a union's area.
    """

    given: bool = False
    place: str = ""
    area: str = ""
    mode: str = "walk"
    datum: str = "wgs84"
    kind: str = ""
    service: str = ""
    amenities: frozenset[str] = frozenset()

    @property
    def detailed(self) -> bool:
        """Whether one of the choices that are folded away was made."""
        return (self.mode, self.datum, self.kind, self.service) != ("walk", "wgs84", "", "")


def read_asked(form: MultiDict[str, str]) -> Asked:
    """Return what the form holds; fields that are missing keep their first choice."""
    return Asked(
        given=True,
        place=form.get("place", "").strip(),
        area=form.get("area", ""),
        mode=form.get("mode", "walk"),
        datum=form.get("datum", "wgs84"),
        kind=form.get("kind", ""),
        service=form.get("service", ""),
        amenities=frozenset(form.getlist("amenity")),
    )


def check_choices(asked: Asked) -> None:
    """Refuse a choice that the form does not offer.

    Raises
    ------
    InvalidInput
        With every field that holds one.
    """
    chosen = [(name, getattr(asked, name)) for name in ("mode", "datum", "kind", "service")]
    chosen += [("amenity", code) for code in sorted(asked.amenities)]
    problems = [
        problem(
            field,
            value,
            same(" / ".join(code for code, _ in CHOICES[field] if code)),
            Words("没有这个选项。", "There is no such choice."),
        )
        for field, value in chosen
        if value not in {code for code, _ in CHOICES[field]}
    ]
    if problems:
        raise InvalidInput(*problems)


class Area(NamedTuple):
    """A part of town that can be chosen from the list, with the middle of it."""

    id: str
    name: str
    lon: float
    lat: float


class AreaGroup(NamedTuple):
    """The streets of one district."""

    name: str
    areas: tuple[Area, ...]


@lru_cache(maxsize=2)
def area_groups(jurisdictions: Jurisdictions) -> tuple[AreaGroup, ...]:
    """Return the districts with their streets, as far as their places are known."""
    streets: dict[str, list[Area]] = {}
    districts: list[Area] = []
    for union in jurisdictions.unions:
        centre = jurisdictions.centre(union)
        if centre:
            area = Area(union.id, area_name(union.name), *centre)
            streets.setdefault(union.parent_id, []).append(area)
            districts += [area] if union.level == "district" else []
    return tuple(AreaGroup(area.name, (area, *streets.get(area.id, ()))) for area in districts)
