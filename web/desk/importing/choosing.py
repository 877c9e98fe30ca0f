"""Reads how a clerk wants a file to be read."""

from collections.abc import Iterable
from typing import Final, TypeVar

from werkzeug.datastructures import MultiDict

from locator.errors import InvalidInput, problem
from locator.uploads import Choices, SheetSeen
from locator.vocabulary import DATUMS, KINDS, Datum, Kind
from locator.words import Words, same
from web.desk.importing.naming import FIELDS

LONGEST_SOURCE: Final = 100
CHOOSE: Final = Words("请选列表中的一项", "choose one of the list")

T = TypeVar("T")


def read_choices(form: MultiDict[str, str], sheets: tuple[SheetSeen, ...]) -> Choices:
    """Return the choices of a form.

    Parameters
    ----------
    form : MultiDict
        ``datum``, ``kind`` and ``source``; ``sheet`` for each sheet to read, by its
        place; ``field-0-3`` for the fourth column of the first sheet, empty: as it is
        understood.
    sheets : tuple of SheetSeen
        The file as it was shown.

    Raises
    ------
    InvalidInput
        Something was chosen that is not in its list.
    """
    datum, kind = form.get("datum", ""), form.get("kind", "")
    fields = {}
    for place, sheet in enumerate(sheets):
        for number, column in enumerate(sheet.columns):
            field = form.get(f"field-{place}-{number}", "")
            if field:
                fields[column.column] = _one_of(field, FIELDS, "map")
    places = {str(place): place for place in range(len(sheets))}
    chosen = tuple(places[_one_of(text, places, "sheet")] for text in form.getlist("sheet"))
    return Choices(
        datum=Datum(_one_of(datum, DATUMS, "datum")) if datum else None,
        kind=Kind(_one_of(kind, KINDS, "kind")) if kind else None,
        source=" ".join(form.get("source", "").split())[:LONGEST_SOURCE],
        fields=fields,
        sheets=chosen or None,
    )


def _one_of(text: str, allowed: Iterable[T], field: str) -> T:
    """Return the one of the list that was chosen. InvalidInput: there is none."""
    for each in allowed:
        if each == text:
            return each
    raise InvalidInput(problem(field, text, same(", ".join(map(str, allowed))), CHOOSE))
