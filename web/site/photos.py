"""The photographs of a site that this server keeps."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import current_app

from locator.hours import CHINA
from locator.model import Site
from web.state import State

FOLDER: Final = "/photo/"


@dataclass(frozen=True, slots=True)
class Shot:
    """A photograph as a page shows it.

    Parameters
    ----------
    name, address : str
        Of its file, and where that is.
    on : date
        The day it came in.
    width, height : int
        In pixels.
    """

    name: str
    address: str
    on: date
    width: int
    height: int


def address_of(name: str) -> str:
    """Return where a photograph is; the site's own list names it by that."""
    return FOLDER + name


def photos_of(site: Site) -> tuple[Shot, ...]:
    """Return the photographs that the site's own list names, oldest first."""
    listed = {each for each in site.photos or () if each.startswith(FOLDER)}
    if not listed:
        return ()
    state: State = current_app.extensions["yizhan"]
    return tuple(
        Shot(
            each.name,
            address_of(each.name),
            each.at.astimezone(CHINA).date(),
            each.width,
            each.height,
        )
        for each in state.photos.of(site.id)
        if address_of(each.name) in listed
    )
