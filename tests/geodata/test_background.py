"""Processes that make files in the background log like the server that started them."""

import json
import logging

from geodata.background import Lines
from web.logs import JsonLines


def test_a_line_is_the_one_that_the_server_would_write() -> None:
    record = logging.LogRecord(
        "yizhan.dumps", logging.WARNING, "", 0, "left out: %s", ('a "b"',), None
    )
    record.facts = {"format": "gpkg"}
    told = json.loads(Lines().format(record))
    assert told == json.loads(JsonLines().format(record))
    assert told["time"].endswith("+00:00")
    assert told["level"] == "warning"
