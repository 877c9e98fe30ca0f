"""The editor's form as a browser without a script reads and sends it."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from geodata.store import Store
from locator.model import Site
from tests.web.desk.staff import mark_on

Form = MultiDict[str, str]
Wanted = Mapping[str, str | list[str]]
FULL, BARE = "s1", "s2"  # much is known of one, nothing of the other
MENDED: Wanted = {
    "name": "示例新名驿站",
    "kind": "venue",
    "phone": " 0535-7654321  转 2 ",
    "host": "示例银行",
    "address": "示例市新路9号",
    "district": "示例区",
    "street": "新街道",
    "adcode": "999901001",
    "welcome": "members",
    "access-told": "these",
    "access": ["scan", "staffed"],
    "amenities-told": "these",
    "amenities": ["water", "ac"],
    "services-told": "these",
    "services": ["legal", "health"],
    "service-legal": "周四下午",
    "service-health": "每周五14:00-16:00",
    "tier": "hub",
    "parent_id": "s3",
    "capacity": "30",
    "level": "五星",
    "awards": "示范站\n\n最美驿站\n",
    "members": "无",
    "manager": "某甲",
    "note": "钥匙在门卫",
}
OURS = ("csrf", "seen", "looked")


class Fields(HTMLParser):
    """Collects what the forms of a page would send."""

    def __init__(self) -> None:
        super().__init__()
        self.form: Form = MultiDict()
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "input":
            if found.get("type") not in ("checkbox", "radio") or "checked" in found:
                self.form.add(name, value)
        elif tag == "select":
            self._select = name
        elif tag == "option" and (self._select not in self.form or "selected" in found):
            self.form[self._select] = value
        elif tag == "textarea":
            self._textarea = name
            self.form[name] = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.form[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""


def fields_of(page: str) -> Form:
    """Return what the editor of a page would send, without our own marks."""
    reader = Fields()
    reader.feed(page[page.index('action="#result"') :])
    for name in OURS:
        reader.form.poplist(name)
    return reader.form


def filled(form: Form, wanted: Wanted) -> Form:
    """Return a form with some fields filled in otherwise."""
    copy = form.copy()
    for name, value in wanted.items():
        copy.setlist(name, [value] if isinstance(value, str) else value)
    return copy


def look(client: FlaskClient, site_id: str, form: Form, **marks: str) -> TestResponse:
    """Ask what a form would change."""
    data = {"csrf": mark_on(client, "/desk"), "step": "look", **form.to_dict(flat=False), **marks}
    return client.post(f"/desk/facts/{site_id}", data=data)


def keep(client: FlaskClient, site_id: str, form: Form) -> TestResponse:
    """Look at what a form would change, and keep it."""
    page = look(client, site_id, form).text
    marks = dict(re.findall(r'name="(csrf|seen|looked)" value="([^"]*)"', page))
    return look(client, site_id, form, **marks, step="save")


def opened(client: FlaskClient, site_id: str) -> Form:
    """Open the editor of a site, and return what its form says."""
    return fields_of(client.get(f"/desk/facts/{site_id}").text)


def current(store: Store, site_id: str) -> Site:
    """Return a site as it is stored."""
    return next(site for site in store.load().sites if site.id == site_id)
