"""Addresses of the page of a site, of its picture, and of what was reported there."""

from datetime import datetime
from typing import Final

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from locator.errors import InvalidInput, NotFound, problem
from locator.hours import CHINA
from locator.model import Site
from locator.reports import REPORT_KINDS, REPORT_STATES, ReportKind
from locator.vocabulary import Kind
from locator.words import Words, same
from web.api.serialising import door_state
from web.caching import kept, next_turn, soon
from web.data.index import hours_of
from web.data.routes import today
from web.language import asked_language
from web.reports import desk_for
from web.site.photos import address_of, photos_of
from web.site.share_image import can_draw, share_image
from web.site.structured import structured
from web.site.view import view_of
from web.state import State
from web.wechat.account import account

site_page = Blueprint("site_page", __name__)

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def state() -> State:
    """Return what this application serves."""
    found: State = current_app.extensions["yizhan"]
    return found


def site_of(site_id: str) -> Site:
    """Return a site, an inactive one too. NotFound: none has the id."""
    found = state().snapshot().site(site_id)
    if found is None:
        raise NotFound(Words("没有这个编号的站点。", "No site has this id."))
    return found


def origin() -> str:
    """Return where others reach this server: as the operator said, else as it was reached."""
    said: str = current_app.config["PUBLIC_URL"]
    return said or request.url_root.rstrip("/")


def whole_address(endpoint: str, site_id: str) -> str:
    """Return the whole address of a site's page or picture; empty where nobody said it."""
    if current_app.config["PUBLISHED"] is None:
        return origin() + url_for(endpoint, site_id=site_id)
    return url_for(endpoint, site_id=site_id, _external=True)


def page(template: str, **told: object) -> Response:
    """Return a page that says what is true now."""
    response = make_response(render_template(template, **told))
    response.headers["Content-Security-Policy"] = POLICY
    return response


@site_page.get("/s/<path:site_id>")
def site(site_id: str) -> Response:
    """Show one site."""
    found, snapshot, at = site_of(site_id), state().snapshot(), datetime.now(CHINA)
    published = current_app.config["PUBLISHED"] is not None
    here = whole_address("site_page.site", site_id)
    response = page(
        "site.html",
        view=view_of(
            found,
            snapshot,
            at=at,
            troubled=frozenset(state().troubled()),
            origin=origin(),
            lasting=published,
        ),
        here=here,
        shots=photos_of(found),
        picture=whole_address("site_page.picture", site_id) if can_draw() else "",
        hours=hours_of(snapshot, found, today()) if published else None,
        data=structured(found, snapshot.calendar, at=at, url=here, lang=asked_language(request)),
        wechat="micromessenger" in request.user_agent.string.lower(),
        wechat_map=account() is not None,
        kinds=complaints(found),
    )
    response.vary.update(("Accept-Language", "User-Agent"))  # WeChat opens no map
    turn = next_turn([door_state(found, at, snapshot.calendar)], at=at)
    return kept(response, until=min(turn, soon()))  # soon others near by may be open


def complaints(site: Site) -> dict[ReportKind, Words]:
    """Return what can be wrong with a site; a hotline has no door."""
    doors = site.kind is not Kind.REMOTE
    return {
        kind: words
        for kind, words in REPORT_KINDS.items()
        if doors or kind is ReportKind.HOURS_WRONG
    }


@site_page.get("/s/<path:site_id>.png")
def picture(site_id: str) -> Response:
    """Send the picture that a chat shows beside a link."""
    found = site_of(site_id)
    if not can_draw():
        raise NotFound(Words("本机没有中文字体。", "This machine has no Chinese font."))
    response = Response(share_image(found), mimetype="image/png")
    return kept(response, changed_at=state().since)


@site_page.get("/photo/<name>")
def photo(name: str) -> Response:
    """Send a photograph that staff took, as long as the site's own list names it."""
    found = state().photos.read(name)
    site = state().snapshot().site(found[0]) if found else None
    if found is None or site is None or address_of(name) not in (site.photos or ()):
        raise NotFound(Words("没有这张照片。", "There is no such photograph."))
    return kept(Response(found[1], mimetype="image/jpeg"), tag=name, changed_at=state().since)


@site_page.post("/s/<path:site_id>/report")
def send_report(site_id: str) -> AnyResponse:
    """Take in a report from the form on the page, for phones without JavaScript."""
    refuse_foreign_forms()
    given = request.form.get("kind", "")
    if given not in set(ReportKind):
        allowed = same(" | ".join(ReportKind))
        message = Words("请选一项。", "Choose one of them.")
        raise InvalidInput(problem("kind", given, allowed, message))
    report = desk_for(request).receive(site_id, ReportKind(given), now=datetime.now(CHINA))
    lang = asked_language(request)
    return redirect(url_for("site_page.report", code=report.code, lang=lang), code=303)


def refuse_foreign_forms() -> None:
    """Refuse a form that another site's page sends in its visitors' name."""
    kind = request.headers.get("Sec-Fetch-Site")
    sender = request.headers.get("Origin")
    ours = {origin(), request.url_root.rstrip("/")}
    if kind not in (None, "same-origin", "none") or (kind is None and sender not in {None, *ours}):
        abort(403)


@site_page.get("/r")
def find_report() -> AnyResponse:
    """Go to the report whose code was written into the form."""
    code = request.args.get("code", "").strip()
    if not code:
        raise NotFound(Words("请写上反映的编号。", "Give the code of a report."))
    return redirect(url_for("site_page.report", code=code, lang=asked_language(request)))


@site_page.get("/r/<code>")
def report(code: str) -> Response:
    """Show how far a report has got."""
    found = desk_for(request).look_up(code)
    response = page(
        "report.html",
        report=found,
        site=state().snapshot().site(found.site_id),
        at=found.at.astimezone(CHINA),
        kind=REPORT_KINDS[found.kind],
        state=REPORT_STATES[found.state],
    )
    response.headers["Cache-Control"] = "no-store"  # for whoever has the code
    return response
