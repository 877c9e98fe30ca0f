"""The flat row of a site, as files exchange it and as the store keeps it."""

from collections.abc import Mapping
from typing import Any, Final

from geodata.cells import (
    ACCESS,
    DATE,
    EXTRA,
    INTEGER,
    LIST,
    OSM,
    SERVICES,
    TEXT,
    Cell,
    Codec,
    choice,
    flag,
    invalid,
    is_empty,
    parse_access,
    parse_services,
    read_number,
)
from locator.history import LABELS as WORDS
from locator.model import OpeningHours, Position, Site
from locator.vocabulary import Accuracy, Datum, Kind, Operation, Tier, Welcome
from locator.words import Words

__all__ = [
    "COLUMNS",
    "HEADERS",
    "INTEGERS",
    "LABELS",
    "NUMBERS",
    "PERSONAL",
    "Cell",
    "Row",
    "defuse",
    "from_row",
    "parse_access",
    "parse_services",
    "to_row",
    "undo_defuse",
]

Row = dict[str, Cell]

# Every column in the order of the files, with its Chinese header.
LABELS: Final = {name: words.zh for name, words in WORDS.items()}
COLUMNS: Final = tuple(LABELS)
# A header as exported in either language → its column.
HEADERS: Final = {name: name for name in COLUMNS} | {zh: name for name, zh in LABELS.items()}
NUMBERS: Final = frozenset(name for name in COLUMNS if name.endswith(("lon", "lat")))
INTEGERS: Final = frozenset({"capacity"})
# Left out of public files: a person's name, what was noted for staff, and columns that nobody
# has looked at.
PERSONAL: Final = frozenset({"manager", "note", "extra"})

# Fields that have one column of their own name.
CODECS: Final[dict[str, Codec]] = {
    "id": TEXT,
    "name": TEXT,
    "kind": choice(Kind, Kind.STATION),
    "code": TEXT,
    "host": TEXT,
    "address": TEXT,
    "adcode": TEXT,
    "district": TEXT,
    "street": TEXT,
    "access": ACCESS,
    "welcome": choice(Welcome, Welcome.UNKNOWN),
    "amenities": LIST,
    "services": SERVICES,
    "tier": choice(Tier),
    "parent_id": TEXT,
    "members": LIST,
    "phone": TEXT,
    "manager": TEXT,
    "level": TEXT,
    "awards": LIST,
    "capacity": INTEGER,
    "photos": LIST,
    "operation": choice(Operation, Operation.OPERATING),
    "note": TEXT,
    "source": TEXT,
    "source_date": DATE,
    "verified_on": DATE,
    "active": flag(default=True),
    "extra": EXTRA,
}
WORKDAYS: Final = flag(default=False)
DATUM: Final = choice(Datum, Datum.WGS84)
ACCURACY: Final = choice(Accuracy, Accuracy.EXACT)


def to_row(site: Site) -> Row:
    """Return the cells of a site under `COLUMNS`, in that order."""
    row: Row = dict.fromkeys(COLUMNS)
    for name, codec in CODECS.items():
        row[name] = codec.write(getattr(site, name))
    row["hours"] = TEXT.write(site.hours.text)
    row["opening_hours"] = OSM.write(site.hours.osm)
    row["workdays"] = WORKDAYS.write(site.hours.workdays)
    _write_position(row, "", site.position)
    _write_position(row, "entrance_", site.entrance)
    return row


def from_row(row: Mapping[str, Cell]) -> Site:
    """Return the site of a row: the exact inverse of `to_row`.

    Cells may also be the text that a file made of them. A column that is absent
    counts as empty.

    Raises
    ------
    InvalidInput
        When a cell cannot be read, naming its column.
    """
    fields: dict[str, Any] = {"id": "", "name": ""}
    for name, codec in CODECS.items():
        cell = row.get(name)
        if cell is not None:  # else the model's own default
            fields[name] = codec.read(name, cell)
    hours = OpeningHours(
        TEXT.read("hours", row.get("hours")),
        OSM.read("opening_hours", row.get("opening_hours")),
        WORKDAYS.read("workdays", row.get("workdays")),
    )
    return Site(
        **fields,
        hours=hours,
        position=_read_position(row, ""),
        entrance=_read_position(row, "entrance_"),
    )


def _write_position(row: Row, prefix: str, position: Position | None) -> None:
    if position is None:
        return
    row[prefix + "lon"] = position.lon
    row[prefix + "lat"] = position.lat
    row[prefix + "given_lon"] = position.given_lon
    row[prefix + "given_lat"] = position.given_lat
    row[prefix + "given_datum"] = position.datum.value
    row[prefix + "accuracy"] = position.accuracy.value


def _read_position(row: Mapping[str, Cell], prefix: str) -> Position | None:
    def number(name: str) -> float | None:
        return read_number(prefix + name, row.get(prefix + name))

    if is_empty(row.get(prefix + "lon")) and is_empty(row.get(prefix + "lat")):
        return None
    lon, lat = number("lon"), number("lat")
    if lon is None or lat is None:
        missing = prefix + ("lon" if lon is None else "lat")
        raise invalid(missing, "", Words(zh="经纬度须成对给出", en="both lon and lat, or neither"))
    given_lon, given_lat = number("given_lon"), number("given_lat")
    return Position(
        lon=lon,
        lat=lat,
        given_lon=lon if given_lon is None else given_lon,
        given_lat=lat if given_lat is None else given_lat,
        datum=DATUM.read(prefix + "given_datum", row.get(prefix + "given_datum")),
        accuracy=ACCURACY.read(prefix + "accuracy", row.get(prefix + "accuracy")),
    )


# --- spreadsheets take some text for a formula -------------------------------------

GUARD: Final = "'"
FORMULA_STARTS: Final = frozenset("=+-@\t\r\n＝＋－＠")  # OWASP, CSV injection


def _is_dangerous(text: str) -> bool:
    return text.lstrip(GUARD)[:1] in FORMULA_STARTS


def defuse(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    A text that already looks guarded gets one guard more, so that `undo_defuse`
    returns every text exactly.
    """
    return GUARD + text if _is_dangerous(text) else text


def undo_defuse(text: str) -> str:
    """Return the text that `defuse` was given."""
    return text[len(GUARD) :] if text.startswith(GUARD) and _is_dangerous(text) else text
