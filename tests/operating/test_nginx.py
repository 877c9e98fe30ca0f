"""A real nginx with our configuration: TLS, HTTP/2, the visitor's address, and silent logs."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest

from tests.operating.files import code_of, moved
from tests.web.live import free_port

MARK = "47382910"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
OPENSSL = shutil.which("openssl")
FOLDERS = "client_body", "proxy", "fastcgi", "uwsgi", "scgi"


def test_the_log_format_holds_nothing_of_where_somebody_was() -> None:
    (form,) = [part for part in code_of("nginx.conf").split(";") if "log_format" in part]
    written = {word.strip('"') for word in form.replace(",", " ").replace("'", " ").split()}
    variables = {word.strip('",}') for word in written if word.startswith("$")}
    assert variables == {
        "$time_iso8601", "$request_method", "$status",
        "$bytes_sent", "$request_time", "$upstream_response_time",
    }  # fmt: skip


def test_every_server_logs_that_way_and_no_error_with_its_request() -> None:
    statements = [each.split() for each in code_of("nginx.conf").replace("{", ";").split(";")]

    def given(name: str) -> list[str]:
        return [words[-1] for words in statements if words and words[0] == name]

    assert given("access_log") == ["yizhan"] * len(given("server_name"))
    assert given("error_log") == ["emerg"] * len(given("server_name"))


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was asked."""

    def do_GET(self) -> None:
        body = f"{self.path}\n{self.headers}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Proxy:
    """An nginx that runs."""

    folder: Path
    plain: int
    secure: int
    upstream: ThreadingHTTPServer

    def ask(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        """Return status, body and headers of an answer over TLS."""
        context = ssl.create_default_context(cafile=self.folder / "tls/fullchain.pem")
        context.check_hostname = False
        line = HTTPSConnection("127.0.0.1", self.secure, timeout=30, context=context)
        try:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode(), dict(answer.getheaders())
        finally:
            line.close()


@contextmanager
def certificate(folder: Path) -> Iterator[None]:
    folder.mkdir()
    command = [OPENSSL or "", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
    subject = ["-subj", "/CN=yizhan.example"]
    subprocess.run([*command, *names, *subject], check=True, capture_output=True)
    yield


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    if NGINX is None or OPENSSL is None:
        pytest.skip("nginx or openssl is not on this machine")
    folder = tmp_path_factory.mktemp("nginx")
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    Thread(target=upstream.serve_forever, daemon=True).start()
    plain, secure = free_port(), free_port()
    with certificate(folder / "tls"):
        site = moved("nginx.conf", folder, certificate=folder / "tls", logs=folder)
    text = site.read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        ("127.0.0.1:8000;", f"127.0.0.1:{upstream.server_port};"),
    ):
        assert old in text
        text = text.replace(old, new)
    site.write_text(text, encoding="utf-8")
    temporary = "".join(f"{name}_temp_path {folder}/{name}; " for name in FOLDERS)
    whole = folder / "whole.conf"
    whole.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/other.log info;\n"
        f"events {{}}\nhttp {{ {temporary} include {site}; }}\n"
    )
    command = [NGINX, "-e", f"{folder}/other.log", "-p", str(folder), "-c", str(whole)]
    subprocess.run([*command, "-t", "-q"], check=True)
    with subprocess.Popen(command) as process:
        wait_for(secure)
        yield Proxy(folder, plain, secure, upstream)
        process.terminate()
    upstream.server_close()


def wait_for(port: int) -> None:
    end = monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            assert monotonic() < end
            sleep(0.05)
        else:
            return


def test_it_speaks_http_2(proxy: Proxy) -> None:
    context = ssl.create_default_context(cafile=proxy.folder / "tls/fullchain.pem")
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", proxy.secure), timeout=30) as line,
        context.wrap_socket(line, server_hostname="yizhan.example") as secured,
    ):
        assert secured.selected_alpn_protocol() == "h2"


def test_the_visitor_cannot_choose_the_address_that_we_see(proxy: Proxy) -> None:
    status, body, headers = proxy.ask("/s/x", **{"X-Forwarded-For": "198.51.100.9"})
    assert status == 200
    assert "X-Forwarded-For: 127.0.0.1" in body
    assert "198.51.100.9" not in body
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_plain_http_leads_to_https(proxy: Proxy) -> None:
    line = HTTPConnection("127.0.0.1", proxy.plain, timeout=30)
    line.request("GET", "/s/x", headers={"Host": "yizhan.example"})
    answer = line.getresponse()
    assert answer.status == 301
    assert answer.headers["Location"] == "https://yizhan.example/s/x"
    line.close()


def test_metrics_are_not_passed_on(proxy: Proxy) -> None:
    assert proxy.ask("/metrics")[0] == 404


def test_no_log_holds_what_was_asked_not_even_when_the_server_is_down(proxy: Proxy) -> None:
    path = f"/s/{MARK}?lon=121.{MARK}"
    headers = {"Referer": f"https://x.example/{MARK}", "User-Agent": MARK}
    assert proxy.ask(path, **headers)[0] == 200
    proxy.upstream.shutdown()
    proxy.upstream.socket.close()
    assert proxy.ask(path, **headers)[0] == 502
    assert proxy.ask(f"/metrics?{MARK}")[0] == 404
    written = [each for each in proxy.folder.rglob("*.log") if each.stat().st_size]
    assert proxy.folder / "yizhan.access.log" in written
    for log in written:
        assert MARK not in log.read_text(encoding="utf-8"), log
        assert "127.0.0.1," not in log.read_text(encoding="utf-8"), log
    assert '"status": 502' in (proxy.folder / "yizhan.access.log").read_text(encoding="utf-8")
