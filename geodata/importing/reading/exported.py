"""The rows of our own exports, read back exactly."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Final

from geodata.cells import Cell
from geodata.importing.options import ImportOptions
from geodata.importing.reading.columns import ColumnMap
from geodata.importing.reading.drafts import NO_NAME, TELLING, Draft
from geodata.importing.reading.offers import read_offers
from geodata.importing.reading.positions import Unusable, reason
from geodata.rows import from_row, undo_defuse
from locator.errors import InvalidInput
from locator.hours import read_hours
from locator.model import Site
from locator.vocabulary import AMENITIES, SERVICES
from locator.words import Words

UNSAID: Final = Site(id="", name="")
# Fields whose first value means something, so that a row always tells them.
TOLD: Final = frozenset({"name", "kind", "operation", "active"})


class ExportedReader:
    """Reads the rows of a table that `geodata.exporting` wrote, also after somebody edited it.

    Parameters
    ----------
    columns : ColumnMap
        What its columns mean.
    options : ImportOptions
        What was asked for.
    guarded : bool
        Whether the format is one in which exports guard text that looks like a formula.
    """

    def __init__(
        self, columns: ColumnMap, options: ImportOptions, *, table: int, guarded: bool
    ) -> None:
        self._uses = columns.uses
        self._options = options
        self._table = table
        self._text = undo_defuse if guarded else str

    def telling(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the name of a row, and its code and id where it gives them."""
        told = zip(self._uses, cells, strict=True)
        names = (*TELLING, "id")
        return {use.field: self._text(cell) for use, cell in told if use.field in names and cell}

    def read(self, cells: Sequence[str], row: int) -> Draft:
        """Return what a row says.

        Raises
        ------
        Unusable
            A cell holds what an export would not write, or there is no name.
        """
        told = [(use, self._text(cell)) for use, cell in zip(self._uses, cells, strict=True)]
        site = _site({use.field: cell for use, cell in told if use.how == "own"})
        values = {
            field.name: value
            for field in fields(Site)
            if (value := getattr(site, field.name)) != getattr(UNSAID, field.name)
            or field.name in TOLD
        }
        added = {use.column: cell for use, cell in told if use.how == "kept" and cell.strip()}
        if added:
            values["extra"] = tuple(sorted((dict(site.extra) | added).items()))
        if not site.name:
            raise Unusable(NO_NAME)
        if not site.id and site.hours.osm is None and site.hours.text:
            values["hours"] = read_hours(site.hours.text).hours
        for name in ("source", "source_date"):
            if name not in values and getattr(self._options, name):
                values[name] = getattr(self._options, name)
        return Draft(self._table, row, values, own=True)


def _site(row: dict[str, Cell]) -> Site:
    try:
        site = from_row(row)
    except InvalidInput as error:
        raise Unusable(reason(error)) from None
    offered = {offer.code for offer in site.services or ()}
    if offered <= SERVICES.keys() and set(site.amenities or ()) <= AMENITIES.keys():
        return site
    offers = read_offers((str(row["amenities"] or ""),), (str(row["services"] or ""),), ())
    if offers.unread:
        raise Unusable(
            Words(
                zh=f"读不懂的设施或服务:{'、'.join(offers.unread)}",
                en=f"facilities or services that are not understood: {', '.join(offers.unread)}",
            )
        )
    return replace(site, amenities=offers.amenities, services=offers.services)
