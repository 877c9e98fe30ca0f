"""What pages without frames show of a folder: a picture with a QR code, and oEmbed's answer."""

import msgspec
from flask import Response, request, url_for

from web.embed.card import Card, card_image
from web.embed.options import EmbedOptions
from web.embed.pasting.oembed import Unfolded, told
from web.embed.pasting.snippets import HEIGHT, WIDTH
from web.embed.scope import scope_of
from web.language import asked_language
from web.state import State


def card(state: State, options: EmbedOptions) -> Response:
    """Return the picture of a place; its code leads to the rider's page, or to the place's list."""
    lang = asked_language(request)
    scope = scope_of(options, state.snapshot())
    endpoint = "publishing.framed" if options.jurisdiction else "pages.nearest"
    leads_to = url_for(endpoint, lang=lang, _external=True) + options.query()
    said = Card(scope.title.say(lang), leads_to, options.color, lang)
    drawn = card_image(scope.snapshot, said, state.backdrop())
    return Response(drawn, mimetype="image/png")


def unfolded(state: State) -> Response:
    """Return what stands for the rider's page, as oEmbed has it: the page in a frame."""
    lang = asked_language(request)
    page = Unfolded(
        title=scope_of(EmbedOptions(), state.snapshot()).title.say(lang),
        lang=lang,
        home=url_for("pages.nearest", lang=lang, _external=True),
        frame=url_for("publishing.framed", lang=lang, _external=True),
        card=url_for("publishing.card", lang=lang, _external=True),
    )
    body = msgspec.json.encode(told(page, width=WIDTH, height=HEIGHT))
    return Response(body, mimetype="application/json")
