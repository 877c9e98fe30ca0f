"""Reports of riders in the store; nothing of who reported or where they stood.

A report changes no site, so it is no revision: `Reports.mark` tells readers, at the
price of one small query, that something came in or was closed.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from geodata.store.engine import lock_schema, reading, writing
from geodata.store.tables import reports
from locator.errors import Stale
from locator.reports import CLEARS_AFTER, TOGETHER, Report, ReportKind, ReportState

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
CODE_LENGTH: Final = 8  # 8.5e11 codes: nobody guesses one, and no two reports draw the same

Mark = tuple[int, datetime | None]
"""Number of the last report, and when one was last closed."""


class Reports:
    """The reports of a store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self, *, site_id: str, kind: ReportKind, at: datetime, independent: Callable[[], bool]
    ) -> Report:
        """Keep a report and return it with its code.

        Parameters
        ----------
        site_id : str
            A site of the store.
        kind : ReportKind
            What is wrong there.
        at : datetime
            When; kept to the minute.
        independent : callable
            Tells whether somebody else reports than before. It is called while no
            other process can add a report, so that two at once are told apart.
        """
        with writing(self._engine) as connection:
            lock_schema(connection)
            report = Report(
                code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
                site_id=site_id,
                kind=kind,
                at=at.replace(second=0, microsecond=0),
                independent=independent(),
            )
            row = {name: getattr(report, name) for name in Report.__slots__}
            connection.execute(insert(reports).values(row))
        return report

    def by_code(self, code: str) -> Report | None:
        """Return the report that a code stands for, in capitals or not."""
        query = select(reports).where(reports.c.code == code.strip().upper())
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _report(row)

    def recent(self, now: datetime) -> tuple[Report, ...]:
        """Return the reports that can still count at an instant, oldest first."""
        since = now - CLEARS_AFTER - TOGETHER - timedelta(minutes=1)
        query = select(reports).where(reports.c.at >= since).order_by(reports.c.number)
        with reading(self._engine) as connection:
            return tuple(_report(row) for row in connection.execute(query))

    def open(self) -> tuple[Report, ...]:
        """Return the reports that nobody has closed, however old, oldest first."""
        query = select(reports).where(reports.c.state == ReportState.RECEIVED.value)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(reports.c.number))
            return tuple(_report(row) for row in rows)

    def mark(self) -> Mark:
        """Return a value that differs after every report and every closing."""
        query = select(func.max(reports.c.number), func.max(reports.c.closed_at))
        with reading(self._engine) as connection:
            number, closed_at = connection.execute(query).one()
        return number or 0, closed_at

    def close(self, site_id: str, *, state: ReportState, at: datetime) -> int:
        """Close what is open about a site, as staff have checked it; return how many."""
        still_open = reports.c.state == ReportState.RECEIVED.value
        with writing(self._engine) as connection:
            closed = connection.execute(
                update(reports)
                .where(reports.c.site_id == site_id, still_open)
                .values(state=state, closed_at=at)
            )
            return closed.rowcount


def close_reports(
    connection: Connection,
    codes: Iterable[str],
    *,
    state: ReportState,
    reason: str,
    actor: str,
    at: datetime,
) -> None:
    """Close reports as part of a change to the store.

    Raises
    ------
    Stale
        One of them is not open any more, or there never was one.
    """
    for code in codes:
        this = (reports.c.code == code) & (reports.c.state == ReportState.RECEIVED.value)
        answer = {"state": state, "reason": reason, "closed_by": actor, "closed_at": at}
        if not connection.execute(update(reports).where(this).values(answer)).rowcount:
            raise Stale(code)


def _report(row: Row[tuple[object, ...]]) -> Report:
    return Report(
        code=row.code,
        site_id=row.site_id,
        kind=ReportKind(row.kind),
        at=row.at,
        independent=row.independent,
        state=ReportState(row.state),
        closed_at=row.closed_at,
        reason=row.reason,
        closed_by=row.closed_by,
    )
