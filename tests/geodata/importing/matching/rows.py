"""Rows of a made-up list, and the sites that they make in an empty store."""

from collections.abc import Sequence

from locator.geodesy import GEOD
from locator.model import Site
from tests.geodata.importing.making import WGS84, plan, table

HEADER = "名称 地址 经度 纬度 编号 来源 电话 服务设施 核实日期"
HERE = ("121.1", "36.1")


def metres_east(metres: float) -> tuple[str, str]:
    lon, lat, _ = GEOD.fwd(121.1, 36.1, 90, metres)
    return f"{lon:.9f}", f"{lat:.9f}"


def row(
    name: str = "迎春驿站",
    address: str = "",
    at: tuple[str, str] = ("", ""),
    **told: str,
) -> tuple[str, ...]:
    rest = (told.get(field, "") for field in ("code", "source", "phone", "has", "verified"))
    return (name, address, *at, *rest)


def sites(*rows: Sequence[str]) -> list[Site]:
    return list(plan(table(HEADER, *rows), datum=WGS84).new)
