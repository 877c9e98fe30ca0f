"""Reads the form of facts. What it does not send stays as it is."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from locator.errors import InvalidInput, Problem, problem
from locator.model import AccessHours, ServiceOffer, Site
from locator.vocabulary import TIERS, WELCOMES, Access, Kind, Tier, Welcome
from locator.words import Words, same
from web.desk.blueprint import state
from web.desk.facts.filling import (
    GROUPS,
    LISTS,
    NOTHING,
    TEXTS,
    TOLD,
    Form,
    codes_of,
    kinds_for,
    lines_of,
    one_line,
    told_field,
)
from web.desk.guard import can_edit
from web.desk.hours.reading import read_service

MOST_PEOPLE: Final = 99_999
MOST_ITEMS: Final = 50
LONGEST_ITEM: Final = 100  # characters
LONGEST_HOURS: Final = 500  # characters, of a service
CODE_LENGTHS: Final = (0, 6, 9, 12)  # of a district, street or village by GB/T 2260
UNSEEN: Final = frozenset(("Cc", "Cs", "Zl", "Zp"))  # controls, halves of characters, line ends


def read_facts(form: Form, site: Site) -> Site:
    """Return a site with the facts that a form says.

    Raises
    ------
    InvalidInput
        Naming every field that cannot be kept, or that would give the site to others.
    """
    told: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, read in READERS.items():
        try:
            told[name] = read(form, site)
        except InvalidInput as error:
            problems += error.problems
    changed = replace(site, **told)
    if not can_edit(changed):
        problems.append(_not_yours(changed))
    if problems:
        raise InvalidInput(*problems)
    return changed


# --- one line ----------------------------------------------------------------------


def _text(name: str, form: Form, site: Site) -> str:
    """Return a text; one that is unchanged is not judged."""
    stored: str = getattr(site, name)
    text = one_line(form.get(name, stored))
    if text == one_line(stored):
        return stored
    check_text(name, text, TEXTS[name])
    if name in CHECKS:
        CHECKS[name](text, site)
    return text


def check_text(field: str, text: str, longest: int) -> None:
    """Refuse a text that is too long, or that holds what nobody can see."""
    allowed = Words(f"至多 {longest} 个字", f"at most {longest} characters")
    if len(text) > longest:
        message = Words(f"太长了,有 {len(text)} 个字", f"too long: {len(text)} characters")
        raise InvalidInput(problem(field, text, allowed, message))
    if any(unicodedata.category(character) in UNSEEN for character in text):
        message = Words("里面有看不见的控制符", "it holds control characters")
        raise InvalidInput(problem(field, repr(text), allowed, message))


def _check_name(text: str, _: Site) -> None:
    if not text:
        allowed = Words(f"1 至 {TEXTS['name']} 个字", f"1 to {TEXTS['name']} characters")
        message = Words("名称不能空着", "a site needs a name")
        raise InvalidInput(problem("name", text, allowed, message))


def _check_phone(text: str, _: Site) -> None:
    if text and sum(character.isdecimal() for character in text) < 3:
        message = Words("里面没有电话号码", "it holds no telephone number")
        raise InvalidInput(problem("phone", text, same("0535-1234567、12351"), message))


def _check_adcode(text: str, _: Site) -> None:
    if not (len(text) in CODE_LENGTHS and (not text or (text.isascii() and text.isdecimal()))):
        allowed = Words("空着,或 6、9、12 位数字", "nothing, or 6, 9 or 12 digits")
        message = Words("不是区划代码", "it is no district code")
        raise InvalidInput(problem("adcode", text, allowed, message))


def _check_parent(text: str, site: Site) -> None:
    """Refuse a site above that is none, or that stands below the site itself."""
    snapshot, above = state().snapshot(), text
    met = {site.id}
    while above and above not in met and (parent := snapshot.site(above)):
        met.add(above)
        above = parent.parent_id
    if text and (text not in met or above == site.id):
        allowed = Words("空着,或上级站点的编号", "nothing, or the id of the site above")
        message = Words(
            "没有这个编号的站点,或者它就在本站之下", "no site has this id, or it is below this one"
        )
        raise InvalidInput(problem("parent_id", text, allowed, message))


CHECKS: Final[dict[str, Callable[[str, Site], None]]] = {
    "name": _check_name,
    "phone": _check_phone,
    "adcode": _check_adcode,
    "parent_id": _check_parent,
}


# --- one of a few, a number --------------------------------------------------------


def _kind(form: Form, site: Site) -> Kind:
    return Kind(_chosen(form, "kind", site.kind, kinds_for(site)))


def _welcome(form: Form, site: Site) -> Welcome:
    return Welcome(_chosen(form, "welcome", site.welcome, WELCOMES))


def _tier(form: Form, site: Site) -> Tier | None:
    code = _chosen(form, "tier", site.tier or "", {"": TOLD["unknown"], **TIERS})
    return Tier(code) if code else None


def _chosen(form: Form, name: str, stored: str, allowed: Mapping[str, Words]) -> str:
    code = form.get(name, stored)
    if code not in allowed:
        message = Words("请选一项", "choose one of them")
        raise InvalidInput(problem(name, code, one_of(allowed.values()), message))
    return code


def one_of(choices: Iterable[Words]) -> Words:
    """Return what may be chosen, as it is told to people."""
    named = tuple(choices)
    return Words(" | ".join(each.zh for each in named), " | ".join(each.en for each in named))


def _capacity(form: Form, site: Site) -> int | None:
    stored = "" if site.capacity is None else str(site.capacity)
    text = form.get("capacity", stored).strip()
    if text == stored:
        return site.capacity
    if text and not (text.isdecimal() and len(text) <= len(str(MOST_PEOPLE))):
        allowed = Words(f"空着,或 0 至 {MOST_PEOPLE}", f"nothing, or 0 to {MOST_PEOPLE}")
        message = Words("请填能容纳的人数", "say how many people there is room for")
        raise InvalidInput(problem("capacity", text, allowed, message))
    return int(text) if text else None


# --- several -----------------------------------------------------------------------


def _items(name: str, form: Form, site: Site) -> tuple[str, ...] | None:
    """Return a list of one item a line; the word for nothing says that there is none."""
    stored: tuple[str, ...] | None = getattr(site, name)
    typed = form.get(name, lines_of(stored)).splitlines()
    items = tuple(filter(None, map(one_line, typed)))
    if list(items) == lines_of(stored).splitlines():
        return stored
    if len(items) > MOST_ITEMS:
        allowed = Words(f"至多 {MOST_ITEMS} 行", f"at most {MOST_ITEMS} lines")
        raise InvalidInput(problem(name, len(items), allowed, Words("行数太多", "too many lines")))
    for item in items:
        check_text(name, item, LONGEST_ITEM)
    if items in ((NOTHING.zh,), (NOTHING.en,)):
        return ()
    return items or None


def _codes(name: str, form: Form, site: Site) -> tuple[str, ...] | None:
    """Return the codes of a group: those ticked, none, or None where nothing is known."""
    known = GROUPS[name]
    if told_field(name) not in form:
        return codes_of(site, name)
    told, ticked = form[told_field(name)], form.getlist(name)
    unread = next((code for code in ticked if code not in known), None)
    if told not in TOLD or (told == "these" and (unread is not None or not ticked)):
        message = Words("选了“有”,就至少勾一项", "tick at least one of them, or choose another")
        given = told if told not in TOLD else unread or ""
        raise InvalidInput(problem(name, given, one_of(known.values()), message))
    if told == "these":
        return tuple(code for code in known if code in ticked)
    return () if told == "none" else None


def _amenities(form: Form, site: Site) -> tuple[str, ...] | None:
    codes = _codes("amenities", form, site)
    return codes and tuple(sorted(codes))


def _services(form: Form, site: Site) -> tuple[ServiceOffer, ...] | None:
    """Return the services ticked, each with the hours written beside it."""
    codes = _codes("services", form, site)
    if codes is None:
        return None
    known = {offer.code: offer for offer in site.services or ()}
    return tuple(_service(form, known.get(code, ServiceOffer(code))) for code in sorted(codes))


def _service(form: Form, offer: ServiceOffer) -> ServiceOffer:
    field, stored = f"service-{offer.code}", (offer.hours and offer.hours.text) or ""
    text = form.get(field, stored)
    if text.strip() == stored:
        return offer
    check_text(field, text, LONGEST_HOURS)
    return read_service(form, offer)


def _access(form: Form, site: Site) -> tuple[AccessHours, ...] | None:
    """Return the ways in that are ticked, those known with the hours that they have."""
    codes = _codes("access", form, site)
    if codes is None:
        return None
    kept = [way for way in site.access or () if way.access in codes]
    held = {way.access for way in kept}
    return (*kept, *(AccessHours(Access(code)) for code in codes if code not in held))


def _not_yours(changed: Site) -> Problem:
    chain = state().snapshot().jurisdictions.chain_of_site(changed)
    name = chain[0].name if chain else "–"
    allowed = Words("您负责的区县或街道的代码", "the code of a district or street of yours")
    message = Words(f"这样它就归{name}了", f"so it would be for {name} to look after")
    return problem("adcode", changed.adcode, allowed, message)


READERS: Final[dict[str, Callable[[Form, Site], Any]]] = {
    **{name: partial(_text, name) for name in TEXTS},
    "kind": _kind,
    "welcome": _welcome,
    "tier": _tier,
    "capacity": _capacity,
    **{name: partial(_items, name) for name in LISTS},
    "amenities": _amenities,
    "services": _services,
    "access": _access,
}
