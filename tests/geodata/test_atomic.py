"""Files are whole or not there, and whoever writes them leaves nothing else behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread

import pytest

from geodata.atomic import folder_within, written_whole
from locator.errors import InvalidInput
from tests.shared import ROOT

WRITER = """
import sys, time
from pathlib import Path
from geodata.atomic import written_whole
from geodata.ending import tidy_ending

with tidy_ending(), written_whole(Path(sys.argv[1])) as beside:
    beside.write_text("half")
    print("at it", flush=True)
    time.sleep(60)
"""


@contextmanager
def writing(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Give a process that has written half of a file."""
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"at it\n"
        try:
            yield process
        finally:
            process.kill()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def put(path: Path, text: str) -> None:
    with written_whole(path) as beside:
        beside.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_writer_that_is_told_to_end_leaves_what_was_there(
    tmp_path: Path, number: signal.Signals
) -> None:
    path = tmp_path / "file"
    put(path, "old")
    with writing(path) as process:
        assert len(names(tmp_path)) == 2
        process.send_signal(number)
        assert process.wait(30) != 0
    assert names(tmp_path) == ["file"]
    assert path.read_text(encoding="utf-8") == "old"


def test_what_a_killed_writer_leaves_goes_with_the_next_one(tmp_path: Path) -> None:
    with writing(tmp_path / "file") as killed, writing(tmp_path / "other") as going_on:
        killed.kill()
        killed.wait(30)
        assert len(names(tmp_path)) == 2
        put(tmp_path / "file", "new")
        assert going_on.poll() is None
        left, file = names(tmp_path)
        assert [path.name for path in (tmp_path / left).iterdir()] == ["other"]
        assert file == "file"


def test_folders_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / ".writing-novel").mkdir()
    put(tmp_path / "file", "new")
    assert names(tmp_path) == [".writing-novel", "file"]


def test_writers_within_and_beside_each_other_do_not_wait(tmp_path: Path) -> None:
    with folder_within(tmp_path) as outer:
        put(outer / "file", "within")
        put(tmp_path / "file", "beside")
        assert names(outer) == ["file"]
        outer.rename(tmp_path / "kept")
    assert names(tmp_path) == ["file", "kept"]


def test_many_at_once_take_nothing_from_each_other(tmp_path: Path) -> None:
    start = Barrier(8)

    def write(number: int) -> None:
        start.wait()
        for turn in range(20):
            put(tmp_path / str(number), f"{turn}")

    writers = [Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        str(number): "19" for number in range(8)
    }


def test_an_error_halfway_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), written_whole(tmp_path / "file") as beside:
        beside.write_text(str(1 / 0), encoding="utf-8")
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be written"):
        put(tmp_path / "none" / "file", "new")
