"""Pages of the desk: one layout, with what somebody's role lets them do."""

from typing import Final

from flask import make_response, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from locator.errors import InvalidInput
from locator.unions import ROLES, Role, has_role
from locator.words import Words
from web.desk.accounts.cookies import FIELD
from web.desk.guard import mark, visitor

# endpoint, what it is called, and the least role that is shown it
MENU: Final = (
    ("desk.home", Words("首页", "Overview"), Role.READER),
    ("desk.reports", Words("反映", "Reports"), Role.READER),
    ("desk.stale", Words("待核实", "To verify"), Role.READER),
    ("desk.imports", Words("导入", "Import"), Role.EDITOR),
    ("desk.placing", Words("补位置", "To place"), Role.READER),
    ("desk.hours", Words("补时间", "Hours"), Role.READER),
    ("desk.facts", Words("补资料", "Facts"), Role.READER),
    ("desk.announcements", Words("节假日", "Holidays"), Role.READER),
    ("desk.revisions", Words("历史", "History"), Role.READER),
    ("desk.people", Words("人员", "People"), Role.ADMINISTRATOR),
    ("desk.tokens", Words("令牌", "Tokens"), Role.READER),
)


def csrf() -> Markup:
    """Return the hidden field that every form of the desk carries."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, mark())


def desk_page(
    template: str, *, status: int = 200, error: InvalidInput | None = None, **values: object
) -> Response:
    """Return a page of the desk.

    Parameters
    ----------
    template : str
        Name of a template in ``templates/desk``.
    status : int
        Of the answer.
    error : InvalidInput, optional
        What was wrong with a form; it is said beside its field, and the status is 400.
    **values
        What the template shows.
    """
    who = visitor().member
    page = render_template(
        f"desk/{template}",
        csrf=csrf,
        who=who,
        roles=ROLES,
        menu=[each for each in MENU if who and has_role(who, each[2])],
        problems={each.field: each for each in error.problems} if error else {},
        **values,
    )
    return make_response(page, 400 if error else status)
