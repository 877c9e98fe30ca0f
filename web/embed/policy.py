"""Who may frame what: ``/embed`` whom the operator allows, the rest of the site nobody."""

from typing import Final

from flask import current_app

from web.pages.tiles import Tiles

FRAMED: Final = "/embed"  # the one path that pages of others may frame

# Scripts, styles and data of our own only, nothing inline; pictures from the tiles' host besides.
FRAME_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; "
    "connect-src 'self'; form-action 'none'; base-uri {base}{ancestors}"
)
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def frame_policy(base: str = "'none'") -> str:
    """Return the policy of a page in a frame; base: where its links may be said to start."""
    tiles: Tiles | None = current_app.config["TILES"]
    origins: tuple[str, ...] = current_app.config["EMBED_ORIGINS"]
    return FRAME_POLICY.format(
        base=base,
        tiles=tiles.origin if tiles else "",
        ancestors=f"; frame-ancestors 'self' {' '.join(origins)}" if origins else "",
    )
