"""A stand-in for the services of others, on this machine."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = Callable[[dict[str, Any]], dict[str, Any]]


class Service(ThreadingHTTPServer):
    """Answers what it is told to, some paths apart, and remembers what it was asked."""

    answer: bytes | Answer = b"{}"
    status = 200
    wait: threading.Event | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, bytes | Answer] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.respond(parts.path, parse_qs(parts.query))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/json"
        self.respond(self.path, json.loads(body))

    def respond(self, path: str, given: dict[str, Any]) -> None:
        self.server.asked.append((path, given))
        if self.server.wait is not None:
            self.server.wait.wait(60)
        answer = self.server.answers.get(path, self.server.answer)
        if not isinstance(answer, bytes):
            answer = json.dumps(answer(given)).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def running_service() -> Iterator[Service]:
    """Run one until the block ends."""
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        if server.wait is not None:
            server.wait.set()
        server.shutdown()
        thread.join()
        server.server_close()
