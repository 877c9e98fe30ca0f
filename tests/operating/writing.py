"""Sites to be written to, and staff who do that over HTTP."""

import re
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPMessage

from geodata.store import Store
from locator.datum import position
from locator.model import Site
from locator.unions import Role
from locator.vocabulary import Datum
from tests.web.desk.staff import PASSWORD

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SITES = tuple(
    Site(
        id=f"d{n}",
        name=f"示例{n}号驿站",
        address=f"示例路{n}号",
        position=position(121.4 + n / 100, 37.5, Datum.WGS84),
        source="市总工会",
    )
    for n in range(12)
)


def asked(
    port: int, method: str, path: str, headers: dict[str, str], body: str = ""
) -> tuple[int, HTTPMessage, str]:
    """Return status, headers and body of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body.encode() or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


def hire(store: Store, name: str) -> int:
    now = datetime.now(UTC)
    secret = store.accounts.people.invite(name, role=Role.ADMINISTRATOR, at=now)
    return store.accounts.people.accept(secret, PASSWORD, at=now).id


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return found[1]
