"""What unions must be before anybody is sent to them."""

from collections.abc import Iterator, Mapping

from locator.errors import InvalidInput, Problem, problem
from locator.unions.union import LEVELS, Chain, Union
from locator.words import Words, same


def check_unions(unions: Chain) -> None:
    """Refuse unions that do not give every point exactly one chain.

    Parameters
    ----------
    unions : tuple of Union
        All that are to be loaded.

    Raises
    ------
    InvalidInput
        With every problem found, each naming its union.
    """
    by_id = {union.id: union for union in unions}
    problems = [
        *_twice(unions),
        *_spare_catch_alls(unions),
        *(wrong for union in unions for wrong in _parent(union, by_id)),
        *(wrong for union in unions for wrong in _area(union)),
    ]
    if problems:
        raise InvalidInput(*problems)


def _twice(unions: Chain) -> Iterator[Problem]:
    seen: set[str] = set()
    for union in unions:
        if not union.id or union.id in seen:
            yield problem(
                "id",
                union.id,
                Words(zh="各不相同的编号", en="an id of its own for each union"),
                Words(
                    zh=f"“{union.name}”的编号为空或与别的工会相同",
                    en=f"the id of {union.name} is empty or another union's too",
                ),
            )
        seen.add(union.id)


def _spare_catch_alls(unions: Chain) -> Iterator[Problem]:
    catch_alls = [union for union in unions if union.catch_all]
    for union in catch_alls[1:]:
        yield problem(
            "catch_all",
            union.name,
            Words(zh="至多一个兜底工会", en="at most one catch-all union"),
            Words(
                zh=f"“{catch_alls[0].name}”已是兜底工会",
                en=f"{catch_alls[0].name} is the catch-all already",
            ),
        )


def _parent(union: Union, by_id: Mapping[str, Union]) -> Iterator[Problem]:
    """Yield what is wrong with a parent; wider levels all the way up leave no cycle."""
    if not union.parent_id:
        return
    parent = by_id.get(union.parent_id)
    if parent is None or LEVELS.index(parent.level) >= LEVELS.index(union.level):
        wider = LEVELS[: LEVELS.index(union.level)]
        yield problem(
            "parent",
            union.parent_id,
            same(" / ".join(wider) or "—"),
            Words(
                zh=f"“{union.name}”的上级不存在，或不是更高一级的工会",
                en=f"the parent of {union.name} is missing or not of a wider level",
            ),
        )


def _area(union: Union) -> Iterator[Problem]:
    area = union.area
    if area is None:
        return
    west, south, east, north = area.bounds
    polygonal = area.geom_type in {"Polygon", "MultiPolygon"} and not area.is_empty
    if not (polygonal and west >= -180 and south >= -90 and east <= 180 and north <= 90):
        yield problem(
            "area",
            area.geom_type,
            Words(zh="以经纬度表示的多边形", en="a polygon in degrees"),
            Words(
                zh=f"“{union.name}”的范围不是经纬度多边形",
                en=f"the area of {union.name} is no polygon in degrees",
            ),
        )
