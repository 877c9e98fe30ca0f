"""Addresses of the page for planners."""

from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, render_template, request, send_file, url_for
from werkzeug.exceptions import ServiceUnavailable

from locator.errors import NotFound
from locator.hours import CHINA
from locator.planning.question import PlanQuestion
from locator.words import Lang, Words
from web.api.parameters import read_given
from web.caching import asked_for_each_time, tag_of
from web.data.sending import send
from web.errors import takes_page
from web.language import asked_language
from web.maps.coverage import AREAS, GAPS, GROUND, SITES, report_words, shown
from web.plan.asking import PARAMETERS, USUAL_MIN, question_of
from web.plan.choices import FILES, MENUS, menus
from web.plan.desk import PlanContent, PlanDesk
from web.plan.running import ASK_AGAIN_S, Run
from web.plan.writing import ENDINGS

plan = Blueprint("plan", __name__)

PATIENCE_S: Final = 2.0  # then people are told how far it is
NO_SUCH_FILE: Final = Words("没有这种文件。", "There is no such file.")


def desk() -> PlanDesk:
    """Return who makes reports here."""
    found: PlanDesk = current_app.extensions["yizhan.plans"]
    return found


def asked() -> dict[str, str]:
    """Return what the address asks for, without what was left open."""
    usual = {"mode": "walk", "minutes": f"{USUAL_MIN:g}"}
    return usual | {
        name: text for name, text in request.args.items() if text and name in PARAMETERS
    }


def question(given: dict[str, str]) -> PlanQuestion:
    """Return the question that an address means. InvalidInput: it means none."""
    return question_of(read_given(PARAMETERS, given, as_text=True), datetime.now(CHINA))


@plan.get("/plan")
def page() -> Response:
    """Show coverage: figures and lists as HTML, and a map where scripts run."""
    given, lang = asked(), asked_language(request)
    wanted = question(given)
    try:
        run = desk().content(wanted, lang)
        return answered(run, given, wanted, lang)
    except NotFound as error:
        return rendered(given, wanted, nothing=error.message.say(lang))


def answered(
    run: Run[PlanContent], given: dict[str, str], wanted: PlanQuestion, lang: Lang
) -> Response:
    """Show what was found, or how far it is."""
    if not run.is_done(PATIENCE_S):
        return rendered(given, wanted, status=202, waiting=progress(run, lang))
    found = run.result()
    facts = {
        "data": f"{url_for('plan.arrays')}?{urlencode({**given, 'lang': lang})}",
        "backdrop": url_for("data.backdrop"),
        "areas": AREAS.say(lang),
        "ground": GROUND.say(lang),
        "gaps": GAPS.say(lang),
        "sites": SITES.say(lang),
        "words": report_words(lang, is_week=wanted.slots.is_week),
    }
    return rendered(given, wanted, facts=facts, **shown(found.said, found.kinds, lang))


def rendered(
    given: dict[str, str],
    wanted: PlanQuestion,
    status: int = 200,
    **shown_there: Any,  # noqa: ANN401 -- for the template, passed on
) -> Response:
    """Return the page."""
    lang = asked_language(request)
    week: date | None = wanted.monday
    body = render_template(
        "plan.html",
        asked={**given, "lang": lang},
        menus=menus(given, lang),
        others=[pair for pair in given.items() if pair[0] not in {*MENUS, "week", "lang", "at"}],
        week=week.isoformat() if week else "",
        files=[(ending, FILES[ending].say(lang)) for ending in ENDINGS],
        **shown_there,
    )
    response = Response(body, status)
    response.vary.add("Accept-Language")
    if status == 202:
        response.headers["Cache-Control"] = "no-store"
        return response
    return asked_for_each_time(response)


def progress(run: Run[Any], lang: Lang) -> dict[str, object]:
    """Return how far a run is."""
    return {"percent": round(100 * run.share), "doing": run.doing.say(lang)}


@plan.get("/data/plan/coverage.json")
def arrays() -> Response:
    """Send what the map draws: every hour of every cell, packed."""
    given, lang = asked(), asked_language(request)
    wanted = question(given)
    tag = desk().tag(wanted, lang)
    if request.if_none_match.contains(tag) or request.if_none_match.contains(f"{tag}-gzip"):
        response = Response(status=304)
        response.set_etag(tag)
    else:
        response = send(desk().content(wanted, lang).future.result().packed, tag)
    response.headers["Cache-Control"] = "no-cache"
    return response


@plan.get("/plan/coverage<ending>")
def file(ending: str) -> Response:
    """Send a file, or say how far it is: to people on a page, to programs as an error.

    Raises
    ------
    ServiceUnavailable
        It is not there yet, and whoever asks takes no page in its place.
    """
    if ending not in ENDINGS:
        raise NotFound(NO_SUCH_FILE)
    given, lang = asked(), asked_language(request)
    wanted = question(given)
    run = desk().file(wanted, lang, ending)
    if not run.is_done(PATIENCE_S):
        if not takes_page(request):
            raise ServiceUnavailable(retry_after=ASK_AGAIN_S)
        return rendered(given, wanted, status=202, waiting=progress(run, lang))
    times = wanted.monday.isoformat() if wanted.monday else f"{wanted.slots.start:%Y-%m-%dT%H%M}"
    name = f"yizhan-{wanted.mode}-{wanted.max_min:g}min-{times}{ending}"
    # Of no type that is compressed, and kept so, for every request.
    kind = "application/octet-stream"
    path = run.result()
    tag = tag_of(path.read_bytes())  # each worker has a file of its own
    response = send_file(path, kind, as_attachment=True, download_name=name, etag=tag)
    response.headers["Cache-Control"] = "no-cache"
    return response
