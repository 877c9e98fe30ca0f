"""A real server in a process of its own, on a free port, with everything it says kept."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

SERVE = "from web.cli import main; main(['serve'])"
START_S = 60


@dataclass
class Live:
    """A server that runs.

    Parameters
    ----------
    folder : Path
        Where its store and its output are.
    """

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, bytes]:
        """Return status and body of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def raw(self, data: bytes) -> bytes:
        """Send bytes as they are and return what comes back first."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(data)
            return line.recv(65536)

    def said(self) -> str:
        """Return all that the server has printed and logged."""
        return "".join(
            (self.folder / name).read_text(encoding="utf-8") for name in ("stdout", "stderr")
        )

    def stop(self) -> int:
        """Ask it to stop and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def live_server(folder: Path, *, code: str = SERVE, **settings: str) -> Iterator[Live]:
    """Run a server on a store in a folder until the block ends."""
    port = free_port()
    environ = {k: v for k, v in os.environ.items() if not k.startswith("YIZHAN_")} | {
        "YIZHAN_STORE": f"sqlite:///{folder}/yizhan.db",
        "YIZHAN_PORT": str(port),
        "YIZHAN_WORKERS": "1",
        **settings,
    }
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=out, stderr=err, env=environ
        )
        live = Live(process, port, folder)
        try:
            wait_until_it_answers(live)
            yield live
        finally:
            live.stop()


def wait_until_it_answers(live: Live) -> None:
    """Wait for the first answer of a server."""
    end = monotonic() + START_S
    while True:
        try:
            live.request("GET", "/healthz")
        except OSError:
            assert live.process.poll() is None, live.said()
            assert monotonic() < end, live.said()
            sleep(0.1)
        else:
            return
