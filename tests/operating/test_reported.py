"""A rider's report reaches one union; what its editor confirms, every worker process serves.

How long that took is printed. It is held against `WITHIN_S` only: the two seconds that
docs/operating.md promises are two looks at the store on a machine with time to spare.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from time import monotonic
from urllib.parse import urlencode

import pytest

from geodata.store import Store
from locator.datum import position
from locator.model import Site
from locator.unions import Role
from locator.vocabulary import Datum
from tests.operating.test_workers import WITHIN_S, WORKERS, wait_for
from tests.web.conftest import UNIONS
from tests.web.desk.conftest import SOUTH
from tests.web.desk.staff import PASSWORD
from tests.web.live import Live, live_server

# Two districts side by side and the catch-all, none above another.
APART = tuple(replace(union, parent_id="") for union in (*UNIONS, SOUTH))
CATCH_ALL = "u0"
# Site → where it is, and the unions of which one has to answer for it.
PLACES = {
    "on-the-border": ((121.4, 37.4), {"u1", "u2"}),
    "in-the-catch-all": ((121.9, 37.5), {CATCH_ALL}),
    "outside-everything": ((2.35, 48.85), {CATCH_ALL}),
}
ADMINISTRATOR = "administrator"


@dataclass
class Browser:
    """Somebody's browser: each request is a connection of its own, to any worker."""

    live: Live
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Open a page, or send a form."""
        connection = HTTPConnection("127.0.0.1", self.live.port, timeout=WITHIN_S)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if form else "GET", path, urlencode(form or {}), headers)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        connection.close()
        return answer.status, text


def hidden(page: str, name: str) -> str:
    """Return what a hidden field of a page holds."""
    found = re.search(f'name="{name}" value="([^"]+)"', page)
    assert found, page
    return found[1]


def sign_in(live: Live, name: str) -> Browser:
    browser = Browser(live)
    mark = hidden(browser.ask("/desk/sign-in")[1], "csrf")
    status, page = browser.ask("/desk/sign-in", {"csrf": mark, "name": name, "password": PASSWORD})
    assert status == 303, page
    return browser


def report(live: Live, site_id: str) -> str:
    """Report a site as a rider does, and return the code."""
    body = json.dumps({"site_id": site_id, "kind": "locked"}).encode()
    kind = {"Content-Type": "application/json"}
    status, answer = live.request("POST", "/api/v1/reports", body, kind)
    assert status == 201, answer
    return str(json.loads(answer)["code"])


def confirm(editor: Browser, code: str) -> None:
    """Confirm a report in the form that the desk shows for it."""
    page = next(
        each for each in editor.ask("/desk/reports")[1].split("<article")[1:] if code in each
    )
    marks = {name: hidden(page, name) for name in ("csrf", "seen", "code")}
    form = marks | {"decision": "confirm", "change": "under_repair", "reason": "正在修"}
    status, answer = editor.ask("/desk/reports", form)
    assert status == 303, answer


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder, now = tmp_path_factory.mktemp("reported"), datetime.now(UTC)
    sites = [
        Site(id=each, name=f"示例驿站 {each}", position=position(*at, Datum.WGS84))
        for each, (at, _) in PLACES.items()
    ]
    with Store.open(f"sqlite:///{folder}/yizhan.db") as store:
        revision = store.apply(sites, source="test", actor="test", at=now, unions=APART)
        people = store.accounts.people
        for union in APART:
            secret = people.invite(union.id, role=Role.EDITOR, union_id=union.id, at=now)
            people.accept(secret, PASSWORD, at=now)
        secret = people.invite(ADMINISTRATOR, role=Role.ADMINISTRATOR, at=now)
        people.accept(secret, PASSWORD, at=now)
    with live_server(folder, YIZHAN_WORKERS=str(WORKERS)) as server:
        wait_for(server, [float(revision)] * WORKERS)
        yield server


@pytest.mark.slow
def test_a_report_reaches_one_union_and_its_answer_every_worker(live: Live) -> None:
    staff = {name: sign_in(live, name) for name in (*(u.id for u in APART), ADMINISTRATOR)}
    for site_id, (_, unions) in PLACES.items():
        code = report(live, site_id)
        reached = {who for who, each in staff.items() if code in each.ask("/desk/reports")[1]}
        assert ADMINISTRATOR in reached
        (responsible,) = reached - {ADMINISTRATOR}
        assert responsible in unions
        confirm(staff[responsible], code)
        took = followed(live, site_id)
        print(f"\n{site_id}: served by {WORKERS} workers after {took:.2f} s")  # noqa: T201 - told
        assert all(code not in each.ask("/desk/reports")[1] for each in staff.values())
        told = json.loads(live.request("GET", f"/api/v1/reports/{code}")[1])
        assert (told["state"], told["reason"]) == ("done", "正在修")


def followed(live: Live, site_id: str) -> float:
    """Return after how many seconds every worker served a site as it was confirmed to be."""
    begun = monotonic()
    with Store.open(f"sqlite:///{live.folder}/yizhan.db") as store:
        revision = store.revision()
    wait_for(live, [float(revision)] * WORKERS)
    took = monotonic() - begun
    for _ in range(40):
        answer = json.loads(live.request("GET", f"/api/v1/sites/{site_id}")[1])
        assert answer["operation"] == "under_repair"
    return took
