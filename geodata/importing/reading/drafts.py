"""The rows of a table as drafts of sites: what each one says, and nothing more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from geodata.importing.matching.identity import is_usable_id
from geodata.importing.options import ImportOptions
from geodata.importing.reading.asides import HEADER, NOTE, TOTALS, is_header, is_note, is_total
from geodata.importing.reading.columns import EXTRA, ColumnMap
from geodata.importing.reading.hours import take_hours
from geodata.importing.reading.offers import read_offers
from geodata.importing.reading.positions import Pair, Unusable, read_given, resolved
from geodata.importing.reading.said import CUT_OFF, Said, first, said_by, take_text
from geodata.importing.reading.values import (
    NOTHING,
    READERS,
    TEXTS,
    read_text,
    read_yes,
)
from geodata.importing.reading.ways import joined, read_ways
from geodata.importing.remarks import Remarks, row_name
from locator.model import AccessHours
from locator.reading import read_datum, read_kind
from locator.vocabulary import Datum
from locator.words import Words

TELLING: Final = ("name", "code")  # what, beside a given id, rows may have in common
NO_NAME: Final = Words(zh="没有名称", en="there is no name")
OVERRULED: Final = Words(
    zh="按要求的坐标系读,文件自己写的坐标系不算",
    en="read in the datum asked for, whatever the file says of these columns",
)
SHORTENED: Final = Words(
    zh="被表格软件缩写成科学计数法的号码丢了末位,没有采用;请把该列设为文本,从原表重新保存",
    en="numbers shortened to scientific notation have lost their last digits and are not used: "
    "make the column text and save the original table again",
)
NO_POSITION_IN_LINK: Final = Words(
    zh="链接里读不出坐标,该行没有用上这个链接",
    en="no position can be read from a link, and its row does without it",
)


@dataclass(slots=True)
class Draft:
    """What one row says.

    Parameters
    ----------
    table, row : int
        Place of the table in the file, and number of the row in its source.
    values : dict
        Field of `Site` → value; a field that the row says nothing about is absent.
    pair, entrance : Pair or None
        Positions as given.
    own : bool
        Whether the row is one of our own exports.
    """

    table: int
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    pair: Pair | None = None
    entrance: Pair | None = None
    own: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where the row stands in the file."""
        return self.table, self.row


