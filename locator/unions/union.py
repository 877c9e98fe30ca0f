"""A union and the area that it answers for."""

from dataclasses import dataclass
from typing import Literal, get_args

from shapely.geometry.base import BaseGeometry

Level = Literal["city", "district", "street", "point"]

LEVELS: tuple[Level, ...] = get_args(Level)  # widest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """A union responsible for an area.

    Parameters
    ----------
    id : str
        Stable and unique among the unions loaded.
    name : str
        What the union or its area is called: 望海区, 望海区总工会.
    level : Level
        Its place in the chain point → street → district → city.
    parent_id : str
        The union above it; empty at the top.
    adcode : str
        GB/T 2260 code of the area: 6 digits a district, 9 a street; may be empty.
    phone, address : str
        Where one turns to.
    area : Polygon or MultiPolygon or None
        WGS-84, lon before lat; None where the area is known by name or adcode only.
    catch_all : bool
        Takes whatever no other union does.
    """

    id: str
    name: str
    level: Level
    parent_id: str = ""
    adcode: str = ""
    phone: str = ""
    address: str = ""
    area: BaseGeometry | None = None
    catch_all: bool = False


Chain = tuple[Union, ...]  # most local first
