"""Addresses of what others put on their own pages."""

from datetime import datetime, time
from typing import Final

from flask import Blueprint, Response, current_app, make_response, render_template, request

from locator.errors import InvalidInput, NotFound
from locator.hours import CHINA
from locator.words import Words
from web.caching import STARTED, kept
from web.data.near import near_tables
from web.data.timelines import Window
from web.embed.card import Card, card_image
from web.embed.frame import asked_of, frame_view, script_facts, theme_file
from web.embed.options import THEMES, EmbedOptions, read_colour, read_options
from web.embed.pasting.builder import UI, builder
from web.embed.pasting.oembed import discovery, oembed
from web.embed.pasting.printing import MOST, entries
from web.embed.pasting.snippets import whole_page
from web.embed.periods import period_at
from web.embed.policy import FRAMED, PAGE_POLICY, frame_policy
from web.embed.scope import scope_of
from web.embed.theme import STATIC, theme_css
from web.language import asked_language, note_language
from web.pages import routes as pages
from web.pages.tiles import map_facts
from web.site.share_image import can_draw
from web.state import State

embed = Blueprint("embed", __name__)

NO_FONT: Final = Words("本机没有中文字体。", "This machine has no Chinese font.")
PAGE, PAGE_OF_FOLDER = 'new URL("embed", ', 'new URL("embed/", '  # not every host redirects
NO_THEME: Final = Words("没有这样的样式表。", "There is no such style sheet.")


@embed.get(FRAMED)
def frame() -> Response:
    """Show a list, a map or both in a frame on a page of others."""
    try:
        options = read_options(request.args)
        response = framed(options)
    except InvalidInput as error:
        response = make_response(render_template("embed/wrong.html", problems=error.problems), 400)
        response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = frame_policy()
    if "lang" not in request.args:
        response.vary.add("Accept-Language")
    return response


def framed(options: EmbedOptions) -> Response:
    """Return the page that options ask for, as it is now."""
    state: State = current_app.extensions["yizhan"]
    scope, now = scope_of(options, state.snapshot()), pages.clock()
    period = period_at(scope.snapshot, now, day_of(now))
    facts = {
        **script_facts(options, scope, period),
        # Only whether there are tables: their names change with sites that are not shown.
        "near": {mode: "made" if tag else "" for mode, tag in near_tables(state).items()},
    }
    view = frame_view(options, scope, now=period.start, troubled=pages.warned_of())
    page = render_template(
        "embed/frame.html",
        o=options,
        view=view,
        facts=facts,
        map_facts=map_facts(current_app.config["TILES"], streets=bool(state.backdrop())),
        answer=view.answer,
        asked=asked_of(options),
        theme_file=theme_file(options),
    )
    return kept(make_response(page), until=period.end)


def day_of(now: datetime) -> Window:
    """Return a window that begins with the day of an instant."""
    return Window(datetime.combine(now.astimezone(CHINA).date(), time(), tzinfo=CHINA))


@embed.get("/embed/theme/<theme>-<colour>.css")
def theme(theme: str, colour: str) -> Response:
    """Send the style sheet of chosen colours."""
    try:
        text = theme_css(THEMES[theme], read_colour(colour))
    except (KeyError, ValueError):
        raise NotFound(NO_THEME) from None
    return kept(Response(text, mimetype="text/css"), changed_at=STARTED)


@embed.get("/embed.js")
def script() -> Response:
    """Send the script that makes frames on pages of others, and has them follow their content."""
    text = (STATIC / "embed" / "element.js").read_text(encoding="utf-8")
    if current_app.config["PUBLISHED"] is not None:
        text = text.replace(PAGE, PAGE_OF_FOLDER)
    return kept(Response(text, mimetype="text/javascript"), changed_at=STARTED)


@embed.get("/embed/card.png")
def card() -> Response:
    """Send the linked picture of a place; it changes with the data, under the same address."""
    options = read_options(request.args)
    if not can_draw():
        raise NotFound(NO_FONT)
    state: State = current_app.extensions["yizhan"]
    scope = scope_of(options, state.snapshot())
    lang = options.lang or asked_language(request)
    said = Card(scope.title.say(lang), whole_page(options), options.color, lang)
    drawn = card_image(scope.snapshot, said, state.backdrop())
    response = Response(drawn, mimetype="image/png")
    response.vary.add("Accept-Language")
    return kept(response, changed_at=state.since)


@embed.get("/oembed")
def unfold() -> Response:
    """Say what stands for an address of ours on pages that unfold addresses."""
    return oembed()


@embed.get("/embed/new")
def new() -> Response:
    """Let an editor choose, look and copy."""
    note_language(request, request.args.get(UI, ""))
    state: State = current_app.extensions["yizhan"]
    lang = asked_language(request)
    told = builder(request.args, state.snapshot(), lang)
    response = make_response(render_template("embed/new.html", **told))
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.vary.add("Accept-Language")
    return kept(response, changed_at=state.since)


@embed.get("/embed/print")
def printed() -> Response:
    """Show a list of stations with hours and codes, to be printed on A4."""
    options = read_options(request.args)
    state: State = current_app.extensions["yizhan"]
    scope = scope_of(options, state.snapshot())
    page = render_template(
        "embed/print.html",
        scope=scope,
        entries=entries(options, scope),
        most=MOST,
        o=options,
        changed_on=state.snapshot().changed_at.astimezone(CHINA).date(),
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.vary.add("Accept-Language")
    return kept(response, changed_at=state.since)


@embed.app_context_processor
def discovered() -> dict[str, object]:
    """Let every page say by which address it is embedded."""
    return {"discovery": discovery}
