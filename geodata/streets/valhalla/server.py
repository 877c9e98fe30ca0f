"""A Valhalla server that runs, asked over HTTP."""

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

from geodata.streets.valhalla.trouble import ValhallaRefusal, ValhallaTrouble

TIMEOUT_S: Final = 2.0
LARGEST_ANSWER: Final = 8_000_000  # bytes
OK: Final = 200
WRONG: Final = range(400, 500)


class ServerEngine:
    """Asks a server; for any number of threads.

    Parameters
    ----------
    url : str
        Where it is, such as ``http://127.0.0.1:8002``.
    timeout_s : float
        How long to wait for a connection, and for each piece of an answer.
    """

    def __init__(self, url: str, timeout_s: float = TIMEOUT_S) -> None:
        parts = urlsplit(url)
        self._connection = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._host, self._path = parts.netloc.rpartition("@")[2], parts.path.rstrip("/")
        self._timeout_s = timeout_s

    def ask(self, action: str, question: Mapping[str, object]) -> dict[str, Any]:
        """Return the answer to a question; see `Engine`."""
        connection = self._connection(self._host, timeout=self._timeout_s)
        try:
            connection.request(
                "POST",
                f"{self._path}/{action}",
                json.dumps(question),
                {"Content-Type": "application/json"},
            )
            response = connection.getresponse()
            text = response.read(LARGEST_ANSWER)
        except (OSError, HTTPException) as error:
            raise ValhallaTrouble(f"no answer: {type(error).__name__}") from error
        finally:
            connection.close()
        return _answer(response.status, text)


def _answer(status: int, text: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise ValhallaTrouble(f"status {status}, not JSON") from error
    if not isinstance(answer, dict):
        raise ValhallaTrouble(f"status {status}, not a JSON object")
    if status in WRONG and "error_code" in answer:
        raise ValhallaRefusal(f"error {answer['error_code']}")
    if status != OK:
        raise ValhallaTrouble(f"status {status}")
    return answer
