"""Log lines: one JSON object each, on standard error, never with a coordinate in it.

A request is logged by its route template, method, status and milliseconds. Paths,
query strings, bodies and addresses are left out, because they hold where a rider is.
An exception is logged by its type and by where it was raised; its message is left
out, because messages quote what was asked.
"""

import logging
import logging.config
from datetime import UTC, datetime
from pathlib import PurePath
from time import perf_counter
from traceback import walk_tb
from types import TracebackType
from typing import Any

import msgspec
from flask import Flask, Response, has_request_context, request
from flask.globals import request_ctx

OURS = "yizhan"
STARTED = "yizhan.started"
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})

requests_log = logging.getLogger(f"{OURS}.requests")
errors_log = logging.getLogger(f"{OURS}.errors")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; `record.facts`, where given, are fields of their own."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[0]:
            line["exception"] = described(*record.exc_info[0:3:2])
        return msgspec.json.encode(line).decode()


def described(kind: type[BaseException] | None, trace: TracebackType | None) -> dict[str, object]:
    """Return the type of an exception and the places it came through, without its message."""
    frames = [
        f"{PurePath(frame.f_code.co_filename).name}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(trace)
    ]
    return {"type": kind.__name__ if kind else "unknown", "at": frames}


def logging_setup(level: str) -> dict[str, Any]:
    """Return a `logging.config` dictionary.

    Only our own lines follow the level asked for: libraries speak from "warning" on,
    since their debug lines quote what they work on.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {OURS: {"level": level.upper()}},
    }


def log_requests(app: Flask) -> None:
    """Log every request of an application once it is answered."""

    @app.before_request
    def start() -> None:
        request_ctx.request.environ[STARTED] = perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        asked = request_ctx.request
        log_answer(
            asked.url_rule.rule if asked.url_rule else None,
            asked.method if asked.method in METHODS else "other",
            response.status_code,
            perf_counter() - asked.environ[STARTED],
        )
        return response


def log_answer(route: str | None, method: str, status: int, seconds: float) -> None:
    """Log that a request was answered."""
    facts = {"route": route, "method": method, "status": status, "ms": round(seconds * 1000, 2)}
    requests_log.info("request", extra={"facts": facts})


def log_failure(error: BaseException | None) -> None:
    """Log an exception nobody expected by its type and place."""
    rule = request.url_rule if has_request_context() else None
    facts = {
        "route": rule.rule if rule else None,
        "exception": described(type(error), error.__traceback__) if error else None,
    }
    errors_log.error("unexpected error", extra={"facts": facts})
