"""Text goes over the air compressed, under an ETag of its own."""

import gzip
from functools import lru_cache
from typing import Final

from flask import Response, request

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
QUICK, THOROUGH = 5, 9  # levels: of what is made for one request, of files sent again and again


def compress(response: Response) -> Response:
    """Compress the text of a response for those who take it so."""
    from_file = response.direct_passthrough
    if response.mimetype not in TEXT or response.status_code >= 400:
        return response
    if "Content-Encoding" in response.headers or (response.is_streamed and not from_file):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or request.accept_encodings.quality("gzip") <= 0:
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
        response.make_conditional(request)
    if response.status_code == 200:
        kept = from_file or (tag is not None and len(plain) <= PAGE)
        response.set_data(packed_again(plain) if kept else gzip.compress(plain, QUICK, mtime=0))
    return response


@lru_cache(maxsize=256)
def packed_again(plain: bytes) -> bytes:
    """Return what is sent again and again compressed as well as can be; done once."""
    return gzip.compress(plain, THOROUGH, mtime=0)
