"""What cannot be kept is told beside its field, and nothing that was typed is lost."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from flask.testing import FlaskClient

from geodata.store import Store
from tests.web.desk.facts.forms import (
    FULL,
    MENDED,
    Form,
    Wanted,
    current,
    fields_of,
    filled,
    look,
    opened,
)

WRONG: dict[str, tuple[Wanted, str, str]] = {
    "no name": ({"name": "  "}, "name", "1 to 100 characters"),
    "long name": ({"name": "很" * 101}, "name", "at most 100 characters"),
    "NUL": ({"host": "a\x00b"}, "host", "at most 100 characters"),
    "long note": ({"note": "很" * 501}, "note", "at most 500 characters"),
    "no number": ({"phone": "问门卫"}, "phone", "0535-1234567"),
    "adcode": ({"adcode": "99990"}, "adcode", "6, 9 or 12 digits"),
    "adcode in words": ({"adcode": "九九九九零一"}, "adcode", "6, 9 or 12 digits"),
    "kind": ({"kind": "remote"}, "kind", "shared venue"),
    "kind of nothing": ({"kind": "castle"}, "kind", "shared venue"),
    "welcome": ({"welcome": "nobody"}, "welcome", "union members"),
    "tier": ({"tier": "9"}, "tier", "hub"),
    "capacity": ({"capacity": "许多"}, "capacity", "0 to 99999"),
    "big capacity": ({"capacity": "9" * 5000}, "capacity", "0 to 99999"),
    "negative": ({"capacity": "-1"}, "capacity", "0 to 99999"),
    "no parent": ({"parent_id": "s999"}, "parent_id", "the id of the site above"),
    "own parent": ({"parent_id": "s1"}, "parent_id", "the id of the site above"),
    "child as parent": ({"parent_id": "s4"}, "parent_id", "the id of the site above"),
    "none ticked": ({"amenities": []}, "amenities", "drinking water"),
    "no such code": ({"amenities": ["castle"]}, "amenities", "drinking water"),
    "neither": ({"services-told": "perhaps"}, "services", "legal advice"),
    "no such way": ({"access": ["window"]}, "access", "face recognition"),
    "long hours": ({"service-legal": "很" * 501}, "service-legal", "at most 500 characters"),
    "many awards": ({"awards": "奖\n" * 51}, "awards", "at most 50 lines"),
    "long award": ({"awards": "奖" * 101}, "awards", "at most 100 characters"),
}


def test_what_is_wrong_stands_beside_its_field(client: FlaskClient, desk_store: Store) -> None:
    child = replace(current(desk_store, "s4"), parent_id=FULL)
    desk_store.apply([child], source="test", actor="test", at=datetime.now(UTC))
    form, revision = filled(opened(client, FULL), MENDED), desk_store.revision()
    for case, (told, field, allowed) in WRONG.items():
        answer = look(client, FULL, filled(form, told), step="save")
        assert answer.status_code == 400, case
        wrong: tuple[str, str]
        (wrong,) = re.findall(r'class="wrong" id="([^"]+)-wrong">([^\n]*)</p>', answer.text)
        assert wrong[0] == field, case
        assert allowed in wrong[1], case
        assert f'href="#{field}"' in answer.text, case
    assert desk_store.revision() == revision


def test_nothing_typed_is_lost(client: FlaskClient) -> None:
    form = filled(opened(client, FULL), MENDED)
    cases: tuple[Wanted, ...] = (
        {"name": "很" * 101},
        {"capacity": "许多"},
        {"amenities": []},
        {"awards": "奖\n" * 51},
    )
    for wrong in cases:
        typed = filled(form, wrong)
        answer = look(client, FULL, typed)
        assert answer.status_code == 400
        assert sent_by(fields_of(answer.text)) == sent_by(typed)
    assert sent_by(fields_of(look(client, FULL, form).text)) == sent_by(form)


def sent_by(form: Form) -> dict[str, list[str]]:
    """Return what a form says; the order of ticks says nothing."""
    return {name: sorted(form.getlist(name)) for name in form if form.getlist(name)}


def test_every_wrong_field_is_told_at_once(client: FlaskClient) -> None:
    form = filled(opened(client, FULL), {"name": "", "capacity": "x", "phone": "?"})
    page = look(client, FULL, form).text
    assert set(re.findall(r'id="([a-z_]+)-wrong"', page)) == {"name", "capacity", "phone"}
