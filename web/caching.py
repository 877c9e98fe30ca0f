"""What is public may be kept: by browsers, and by a cache in front of the server.

A strong tag stands on every public body. It is a digest of the body itself, so it changes with
the revision, the options, the release and the hour exactly where these change what is said, and
a change to one site leaves all bodies alone that do not tell of it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Final

from flask import Response, request

from locator.hours import CHINA, OpenState
from locator.hours.sentences import SOON

FRESH_S: Final = 60  # within which nobody asks again
STALE_S: Final = 86_400  # what does not speak of time may be shown so long while it is fetched anew
STARTED: Final = datetime.now(UTC)  # nothing is older: release and settings may be new
SETTLED: Final = timedelta(seconds=5)  # after a change, until all workers serve it


def kept(
    response: Response,
    *,
    tag: str | None = None,
    changed_at: datetime | None = None,
    until: datetime | None = None,
    fresh_s: int = FRESH_S,
) -> Response:
    """Let a public answer be kept, and answer 304 to those who hold the same.

    Parameters
    ----------
    response : Response
        With its body, and with ``Vary`` where that differs by more than the address.
    tag : str, optional
        Names the body, where that is known already.
    changed_at : datetime, optional
        When what it tells last changed; left out where it changes without anybody noting when.
    until : datetime, optional
        When it would tell something else though nothing is changed.
    fresh_s : int
        Within which nobody asks again.
    """
    response.headers["Cache-Control"] = keeping(until, fresh_s)
    return named(response, tag or tag_of(response.get_data()), changed_at)


def asked_for_each_time(response: Response, changed_at: datetime | None = None) -> Response:
    """Let an answer be kept by those who ask each time whether it is still true."""
    response.headers["Cache-Control"] = "no-cache"
    return named(response, tag_of(response.get_data()), changed_at)


def named(response: Response, tag: str, changed_at: datetime | None) -> Response:
    """Name a body by its tag and its date, and answer 304 to those who hold the same.

    A date has whole seconds, and workers follow the store at their own pace: right after a
    change one date could stand for two bodies, so there is none.
    """
    if changed_at is not None and datetime.now(UTC) - changed_at > SETTLED:
        response.last_modified = max(changed_at, STARTED)
    response.set_etag(tag)
    response.make_conditional(request)  # by the tag alone where that is asked for
    return response


def tag_of(body: bytes) -> str:
    """Return the tag of a body."""
    return sha256(body).hexdigest()[:32]


def keeping(until: datetime | None = None, fresh_s: int = FRESH_S) -> str:
    """Return for how long a body may be kept: never beyond the instant at which it turns wrong."""
    fresh, stale = fresh_s, STALE_S
    if until is not None:
        left = max(0, int((until - datetime.now(UTC)).total_seconds()))
        fresh, stale = min(fresh, left), min(stale, max(0, left - fresh))
    return f"public, max-age={fresh}" + (f", stale-while-revalidate={stale}" if stale else "")


def soon() -> datetime:
    """Return until when a page may stand that chooses sites by whether they are open now."""
    return datetime.now(UTC) + timedelta(seconds=FRESH_S)


def next_turn(states: Iterable[OpenState], *, at: datetime) -> datetime:
    """Return until when what is said of statuses holds.

    They change, are said to end soon, and name days from today on, so midnight ends it at the
    latest.

    Parameters
    ----------
    states : iterable of OpenState
        What is told of, at `at`.
    at : datetime
        The instant of the answer, timezone-aware.
    """
    tomorrow = at.astimezone(CHINA).date() + timedelta(days=1)
    turns = [datetime.combine(tomorrow, time(), tzinfo=CHINA)]
    for state in states:
        if state.until is not None:
            turns += [state.until - SOON, state.until]
    return min(turn for turn in turns if turn > at)
