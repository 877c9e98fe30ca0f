"""What the page in a frame says."""

from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import current_app, url_for

from web.embed.options import BRAND, EmbedOptions
from web.embed.periods import Period
from web.embed.scope import Scope
from web.pages.asking import Asked
from web.pages.browsing import around
from web.pages.finding import Answer


class FrameView(NamedTuple):
    """What the template shows, besides the options."""

    scope: Scope
    answer: Answer | None
    approval: str
    whole: str


def frame_view(
    options: EmbedOptions, scope: Scope, *, now: datetime, troubled: frozenset[str]
) -> FrameView:
    """Return what the page says at an instant."""
    answer = scope.place and around(
        scope.place,
        scope.snapshot,
        now=now,
        troubled=troubled,
        where=options.where,
        open_only=options.open_now,
        max_m=scope.farthest_m,
    )
    return FrameView(
        scope=scope,
        answer=answer,
        approval=options.approval or current_app.config["MAP_APPROVAL"],
        whole=url_for(
            "pages.nearest", area=options.area or options.jurisdiction or None, lang=options.lang
        ),
    )


def script_facts(options: EmbedOptions, scope: Scope, period: Period) -> dict[str, Any]:
    """Return what the page's script has to know."""
    return {
        "wants": {
            "openOnly": options.open_now,
            "welcome": options.welcome,
            "service": options.service,
            "kinds": sorted(options.kinds),
            "amenities": sorted(options.amenities),
        },
        "bbox": options.bbox,
        "part": f"index/{quote(options.jurisdiction, safe='')}.json"
        if options.jurisdiction
        else "",
        "farthestM": scope.farthest_m,
        "until": round(period.end.timestamp() * 1000),
        "view": options.view,
        "follows": not options.height,
    }


def theme_file(options: EmbedOptions) -> str | None:
    """Return the address of the style sheet of chosen colours; None where none were chosen."""
    if options.theme == "auto" and options.color == BRAND:
        return None
    return url_for("embed.theme", theme=options.theme, colour=options.color)


def asked_of(options: EmbedOptions) -> Asked:
    """Return the options as the rider's page takes them."""
    return Asked(area=options.area or options.jurisdiction)
