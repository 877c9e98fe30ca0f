"""Who works at the desk in its pictures, and what was reported there."""

from datetime import datetime, timedelta

from geodata.store import Store
from locator.hours import CHINA
from locator.reports import ReportKind
from locator.unions import Role
from tests.web.desk.staff import PASSWORD

CLERK = "王芳"
REPORTED = (
    ("demo-s211", ReportKind.LOCKED, 30),
    ("demo-s211", ReportKind.LOCKED, 26),
    ("demo-c07", ReportKind.HOURS_WRONG, 2),
)


def staff_desk(store: Store) -> None:
    """Bring a clerk in, and reports for the desk."""
    now = datetime.now(CHINA)
    secret = store.accounts.people.invite(CLERK, role=Role.ADMINISTRATOR, at=now)
    store.accounts.people.accept(secret, PASSWORD, at=now)
    for site_id, kind, hours in REPORTED:
        store.reports.add(
            site_id=site_id, kind=kind, at=now - timedelta(hours=hours), independent=lambda: True
        )
