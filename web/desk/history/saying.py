"""Says who did something, and what a cell of a site's row means."""

from typing import Final

from locator.history import HistoryEntry, Revision
from locator.unions import Role, has_role
from locator.vocabulary import AMENITIES, KINDS, OPERATIONS, TIERS, WELCOMES
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
DEEDS: Final = {"undo": Words("撤销", "undoes"), "restore": Words("恢复到", "restores")}
SOURCES: Final = {"desk": Words("工作台", "desk"), "demo": Words("示例市", "made-up city")}


@desk.app_template_global()
def cell_words(field: str, cell: str) -> Words:
    """Return what a cell says: the name of a choice or of facilities, else its text."""
    if field == "amenities":
        codes = [AMENITIES.get(code, same(code)) for code in cell.split(";")]
        return Words("、".join(each.zh for each in codes), ", ".join(each.en for each in codes))
    return CHOICES.get(field, {}).get(cell, same(cell))


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
