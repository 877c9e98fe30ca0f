"""Processes that make files in the background log like the server that started them."""

import json
import logging
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from geodata.background import Lines
from web.logs import JsonLines

BUILDER = """
import sys, time
from pathlib import Path
from geodata import background
from geodata.atomic import written_whole

background.LOOK_S = 0.05
with background.in_background(), written_whole(Path(sys.argv[1])) as beside:
    beside.write_text("half")
    print("at it", flush=True)
    time.sleep(60)
"""
SERVER = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', *sys.argv[1:]]).wait()"


def test_a_line_is_the_one_that_the_server_would_write() -> None:
    record = logging.LogRecord(
        "yizhan.dumps", logging.WARNING, "", 0, "left out: %s", ('a "b"',), None
    )
    record.facts = {"format": "gpkg"}
    told = json.loads(Lines().format(record))
    assert told == json.loads(JsonLines().format(record))
    assert told["time"].endswith("+00:00")
    assert told["level"] == "warning"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_with_the_server_goes_what_is_being_written(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-c", SERVER, BUILDER, str(tmp_path / "file")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"at it\n"
        assert [*tmp_path.iterdir()]
        server.send_signal(number)
    end = monotonic() + 30
    while [*tmp_path.iterdir()]:
        assert monotonic() < end
        sleep(0.05)
