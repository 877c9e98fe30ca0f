"""Files of unions to unions: who is above whom, and where each one's area is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from shapely.geometry.base import BaseGeometry

from geodata.jurisdictions.areas import Placing, repaired
from geodata.jurisdictions.columns import (
    HEADERS,
    LEVEL_OF,
    LEVEL_OF_LENGTH,
    LEVEL_WORDS,
    YES,
    known_fields,
)
from geodata.jurisdictions.features import BROKEN, DRIVERS, read_features
from geodata.tables import Limits, header_word, read_tables
from geodata.tables.confined.detection import Format, detect_format
from geodata.tables.refusal import refusal
from locator.errors import InvalidInput, problem
from locator.unions import LEVELS, Level, Union
from locator.unions.adcodes import LENGTHS, significant
from locator.unions.checks import check_unions
from locator.unions.naming import area_name
from locator.vocabulary import Datum
from locator.words import Words, same

LIMITS: Final = Limits()
CROSSED: Final = Words(zh="边界自相交，已修复", en="its outline crossed itself and was repaired")


class ReadUnions(tuple[Union, ...]):  # noqa: SLOT001 (a tuple subclass with an attribute has none)
    """The unions of a file, in its order, with what people should know of it.

    Attributes
    ----------
    warnings : tuple of Words
        Areas that had to be repaired, or that were left out because they cannot be.
    """

    warnings: tuple[Words, ...] = ()


class _Row(NamedTuple):
    """What one row or feature says, by field, and its geometry as it stands in the file."""

    number: int
    said: dict[str, str]
    geometry: BaseGeometry | None = None
    fault: Words | None = None


class _Rows(NamedTuple):
    rows: tuple[_Row, ...]
    crs: str | None = None


def read_jurisdictions(path: str | Path, *, datum: Datum | None = None) -> ReadUnions:
    """Return the unions of a file.

    GeoJSON, GeoPackage, FlatGeobuf and zipped Shapefiles bring polygons; tables (CSV,
    XLSX, XLS) bring unions whose area is known by code and name only. Every row needs a
    name. A level that is not given follows from the length of the code, a parent that is
    not given from its digits. Rings that are open or cross themselves are repaired; a union
    whose polygon is past repair comes in without an area.

    Parameters
    ----------
    path : str or Path
        The file; its content tells its format.
    datum : Datum, optional
        Of the coordinates, where the file does not tell its reference system or tells it
        wrong. Without it a file that tells none is refused: a datum is never guessed.

    Returns
    -------
    ReadUnions

    Raises
    ------
    InvalidInput
        The file cannot be read or names no unions; a row has no name, no level or no such
        parent; an area is no polygon; what `locator.unions.Jurisdictions` refuses.
    """
    path = Path(path)
    with path.open("rb") as file:
        form = detect_format(file, LIMITS)
    found = _features(path, form) if form in DRIVERS else _table_rows(path)
    rows = [row for row in found.rows if row.said or row.geometry]
    if not any("name" in row.said for row in rows):
        message = Words(zh="没有工会名称一栏", en="there is no column of names")
        raise refusal(message, same(", ".join(HEADERS)), name=path.name)
    unions = [_union(row) for row in rows]
    for place, parent_id in enumerate(_parents(unions, rows)):
        unions[place] = replace(unions[place], parent_id=parent_id)
    warnings = tuple(_place(unions, rows, found.crs, datum))
    check_unions(tuple(unions))
    answer = ReadUnions(unions)
    answer.warnings = warnings
    return answer


def _features(path: Path, form: Format) -> _Rows:
    found = read_features(path, form, LIMITS)
    rows = (
        _Row(number, known_fields(feature.properties), feature.geometry, feature.fault)
        for number, feature in enumerate(found.features, start=1)
    )
    return _Rows(tuple(rows), found.crs)


def _table_rows(path: Path) -> _Rows:
    return _Rows(
        tuple(
            _Row(number, known_fields(dict(zip(table.columns, cells, strict=True))))
            for table in read_tables(path, limits=LIMITS, known_headers=HEADERS)
            for number, cells in enumerate(table.rows, start=table.first_row)
        )
    )


def _union(row: _Row) -> Union:
    """Return the union of a row, as yet without a parent and an area."""
    said = row.said
    name, adcode = said.get("name", ""), said.get("adcode", "")
    if not name:
        raise _wrong(row, "name", "", Words(zh="名称", en="a name"))
    path = "/".join(filter(None, (said.get("parent") or said.get("within"), name)))
    return Union(
        id=said.get("id") or adcode or path,
        name=name,
        level=_level(row, adcode),
        adcode=adcode,
        phone=said.get("phone", ""),
        address=said.get("address", ""),
        catch_all=header_word(said.get("catch_all", "")) in YES,
    )


def _level(row: _Row, adcode: str) -> Level:
    told = row.said.get("level", "")
    level = (
        LEVEL_OF.get(header_word(told)) if told else LEVEL_OF_LENGTH.get(len(significant(adcode)))
    )
    if level is None:
        allowed = "; ".join(f"{level}: {', '.join(words)}" for level, words in LEVEL_WORDS.items())
        raise _wrong(row, "level", told, same(allowed))
    return level


def _parents(unions: Sequence[Union], rows: Sequence[_Row]) -> Iterator[str]:
    """Yield the id of each union's parent, empty for one that has none."""
    ids = {union.id for union in unions}
    codes: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for union in sorted(unions, key=lambda union: LEVELS.index(union.level)):
        codes.setdefault(significant(union.adcode), union.id)
        names.setdefault(area_name(union.name), []).append(union.id)
    for union, row in zip(unions, rows, strict=True):
        told = row.said.get("parent", "")
        named = names.get(area_name(told or row.said.get("within", "")), ())
        if not told or told.startswith("{"):
            # {"adcode": 370600}, as some map services write it, says no more than the code
            yield named[0] if len(named) == 1 else _wider(union.adcode, codes)
        elif told in ids:
            yield told
        elif told.isdecimal() and significant(told) in codes:
            yield codes[significant(told)]
        elif len(named) == 1:
            yield named[0]
        else:
            allowed = Words(
                zh="文件中某个工会的编号、区划代码或唯一的名称",
                en="id, code or unambiguous name of another union in the file",
            )
            raise _wrong(row, "parent", told, allowed)


