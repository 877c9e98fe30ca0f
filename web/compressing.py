"""Text goes over the air compressed, under an ETag of its own."""

import gzip
from functools import lru_cache
from typing import Final

from flask import Response
from flask.globals import request_ctx
from werkzeug.http import parse_accept_header

TEXT: Final = frozenset(
    {
        "application/geo+json",
        "application/javascript",
        "application/json",
        "application/manifest+json",
        "application/vnd.oai.openapi+json",
        "image/svg+xml",
        "text/css",
        "text/html",
        "text/javascript",
    }
)
PAGE: Final = 100_000  # bytes; what is longer than pages are would fill the memory
SMALL: Final = 600  # bytes; what fits into one packet gains nothing
ACCEPTED: Final = "HTTP_ACCEPT_ENCODING"
QUICK, THOROUGH = 5, 9  # levels: of what is made for one request, of files sent again and again


def compress(response: Response) -> Response:
    """Compress the text of a response for those who take it so."""
    from_file = response.direct_passthrough
    if response.mimetype not in TEXT or response.status_code >= 400:
        return response
    if "Content-Encoding" in response.headers or (response.is_streamed and not from_file):
        return response
    note_variant(response)
    if response.status_code != 200 or not takes_gzip(request_ctx.request.environ.get(ACCEPTED, "")):
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) < SMALL:
        return response
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    tag, weak = response.get_etag()
    if tag:
        response.set_etag(f"{tag}-gzip", weak or False)
        response.make_conditional(request_ctx.request)
    if response.status_code == 200:
        kept = from_file or (tag is not None and len(plain) <= PAGE)
        response.set_data(packed_again(plain) if kept else packed_once(plain))
    return response


def packed_for(plain: bytes, accepted: str) -> bytes | None:
    """Return text compressed for somebody who sent an Accept-Encoding; None: it goes as it is."""
    return packed_once(plain) if len(plain) >= SMALL and takes_gzip(accepted) else None


def note_variant(response: Response) -> None:
    """Say that the answer depends on Accept-Encoding, too."""
    if "Vary" in response.headers:
        response.vary.add("Accept-Encoding")
    else:  # most often, and a parsed header costs every answer
        response.headers["Vary"] = "Accept-Encoding"


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Return whether an Accept-Encoding header takes gzip."""
    return parse_accept_header(accepted).quality("gzip") > 0


def packed_once(plain: bytes) -> bytes:
    """Return what is made for one request compressed."""
    return gzip.compress(plain, QUICK, mtime=0)


@lru_cache(maxsize=256)
def packed_again(plain: bytes) -> bytes:
    """Return what is sent again and again compressed as well as can be; done once."""
    return gzip.compress(plain, THOROUGH, mtime=0)
