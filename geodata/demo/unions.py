"""The unions of the made-up city: twelve streets, three districts, and the city."""

from functools import lru_cache
from typing import Final, NamedTuple

from shapely import union_all
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.demo.streets.lattice import COLUMNS, ROWS, SOUTH_BANK
from geodata.demo.streets.outlines import bent_ring
from geodata.demo.streets.plane import RIVER_V
from locator.unions import Union

CITY: Final = "示例市"
CITY_ID: Final = "demo-city"
CITY_ADCODE: Final = "990100"  # GB/T 2260 has no 99
OUTSKIRTS_M: Final = 260.0  # beyond the outermost roads

DISTRICTS: Final = ("样板区", "沙盘区", "新拟区")
STREETS: Final = {  # letter on the layout → name, by district
    **{
        letter: (0, name)
        for letter, name in zip("abcd", ("初稿", "蓝图", "范本", "旧样"), strict=True)
    },
    **{
        letter: (1, name)
        for letter, name in zip("efgh", ("试作", "原型", "雏形", "定样"), strict=True)
    },
    **{
        letter: (2, name)
        for letter, name in zip("ijkl", ("新稿", "待定", "草拟", "试产"), strict=True)
    },
}
# As on a map: north at the top, one letter a quarter, the river below the fifth row.
LAYOUT: Final = (
    "aaabeefff",
    "aaabeefff",
    "ccbbeggff",
    "ccddhhggg",
    "ccddhhhgg",
    "iijjjkkll",
    "iijjjkkll",
    "iiijjkkll",
    "iiijjkkll",
)


class StreetOffice(NamedTuple):
    """A street of the city, as an address names it."""

    district: str
    name: str
    adcode: str
    area: BaseGeometry


def _sheet_rows() -> list[float]:
    """Return the bounds of the rows of LAYOUT; the two banks meet in mid-river."""
    at = [street.at for street in ROWS]
    at[SOUTH_BANK : SOUTH_BANK + 2] = [RIVER_V]
    return [at[0] - OUTSKIRTS_M, *at[1:-1], at[-1] + OUTSKIRTS_M]


def _sheet_columns() -> list[float]:
    at = [street.at for street in COLUMNS]
    return [at[0] - OUTSKIRTS_M, *at[1:-1], at[-1] + OUTSKIRTS_M]


def _area(letter: str) -> BaseGeometry:
    us, vs = _sheet_columns(), _sheet_rows()
    last = len(LAYOUT) - 1
    return union_all(
        [
            Polygon(bent_ring(us[c], vs[last - r], us[c + 1], vs[last - r + 1]))
            for r, line in enumerate(LAYOUT)
            for c, here in enumerate(line)
            if here == letter
        ]
    )


@lru_cache(maxsize=1)
def street_offices() -> tuple[StreetOffice, ...]:
    """Return the twelve streets, which cover the city without gap or overlap."""
    offices = []
    for number, (letter, (district, name)) in enumerate(STREETS.items()):
        adcode = f"{district_adcode(district)}{number % 4 + 1:03d}"
        offices.append(StreetOffice(DISTRICTS[district], f"{name}街道", adcode, _area(letter)))
    return tuple(offices)


def district_adcode(district: int) -> str:
    """Return the made-up code of a district, counted from 0."""
    return f"{int(CITY_ADCODE) + district + 1}"


def demo_unions() -> tuple[Union, ...]:
    """Return every union of the city, widest first, the catch-all last."""
    return (_city(), *_district_unions(), *_street_unions(), _catch_all())


def _city() -> Union:
    return Union(
        id=CITY_ID,
        name=f"{CITY}总工会",
        level="city",
        adcode=CITY_ADCODE,
        phone="000-1000",
        address=f"{CITY}示例大道1号",
        area=union_all([office.area for office in street_offices()]),
    )


def _district_unions() -> list[Union]:
    return [
        Union(
            id=f"demo-district-{i + 1}",
            name=f"{name}总工会",
            level="district",
            parent_id=CITY_ID,
            adcode=district_adcode(i),
            phone=f"000-11{i + 1:02d}",
            address=f"{CITY}{name}",
            area=union_all([o.area for o in street_offices() if o.district == name]),
        )
        for i, name in enumerate(DISTRICTS)
    ]


def _street_unions() -> list[Union]:
    return [
        Union(
            id=f"demo-street-{i + 1:02d}",
            name=f"{office.name}总工会",
            level="street",
            parent_id=f"demo-district-{DISTRICTS.index(office.district) + 1}",
            adcode=office.adcode,
            phone=f"000-12{i + 1:02d}",
            address=f"{CITY}{office.district}{office.name}",
            area=office.area,
        )
        for i, office in enumerate(street_offices())
    ]


def _catch_all() -> Union:
    return Union(
        id="demo-catch-all",
        name=f"{CITY}兜底工会联合会",
        level="district",
        parent_id=CITY_ID,
        phone="000-1999",
        address=f"{CITY}示例大道1号",
        catch_all=True,
    )
