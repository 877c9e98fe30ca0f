"""Which column of a table means which field, told before anything is read from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from geodata.headers import FIELDS, header_words, plain_header, read_header
from geodata.importing.reading.asides import is_total
from geodata.importing.remarks import Remarks
from geodata.rows import HEADERS
from geodata.tables import Table, header_word
from geodata.tables.rejects import REJECT_COLUMNS
from locator.errors import InvalidInput, Problem, problem
from locator.vocabulary import Datum
from locator.words import Words, same

EXTRA: Final = "extra"  # kept under the column's own name
KNOWN_HEADERS: Final = frozenset(map(header_word, header_words() | set(HEADERS)))
# Where all of these stand, a table is one of our own exports: nothing is interpreted.
OWN_COLUMNS: Final = frozenset({"id", "name", "given_lon", "given_lat", "given_datum", "hours"})

DROPPED: Final = ""  # nothing of the file's own: what a file of rejected rows adds

How = Literal["given", "synonym", "geometry", "own", "kept", "dropped"]


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What becomes of one column.

    Parameters
    ----------
    column : str
        Its header.
    field : str
        One of `geodata.headers.FIELDS`; in our own exports, of `geodata.rows.COLUMNS`;
        empty for a column that is dropped.
    how : str
        Whether somebody gave the field, a table of synonyms told it, it is the geometry
        of a vector file, the file is our own export, the column is kept as it is, or is
        dropped because a file of rejected rows had added it.
    datum : Datum or None
        The datum that its header names.
    """

    column: str
    field: str
    how: How
    datum: Datum | None = None


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What becomes of every column of a table, in the order of its columns.

    Parameters
    ----------
    sheet : str
        Name of the sheet or layer.
    uses : tuple of ColumnUse
        One for each column.
    own : bool
        Whether the table is one of our own exports.
    """

    sheet: str
    uses: tuple[ColumnUse, ...]
    own: bool = False

    def places(self, field: str) -> tuple[int, ...]:
        """Return where the columns of a field stand, the most telling first."""
        found = [place for place, use in enumerate(self.uses) if use.field == field]
        return tuple(sorted(found, key=lambda place: (self._rank(place), place)))

    def _rank(self, place: int) -> int:
        use = self.uses[place]
        return -1 if use.how == "given" else read_header(use.column).rank


def map_columns(table: Table, given: Mapping[str, str], datum: Datum | None) -> ColumnMap:
    """Return what becomes of the columns of a table.

    Parameters
    ----------
    table : Table
        The table.
    given : Mapping
        Column → field, as somebody decided; wins over the synonyms.
    datum : Datum or None
        The datum asked for. Of several pairs of coordinates the one whose header names
        it is read.
    """
    wanted = {plain_header(column): _field(name) for column, name in given.items()}
    touched = any(plain_header(column) in wanted for column in table.columns)
    own = [HEADERS.get(column.strip()) for column in table.columns]
    if not touched and set(own) >= OWN_COLUMNS:
        uses = [
            ColumnUse(column, field, "own") if field else _unknown(column)
            for column, field in zip(table.columns, own, strict=True)
        ]
        return ColumnMap(table.sheet, tuple(uses), own=True)
    uses = [_use(column, table, wanted) for column in table.columns]
    return ColumnMap(table.sheet, tuple(_with_one_pair(uses, datum)))


def check_given(tables: Sequence[Table], given: Mapping[str, str]) -> None:
    """Refuse a mapping of columns that no table has, or to fields that do not exist.

    Raises
    ------
    InvalidInput
        With field ``map`` for each wrong entry, listing what is allowed.
    """
    columns = {plain_header(column): column for table in tables for column in table.columns}
    problems: list[Problem] = []
    for column, name in given.items():
        if plain_header(column) not in columns:
            message = Words(zh=f"没有“{column}”这一列", en=f"there is no column {column}")
            allowed = same(", ".join(columns.values()))
            problems.append(problem("map", f"{column}={name}", allowed, message))
        if _field(name) not in FIELDS:
            message = Words(zh=f"没有“{name}”这个字段", en=f"there is no field {name}")
            problems.append(problem("map", f"{column}={name}", same(", ".join(FIELDS)), message))
    if problems:
        raise InvalidInput(*problems)


def _field(name: str) -> str:
    """Return the field of a name given for it; a header that means it does as well."""
    return name if name in FIELDS else read_header(name).field or name


def _use(column: str, table: Table, wanted: Mapping[str, str]) -> ColumnUse:
    header = read_header(column)
    if plain_header(column) in wanted:
        return ColumnUse(column, wanted[plain_header(column)], "given", header.datum)
    if table.geometry and column in table.geometry:
        field = "lon" if column == table.geometry[0] else "lat"
        return ColumnUse(column, field, "geometry", table.datum_hint)
    if header.field is None:
        return _unknown(column)
    return ColumnUse(column, header.field, "synonym", header.datum)


def _unknown(column: str) -> ColumnUse:
    if column in REJECT_COLUMNS:
        return ColumnUse(column, DROPPED, "dropped")
    return ColumnUse(column, EXTRA, "kept")


def _with_one_pair(uses: list[ColumnUse], datum: Datum | None) -> list[ColumnUse]:
    """Keep one column for longitude and one for latitude of the same datum.

    Given ones win, then the geometry, then the datum asked for, then the first pair.
    """
    chosen: set[ColumnUse] = set()
    for lon, lat in (("lon", "lat"), ("entrance_lon", "entrance_lat")):
        pairs = [
            (a, b)
            for a in uses
            for b in uses
            if ((a.field, b.field) == (lon, lat) and a.datum in (b.datum, None))
            or ((a.field, b.field) == (lon, lat) and b.datum is None)
        ]
        pairs.sort(key=lambda pair: _pair_rank(pair, datum))
        chosen.update(pairs[0] if pairs else [use for use in uses if use.field in (lon, lat)])
    coordinates = {"lon", "lat", "entrance_lon", "entrance_lat"}
    return [
        use
        if use.field not in coordinates or use in chosen
        else ColumnUse(use.column, EXTRA, "kept")
        for use in uses
    ]


def _pair_rank(pair: tuple[ColumnUse, ColumnUse], datum: Datum | None) -> tuple[int, int, int, int]:
    order = [{"given": 0, "geometry": 1}.get(use.how, 2) for use in pair]
    return (
        max(order),
        min(order),
        sum(use.datum is not datum for use in pair),
        sum(read_header(use.column).rank for use in pair),
    )


def without_ordinals(table: Table, columns: ColumnMap, remarks: Remarks) -> ColumnMap:
    """Return the columns with one that only counts the rows kept, not taken for a code.

    Many lists have 编号 above 1, 2, 3 …: as codes these would make the first rows of any
    two lists the same site.
    """
    uses = list(columns.uses)
    for place in columns.places("code"):
        if uses[place].how == "synonym" and _counts_rows(table, place):
            remarks.add(
                Words(
                    zh="编号一列只是序号,不作为站点编码",
                    en="a column of codes only counts the rows and is not taken for codes",
                ),
                details=[uses[place].column],
            )
            uses[place] = ColumnUse(uses[place].column, EXTRA, "kept")
    return replace(columns, uses=tuple(uses))


def _counts_rows(table: Table, place: int) -> bool:
    """Tell whether a column holds 1, 2, 3 … in the order of the rows, at least to 3."""
    rows = (cells for cells in table.rows if any(cells) and not is_total(cells))
    numbers = (cells[place].strip().removesuffix(".0") for cells in rows)
    expected = 0
    for expected, number in enumerate(numbers, 1):
        if number.lstrip("0") != str(expected):
            return False
    return expected >= 3
