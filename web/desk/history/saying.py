"""Says who did something, and what a cell of a site's row means."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from locator.history import FieldChange, HistoryEntry, Revision
from locator.unions import Role, has_role
from locator.vocabulary import ACCESSES, AMENITIES, KINDS, OPERATIONS, SERVICES, TIERS, WELCOMES
from locator.words import Words, same
from web.desk.blueprint import desk, state
from web.desk.guard import member

YES_OR_NO: Final = {"yes": Words("是", "yes"), "no": Words("否", "no")}
CHOICES: Final = {
    "kind": KINDS,
    "operation": OPERATIONS,
    "welcome": WELCOMES,
    "tier": TIERS,
    "active": YES_OR_NO,
    "workdays": YES_OR_NO,
    "withdrawn": YES_OR_NO,
}
CODES: Final[dict[str, Mapping[str, Words]]] = {
    "amenities": AMENITIES,
    "services": SERVICES,
    "access": ACCESSES,
}
LISTS: Final = frozenset((*CODES, "members", "awards", "photos"))
NONE: Final = "none"  # the cell of a list that is empty
HOURS: Final = r"(?<!\\)@"  # before the hours of an item
DEEDS: Final = {"undo": Words("撤销", "undoes"), "restore": Words("恢复到", "restores")}
SOURCES: Final = {"desk": Words("工作台", "desk"), "demo": Words("示例市", "made-up city")}


@desk.app_template_global()
def cell_words(field: str, cell: str) -> Words:
    """Return what a cell says: the name of a choice or of facilities, else its text."""
    if field in LISTS and cell == NONE:
        return Words("没有", "none")
    if field in CODES:
        return items_words(field, items_of(field, cell))
    return CHOICES.get(field, {}).get(cell, same(cell))


@desk.app_template_global()
def parted(change: FieldChange) -> tuple[Words, Words] | None:
    """Return what a list of codes loses and gains; None where nothing of it stays."""
    field, old, new = change.field, change.old, change.new
    if field not in CODES or not old or not new:
        return None
    before, after = items_of(field, old), items_of(field, new)
    gone = [item for item in before if item not in after]
    come = [item for item in after if item not in before]
    if len(gone) == len(before):
        return None
    return items_words(field, gone), items_words(field, come)


def items_of(field: str, cell: str) -> list[str]:
    """Return the items of a cell that lists codes."""
    between = ";" if field == "amenities" else "|"
    return re.split(rf"(?<!\\)[{between}]", cell)


def items_words(field: str, items: Iterable[str]) -> Words:
    """Return what items of a cell are called, one after the other."""
    said = [item_words(CODES[field], item) for item in items]
    return Words("、".join(each.zh for each in said), ", ".join(each.en for each in said))


def item_words(names: Mapping[str, Words], item: str) -> Words:
    """Return what a code is called, with the hours that stand behind it, the first as written."""
    code, *hours = re.split(HOURS, item)
    name = names.get(code, same(code))
    text = re.sub(r"\\(.)", r"\1", next(filter(None, hours), ""))
    return Words(f"{name.zh}({text})", f"{name.en} ({text})") if text else name


@desk.app_template_global()
def source_words(source: str) -> Words:
    """Return where a change came from: the desk, or a file."""
    return SOURCES.get(source, same(source))


def names() -> dict[str, str]:
    """Return what the staff are called, by how the history calls them."""
    return {person.member.actor: person.member.name for person in state().accounts.people.all()}


def note_of(change: HistoryEntry | Revision) -> str:
    """Return the word about a change; a reader is not told the codes of reports in it."""
    return change.note if has_role(member(), Role.EDITOR) else ""


@desk.app_template_global()
def note_words(note: str) -> Words:
    """Return a word about a change; what undid or restored something says so in both languages."""
    deed, _, number = note.partition(" ")
    if deed in DEEDS and number.isdecimal():
        return Words(f"{DEEDS[deed].zh} #{number}", f"{DEEDS[deed].en} #{number}")
    return same(note)
