"""Two editors at one site, each in a browser of their own."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from geodata.store import Store
from locator.vocabulary import Operation
from tests.operating.test_workers import wait_for
from tests.operating.writing import FORM, SITES, asked, hidden, hire
from tests.web.desk.staff import PASSWORD
from tests.web.live import live_server


class Editor:
    """Somebody in a browser of their own."""

    def __init__(self, port: int, name: str) -> None:
        self.port, self.cookies = port, dict[str, str]()
        page = self.ask("GET", "/desk/sign-in")[1]
        marks = {"csrf": hidden(page, "csrf"), "name": name, "password": PASSWORD}
        assert self.ask("POST", "/desk/sign-in", marks)[0] == 303

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        crumbs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = FORM | {"Cookie": crumbs, "Accept-Language": "en"}
        status, answered, page = asked(self.port, method, path, headers, urlencode(form or {}))
        for cookie in answered.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return status, page

    def opened(self) -> dict[str, str]:
        page = self.ask("GET", "/desk/visit/d1")[1]
        return {name: hidden(page, name) for name in ("csrf", "seen")}


def test_of_two_editors_at_one_site_the_slower_sees_both_versions(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as store:
        store.apply(SITES, source="list.csv", actor="root", at=datetime.now(UTC))
        numbers = [hire(store, name) for name in ("王芳", "李强")]
    with live_server(tmp_path, YIZHAN_WORKERS="2") as live:
        first, second = (Editor(live.port, name) for name in ("王芳", "李强"))
        forms = [each.opened() for each in (first, second)]
        closed = first.ask("POST", "/desk/visit/d1", forms[0] | {"change": "closed"})
        assert closed[0] == 303
        late = forms[1] | {"change": "under_repair"}
        status, page = second.ask("POST", "/desk/visit/d1", late)
        assert status == 409
        operation = page[page.index("operation") :]
        cells = re.findall(r"<bdi>(.*?)</bdi>", operation)[:3]
        assert cells == ["operating", "closed down", "under repair"]
        with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as store:
            wait_for(live, [float(store.revision())] * 2)  # the other worker follows
        assert json.loads(live.request("GET", "/api/v1/sites/d1")[1])["operation"] == "closed"
        again = second.opened() | {"change": "under_repair"}
        assert second.ask("POST", "/desk/visit/d1", again)[0] == 303
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as store:
        told = [each.actor for each in store.history("d1")]
        assert told == ["root", *(f"user:{number}" for number in numbers)]
        assert store.past.site("d1", 2).operation is Operation.CLOSED  # type: ignore[union-attr]  # it was there