def _wider(adcode: str, codes: Mapping[str, str]) -> str:
    """Return the id of the union whose code is the longest beginning of a code."""
    code = significant(adcode)
    wider = (codes.get(code[:length]) for length in LENGTHS if length < len(code))
    return next((parent for parent in wider if parent), "")


def _place(
    unions: list[Union], rows: Sequence[_Row], crs: str | None, datum: Datum | None
) -> Iterator[Words]:
    """Put the areas in their places; yield what had to be repaired or left out."""
    placing = Placing(crs, datum) if any(row.geometry for row in rows) else None
    for place, row in enumerate(rows):
        name = unions[place].name
        area, fault = _area(row, name, placing)
        unions[place] = replace(unions[place], area=area)
        if fault is not None:
            yield Words(
                zh=f"第 {row.number} 行“{name}”：{fault.zh}",
                en=f"row {row.number}, {name}: {fault.en}",
            )


def _area(
    row: _Row, name: str, placing: Placing | None
) -> tuple[BaseGeometry | None, Words | None]:
    """Return the valid area of a row, if it has one, and what was wrong with it."""
    if placing is None or row.geometry is None:
        return None, row.fault
    area = placing.area(row.geometry, name)
    if area.is_valid:
        return area, row.fault
    area = repaired(area)
    return (None, BROKEN) if area.is_empty else (area, CROSSED)


def _wrong(row: _Row, field: str, value: str, allowed: Words) -> InvalidInput:
    message = Words(
        zh=f"第 {row.number} 行的 {field} 不能用", en=f"{field} of row {row.number} cannot be used"
    )
    return InvalidInput(problem(field, value, allowed, message))
