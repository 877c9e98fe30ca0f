"""Says who did something, and what a cell of a site's row means."""

import re
from collections.abc import Mapping
from typing import Final

from locator.history import FieldChange, HistoryEntry, Revision
from locator.unions import Role, has_role
from locator.vocabulary import (
    ACCESSES,
    ACCURACIES,
    AMENITIES,
    DATUMS,
    KINDS,
    OPERATIONS,
    SERVICES,
    TIERS,
    WELCOMES,
)
from locator.words import Words, same
from web.desk.blueprint import desk, state
from web.desk.guard import member
from web.site.photos import FOLDER, photos_of

YES_OR_NO: Final = {"yes": Words("是", "yes"), "no": Words("否", "no")}
CHOICES: Final = {
    "kind": KINDS,
    "operation": OPERATIONS,
    "welcome": WELCOMES,
    "tier": TIERS,
    "given_datum": DATUMS,
    "accuracy": ACCURACIES,
    "entrance_given_datum": DATUMS,
    "entrance_accuracy": ACCURACIES,
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
PHOTO: Final = Words("照片", "photo")
NONE: Final = "none"  # the cell of a list that is empty
HOURS: Final = r"(?<!\\)@"  # before the hours of an item
DEEDS: Final = {"undo": Words("撤销", "undoes"), "restore": Words("恢复到", "restores")}
SOURCES: Final = {"desk": Words("工作台", "desk"), "demo": Words("示例市", "made-up city")}


@desk.app_template_global()
def cell_words(field: str, cell: str) -> Words:
    """Return what a cell says: the name of a choice or of what is listed, else its text."""
    if field in LISTS and cell == NONE:
        return Words("没有", "none")
    if field in LISTS:
        said = [item_words(field, item) for item in items_of(field, cell)]
        return Words("、".join(each.zh for each in said), ", ".join(each.en for each in said))
    return CHOICES.get(field, {}).get(cell, same(cell))


@desk.app_template_global()
def parted(change: FieldChange) -> tuple[str, str] | None:
    """Return what a list loses and what it gains, as cells; None where nothing of it stays."""
    field, old, new = change.field, change.old, change.new
    if field not in LISTS or not old or not new:
        return None
    before, after = items_of(field, old), items_of(field, new)
    gone = [item for item in before if item not in after]
    come = [item for item in after if item not in before]
    if len(gone) == len(before):
        return None
    return between(field).join(gone), between(field).join(come)


@desk.app_template_global()
def photos_still(site_id: str) -> frozenset[str]:
    """Return where the photographs of a site are that can still be looked at."""
    site = state().snapshot().site(site_id)
    return frozenset(shot.address for shot in photos_of(site)) if site else frozenset()


@desk.app_template_global()
def items_of(field: str, cell: str) -> list[str]:
    """Return the items of a cell that lists several."""
    return re.split(rf"(?<!\\)[{between(field)}]", cell)


def between(field: str) -> str:
    """Return what stands between the items of a list."""
    return "|" if field in {"services", "access"} else ";"


@desk.app_template_global()
def item_words(field: str, item: str) -> Words:
    """Return what an item is called; a code with the hours behind it, the first as written."""
    if item.startswith(FOLDER):
        return PHOTO
    code, *hours = re.split(HOURS, item) if field in CODES else (item,)
    name = CODES.get(field, {}).get(code, same(plain(code)))
    text = plain(next(filter(None, hours), ""))
    return Words(f"{name.zh}({text})", f"{name.en} ({text})") if text else name


def plain(text: str) -> str:
    """Return a part of a cell without the marks of what separates nothing."""
    return re.sub(r"\\(.)", r"\1", text)


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
