"""oEmbed: systems that unfold addresses ask here what to put in their place (oembed.com, 1.0)."""

from dataclasses import replace
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

import msgspec
from flask import Response, abort, current_app, request, url_for
from werkzeug.datastructures import MultiDict

from locator.errors import NotFound
from locator.words import Lang, Words
from web.api.parameters.common import LANG
from web.api.parameters.parameter import Parameter, by_name, read_given
from web.api.parameters.readers import count, words
from web.caching import kept
from web.embed.card import CARD_SIZE
from web.embed.options import EmbedOptions, read_options
from web.embed.pasting.snippets import FRAME, HEIGHT, WIDTH, address_of, card_of
from web.embed.policy import FRAMED
from web.embed.scope import scope_of
from web.installing import NAME
from web.language import asked_language
from web.numbers import whole_number
from web.site.routes import origin
from web.site.share_image import can_draw
from web.state import State

URL: Final = words("url", 2000, Words("本站的一个网址", "an address of this site"), required=True)
MOST: Final = 10_000  # px; who leaves more room gets no more


def limit(name: str, default: int, meaning: Words) -> Parameter[int]:
    """Return a parameter for how much room there is; more than enough is as good as enough."""
    usual = count(name, 1, MOST, default, meaning)
    return replace(usual, from_text=lambda text: min(whole_number(text), MOST))


MAXWIDTH: Final = limit("maxwidth", WIDTH, Words("最宽", "largest width"))
MAXHEIGHT: Final = limit("maxheight", MOST, Words("最高", "largest height"))
FORMAT: Final = words("format", 20, Words("json", "json"))
ASKED: Final = by_name(URL, MAXWIDTH, MAXHEIGHT, FORMAT, LANG)
ELSEWHERE: Final = Words("这个网址不能嵌入。", "This address cannot be embedded.")
AN_HOUR_S: Final = 3_600


def oembed() -> Response:
    """Answer what stands for an address of ours; 501 for XML, as the specification has it.

    Those who ask add parameters of their own, as WordPress adds ``dnt``; they are ignored.
    """
    asked = {name: text for name, text in request.args.items() if name in ASKED}
    given = read_given(ASKED, asked, as_text=True)
    if given[FORMAT] not in (None, "json"):
        abort(501)
    options = options_of(given[URL] or "")
    state: State = current_app.extensions["yizhan"]
    scope = scope_of(options, state.snapshot())
    lang = options.lang or asked_language(request)
    width, height = given[MAXWIDTH], min(options.height or HEIGHT, given[MAXHEIGHT])
    page = Unfolded(
        title=scope.title.say(lang),
        lang=lang,
        home=origin() + url_for("pages.nearest"),
        frame=address_of(options),
        card=card_of(options),
    )
    body = told(page, width=min(width, WIDTH), height=height)
    response = Response(msgspec.json.encode(body), mimetype="application/json")
    response.vary.add("Accept-Language")
    return kept(response, changed_at=state.since)


class Unfolded(NamedTuple):
    """What stands for an address of ours.

    Parameters
    ----------
    home, frame, card : str
        Whole addresses of the rider's page, of the framed page, and of its picture.
    """

    title: str
    lang: Lang
    home: str
    frame: str
    card: str


def told(page: Unfolded, *, width: int, height: int) -> dict[str, Any]:
    """Return the answer for a framed page."""
    tag = FRAME.format(src=page.frame, title=page.title, width=width, height=height)
    body = {
        "version": "1.0",
        "type": "rich",
        "title": page.title,
        "provider_name": NAME.say(page.lang),
        "provider_url": page.home,
        "cache_age": AN_HOUR_S,
        "width": width,
        "height": height,
        "html": str(tag),
    }
    if not can_draw():
        return body
    card_width, card_height = CARD_SIZE
    picture = {"thumbnail_width": card_width, "thumbnail_height": card_height}
    return {**body, **picture, "thumbnail_url": page.card}


def options_of(url: str) -> EmbedOptions:
    """Return the options that stand for an address of ours.

    Raises
    ------
    NotFound
        It is not ours, or nothing of it can be embedded.
    InvalidInput
        It asks for what cannot be used.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # no host that can be
        raise NotFound(ELSEWHERE) from None
    ours = {urlsplit(each)[:2] for each in (origin(), request.url_root)}
    path = parts.path.removeprefix(request.script_root)
    args: MultiDict[str, str] = MultiDict(parse_qs(parts.query))
    if parts[:2] in ours and path == FRAMED:
        return read_options(args)
    if parts[:2] not in ours or path not in ("/", "/map"):
        raise NotFound(ELSEWHERE)
    asked = MultiDict({name: args[name] for name in ("area", "lang") if name in args})
    if path == "/map":
        asked["view"] = "map"
    return read_options(asked)


def discovery() -> str:
    """Return the address that tells how the page at hand is embedded; empty: there is none."""
    if current_app.config["PUBLISHED"] is not None:
        lang = asked_language(request)
        return url_for("publishing.unfolded", lang=lang, _external=True)
    here = origin() + request.full_path.removesuffix("?")
    return f"{origin()}{url_for('embed.unfold')}?url={quote(here, safe='')}"
