"""Reports that a door is locked, cannot be found, or keeps other hours."""

from typing import Final

from locator.errors import NotFound
from locator.hours import CHINA
from locator.reports import Report, ReportKind
from locator.words import Words
from web.api.answers import ReportAnswer
from web.api.operation import Asked, Operation
from web.api.parameters import by_name
from web.api.parameters.common import LANG
from web.api.parameters.readers import choice, words
from web.api.sites import LONGEST_ID
from web.reports import Desk

SITE_ID: Final = words("site_id", LONGEST_ID, Words("站点编号", "id of the site"), required=True)
WHAT: Final = choice(
    "kind",
    {kind.value: kind for kind in ReportKind},
    Words(
        "locked 锁着门;not_found 找不到;hours_wrong 时间不对",
        "locked; not_found: cannot be found; hours_wrong: keeps other hours",
    ),
    required=True,
)
CODE: Final = words("code", 40, Words("反映的编号", "code of the report"), required=True)


def send(asked: Asked) -> ReportAnswer:
    """Take a report in. NotFound: no site has the id."""
    site_id, kind = asked.given[SITE_ID] or "", asked.given[WHAT]
    return answered(desk_of(asked).receive(site_id, kind, now=asked.now))


def look_up(asked: Asked) -> ReportAnswer:
    """Answer how far a report has got. NotFound: none has the code."""
    return answered(desk_of(asked).look_up(asked.given[CODE] or ""))


def desk_of(asked: Asked) -> Desk:
    """Return the desk. NotFound: where there is none, nothing is found."""
    if asked.desk is None:
        raise NotFound(Words("这里不收反映。", "No reports are taken here."))
    return asked.desk


def answered(report: Report) -> ReportAnswer:
    """Return the answer about a report."""
    return ReportAnswer(
        code=report.code,
        site_id=report.site_id,
        kind=report.kind,
        state=report.state,
        at=report.at.astimezone(CHINA),
        closed_at=report.closed_at.astimezone(CHINA) if report.closed_at else None,
        reason=report.reason,
    )


SEND_REPORT: Final = Operation(
    name="send_report",
    path="/api/v1/reports",
    summary=Words(
        "反映一处锁着门、找不到或时间不对;不用登录,不留姓名与位置",
        "report that a place is locked, cannot be found or keeps other hours; "
        "no login, and neither name nor position is kept",
    ),
    parameters=by_name(SITE_ID, WHAT, LANG),
    answer=ReportAnswer,
    run=send,
    methods=("POST",),
    creates=True,
)
REPORT: Final = Operation(
    name="report",
    path="/api/v1/reports/{code}",
    summary=Words("一条反映处理得怎样", "how far a report has got"),
    parameters=by_name(CODE, LANG),
    answer=ReportAnswer,
    run=look_up,
)
