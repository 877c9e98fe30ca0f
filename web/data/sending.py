"""Sending a body that is packed already."""

import gzip
from datetime import datetime

from flask import Response, request

from web.caching import FRESH_S, kept


def send(
    packed: bytes, tag: str, changed_at: datetime | None = None, fresh_s: int = FRESH_S
) -> Response:
    """Send packed JSON to those who take it packed, plain to others; 304 where it is known."""
    takes_gzip = request.accept_encodings.quality("gzip") > 0
    response = Response(
        packed if takes_gzip else gzip.decompress(packed), mimetype="application/json"
    )
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    named = f"{tag}-gzip" if takes_gzip else tag
    return kept(response, tag=named, changed_at=changed_at, fresh_s=fresh_s)
