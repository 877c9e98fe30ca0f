"""A list of stations to hang up: hours, ways in, and a code for each, on sheets of A4."""

from typing import Final, NamedTuple

import segno
from flask import url_for

from locator.model import Site
from locator.vocabulary import ACCESSES, OPERATIONS, Operation
from locator.words import Words, same
from web.door_codes import QUIET, dark_runs
from web.embed.options import EmbedOptions
from web.embed.scope import Scope
from web.pages.cards import NOT_SAID
from web.site.routes import origin

MOST: Final = 200  # places; more is no list to hang up


class Code(NamedTuple):
    """A QR code as one path, in modules, with the margin that readers need."""

    side: int
    path: str


class Entry(NamedTuple):
    """One place on the list."""

    name: str
    address: str
    hours: Words
    way_in: Words
    phone: str
    code: Code


def entries(options: EmbedOptions, scope: Scope) -> list[Entry]:
    """Return the places to print, by address; those known only coarsely, too."""
    sites = scope.first_sites(MOST, options.where_coarse)
    return [entry(site) for site in sorted(sites, key=lambda site: (site.address, site.id))]


def entry(site: Site) -> Entry:
    """Return a place as it is printed."""
    works = site.operation is Operation.OPERATING
    hours = same(site.hours.text) if site.hours.text else NOT_SAID
    ways = list(dict.fromkeys(way.access for way in site.access or ()))
    said = [ACCESSES[way] for way in ways] or [NOT_SAID]
    return Entry(
        name=site.name,
        address=site.address,
        hours=hours if works else OPERATIONS[site.operation],
        way_in=Words(" / ".join(w.zh for w in said), " / ".join(w.en for w in said)),
        phone=site.phone,
        code=code_of(origin() + url_for("site_page.site", site_id=site.id)),
    )


def code_of(link: str) -> Code:
    """Return the QR code of a link."""
    matrix = segno.make_qr(link, error="m").matrix
    path = "".join(
        f"M{column + QUIET} {row + QUIET}h{length}v1h-{length}z"
        for row, column, length in dark_runs(matrix)
    )
    return Code(len(matrix) + 2 * QUIET, path)
