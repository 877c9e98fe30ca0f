"""Strong ETags made before the body: an answer that is known already costs a 304 and no page."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Response, make_response, request

ROOT: Final = Path(__file__).parent.parent.parent
CODE: Final = ("locator/**/*.py", "web/**/*.py", "web/templates/**/*.html", "web/static/**/*.*")
A_MINUTE_S: Final = 60


@cache
def release() -> str:
    """Return a name for the program as it is: another one as soon as a file of it changes."""
    digest = sha256()
    for path in sorted(path for pattern in CODE for path in ROOT.glob(pattern)):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def cached(
    make: Callable[[], Response | str],
    *facts: object,
    changed_at: datetime | None = None,
    until: datetime | None = None,
    max_age_s: int = A_MINUTE_S,
) -> Response:
    """Answer with what a function makes, or with 304 where that is known already.

    Parameters
    ----------
    make : callable
        Makes the body; called only where somebody lacks it.
    *facts : object
        All that the body depends on besides the release; equal facts, equal bytes.
    changed_at, until : datetime, optional
        When what it says began to be true, and when it ceases to be.
    max_age_s : int
        Seconds for which others may keep it without asking, at most.
    """
    tag = sha256(repr((release(), request.path, *facts)).encode()).hexdigest()[:32]
    known = [each for each in (tag, f"{tag}-gzip") if request.if_none_match.contains_weak(each)]
    response = Response(status=304) if known else make_response(make())
    response.set_etag(known[0] if known else tag)
    if until:
        left_s = int((until - datetime.now(UTC)).total_seconds())
        max_age_s = max(0, min(max_age_s, left_s))
    response.headers["Cache-Control"] = (
        f"public, max-age={max_age_s}, stale-while-revalidate={max_age_s}"
    )
    if changed_at:
        response.last_modified = changed_at
    return response