class RowReader:
    """Reads the rows of one table of somebody else's.

    Parameters
    ----------
    columns : ColumnMap
        What its columns mean.
    options : ImportOptions
        What was asked for.
    remarks : Remarks
        Takes what people should know.
    """

    def __init__(
        self, columns: ColumnMap, options: ImportOptions, remarks: Remarks, *, table: int
    ) -> None:
        self._columns = columns
        self._options = options
        self._remarks = remarks
        self._table = table
        fields = dict.fromkeys(use.field for use in columns.uses)
        self._order = [
            (place, name, columns.uses[place].column)
            for name in fields
            for place in columns.places(name)
        ]
        self._telling = [use for use in self._order if use[1] in (*TELLING, "id")]
        self._header_datum = {use.field: use.datum for use in columns.uses if use.datum}
        overruled = [u.column for u in columns.uses if u.datum not in (None, options.datum)]
        if options.datum and overruled:
            remarks.add(OVERRULED, details=overruled)

    def read(self, cells: Sequence[str], row: int) -> Draft:
        """Return what a row says.

        Raises
        ------
        Unusable
            It is no site, has no name, or a position that is none.
        """
        if is_total(cells):
            raise Unusable(TOTALS)
        said = said_by(cells, self._order)
        where = row_name(self._columns.sheet, row)
        extra = dict(said.get(EXTRA, ()))
        for column, cell in said.get(CUT_OFF, ()):
            extra[column] = cell
            self._remarks.add(SHORTENED, row=where, details=[column])
        draft = Draft(self._table, row)
        for name in TEXTS:
            take_text(name, said, draft.values, extra)
        if draft.values.get("district", "").isdigit():  # 行政区划: 370602
            draft.values.setdefault("adcode", draft.values.pop("district"))
        self._take_positions(said, draft, extra, where)
        _check_name(draft.values.get("name", ""), said)
        self._take_codes(said, draft.values, extra, where)
        self._take_offers(said, draft.values, extra, where)
        take_hours(said, draft.values, extra)
        self._take_defaults(draft.values)
        draft.values |= self._given_id(said, draft.values)
        if extra:
            draft.values["extra"] = tuple(sorted(extra.items()))
        return draft

    def telling(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the name of a row, and its code and id where it gives them."""
        said = said_by(cells, self._telling)
        texts: dict[str, str] = {}
        for name in TELLING:
            take_text(name, said, texts, {})
        return texts | self._given_id(said, texts)

    def _given_id(self, said: Said, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the id that a row gives; as a code where it cannot stand in a link."""
        _, given = first(said, "id")
        if is_usable_id(given):
            return {"id": given}
        return {"code": given} if given and "code" not in values else {}

    def _take_codes(
        self, said: Said, values: dict[str, Any], extra: dict[str, str], where: str
    ) -> None:
        """Take the fields that hold a code, a number, a day or a list."""
        for name, read in READERS.items():
            if name not in said:
                continue
            (column, cell), *others = said[name]
            extra.update(others)
            value = read(cell)
            if value is not None:
                values[name] = value
            elif cell not in NOTHING:
                extra[column] = cell
                self._unread(column, [cell], where)

    def _take_offers(
        self, said: Said, values: dict[str, Any], extra: dict[str, str], where: str
    ) -> None:
        columns = [said.get(name, []) for name in ("amenities", "services", "offers")]
        offered = [column for column, cell in said.get("offered", ()) if read_yes(cell)]
        extra.update(entry for entry in said.get("offered", ()) if entry[0] not in offered)
        cells = [tuple(cell for _, cell in entries) for entries in columns]
        offers = read_offers(*cells[:2], (*cells[2], *offered))
        if offers.amenities is not None:
            values["amenities"] = offers.amenities
        if offers.services is not None:
            values["services"] = offers.services
        if offers.access:
            values["access"] = tuple(AccessHours(way) for way in offers.access)
        if offers.unread:
            told = [entry for entries in columns for entry in entries]
            unread = [e for e in told if any(word in e[1] for word in offers.unread)]
            extra.update(unread)
            self._unread(unread[0][0], offers.unread, where)
        for column, cell in said.get("access", ()):
            ways, whole = read_ways(cell)
            if ways:
                values["access"] = joined(values.get("access"), ways)
            if not (ways and whole) and cell not in NOTHING:
                extra[column] = cell
                self._unread(column, [cell], where)

    def _take_defaults(self, values: dict[str, Any]) -> None:
        options = self._options
        if "kind" not in values and (kind := options.kind or read_kind(values["name"])):
            values["kind"] = kind
        for name in ("source", "source_date"):
            if name not in values and getattr(options, name):
                values[name] = getattr(options, name)

    def _take_positions(self, said: Said, draft: Draft, extra: dict[str, str], where: str) -> None:
        row_datum: Datum | None = None
        for column, cell in said.get("datum", ()):
            row_datum = row_datum or read_datum(cell)
            if row_datum is None:
                extra[column] = cell
                self._unread(column, [cell], where)
        asked = row_datum or self._options.datum
        for prefix, text in (("", "position"), ("entrance_", "entrance")):
            names = (f"{prefix}lon", f"{prefix}lat", text)
            lon, lat, both = (first(said, name, unless=NOTHING) for name in names)
            given = read_given(lon[1], lat[1], both[1])
            if given is None:
                self._take_words(both, draft.values, extra, where, is_place=not prefix)
                continue
            header = self._header_datum.get(f"{prefix}lon" if lon[1] or lat[1] else text)
            pair = resolved(given, asked or header, where, self._remarks)
            if prefix:
                draft.entrance = pair
            else:
                draft.pair = pair

    def _take_words(
        self,
        told: tuple[str, str],
        values: dict[str, Any],
        extra: dict[str, str],
        where: str,
        *,
        is_place: bool,
    ) -> None:
        """Keep what stands where a position should: 商场一楼东门, or a link nobody follows."""
        column, cell = told
        if not cell:
            return
        if is_place and "://" not in cell and "address" not in values:
            values["address"] = read_text("address", cell)
            return
        extra[column] = cell
        if "://" in cell:
            self._remarks.add(NO_POSITION_IN_LINK, row=where, details=[cell])
        elif is_place:
            self._unread(column, [cell], where)

    def _unread(self, column: str, words: Sequence[str], where: str) -> None:
        what = Words(
            zh=f"“{column}”一栏有读不懂的内容,原文保留",
            en=f"column {column} holds words that are not understood and are kept as they are",
        )
        self._remarks.add(what, row=where, details=words)


def _check_name(name: str, said: Said) -> None:
    """Refuse a row that is no site.

    Raises
    ------
    Unusable
        It has no name, repeats the header, or is a note.
    """
    if not name:
        raise Unusable(NO_NAME)
    if is_header(entry for entries in said.values() for entry in entries):
        raise Unusable(HEADER)
    if is_note(name):
        raise Unusable(NOTE)
