"""Unions of a made-up city: 示例市 with two districts of two streets each."""

import shapely

from locator.unions import Union

WEST, SOUTH, SIDE = 112.0, 28.0, 0.1


def box(column: float, row: float, columns: float = 1, rows: float = 1) -> shapely.Polygon:
    """Return a rectangle of the city's grid."""
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    return shapely.box(west, south, west + columns * SIDE, south + rows * SIDE)


CITY = Union(id="city", name="示例市总工会", level="city", adcode="990100", phone="0-1")
WANGHAI = Union(
    id="wanghai",
    name="望海区总工会",
    level="district",
    parent_id="city",
    adcode="990102",
    area=box(0, 0, rows=2),
)
NANSHAN = Union(
    id="nanshan",
    name="南山区",
    level="district",
    parent_id="city",
    adcode="990103",
    area=box(1, 0, rows=2),
)
YINGCHUN = Union(
    id="yingchun",
    name="迎春街道总工会",
    level="street",
    parent_id="wanghai",
    adcode="990102001",
    area=box(0, 0),
)
JIEFANG_W = Union(
    id="jiefang-w", name="解放街道", level="street", parent_id="wanghai", area=box(0, 1)
)
JIEFANG_N = Union(
    id="jiefang-n", name="解放街道", level="street", parent_id="nanshan", area=box(1, 0)
)
UNIONS = (CITY, WANGHAI, NANSHAN, YINGCHUN, JIEFANG_W, JIEFANG_N)
