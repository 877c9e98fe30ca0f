"""One question to a service of others and its answer in JSON, within limits."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ANSWER_BYTES: Final = 1_000_000  # an answer is a few hundred bytes


class ServiceError(Exception):
    """A service did not answer, or refused: its own words, without the key."""


def ask(url: str, timeout_s: float, body: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON object that a service answers.

    Parameters
    ----------
    url : str
        Whom to ask; it may hold a key, and is never repeated.
    timeout_s : float
        Seconds to wait for an answer.
    body : mapping, optional
        Sent as JSON, by POST.

    Raises
    ------
    ServiceError
        No answer, or none that can be used.
    """
    if not url.startswith(("https://", "http://")):
        raise ServiceError("the address of a service begins with https:// or http://")
    request = Request(url, headers={"Accept": "application/json"})  # noqa: S310 - checked above
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urlopen(request, timeout=timeout_s) as response:  # noqa: S310 - checked above
            answer = json.loads(response.read(ANSWER_BYTES))
    except HTTPError as error:
        with error:  # it holds the connection
            raise ServiceError(f"no usable answer: {error}") from None
    except (OSError, HTTPException, ValueError) as error:  # the URL holds the key: not repeated
        raise ServiceError(f"no usable answer: {error}") from None
    if not isinstance(answer, dict):
        raise ServiceError("no usable answer: not a JSON object")
    return answer
