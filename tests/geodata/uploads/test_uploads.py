"""Uploads as folders: private, for a day, worked on by one process at a time that may die."""

import io
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from geodata.store import Store
from geodata.uploads import Uploads, uploads_folder
from geodata.uploads.files import LOCK, held, is_held
from geodata.uploads.uploads import OF_ONE, shown_name
from locator.errors import InvalidInput, NotFound
from locator.unions import Member, Role
from locator.uploads import LARGEST_UPLOAD, Choices
from tests.geodata.uploads.here import UploadsHere

CLERK = Member(1, "王芳", Role.ADMINISTRATOR)
CSV = "名称,地址\n甲站,示例路1号\n".encode()


def dropped(uploads: Uploads, content: bytes = CSV, name: str = "a.csv", hours: float = 0) -> str:
    at = datetime.now(UTC) - timedelta(hours=hours)
    return uploads.receive(io.BytesIO(content), name=name, member=CLERK, at=at)


def until(done: Callable[[], object]) -> None:
    end = monotonic() + 120
    while not done():
        assert monotonic() < end
        sleep(0.05)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\站点.xlsx", "站点.xlsx"),
        ("..", "file"),
        ("a\x00b\n.csv", "ab.csv"),
        ("", "file"),
        ("x" * 300 + ".csv", "x" * 96 + ".csv"),
    ],
)
def test_a_name_is_only_told(uploads: UploadsHere, given: str, shown: str) -> None:
    assert shown_name(given) == shown
    number = dropped(uploads, name=given)
    assert uploads.find(number, CLERK).name == shown


def test_nobody_else_on_the_machine_reads_it(uploads: UploadsHere, tmp_path: Path) -> None:
    dropped(uploads)
    for path in (tmp_path / "uploads").rglob("*"):
        if path.name != "line":
            assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize("content", [b"", b"x" * (LARGEST_UPLOAD + 1)], ids=["empty", "large"])
def test_nothing_and_too_much_are_refused(
    uploads: UploadsHere, tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(InvalidInput) as caught:
        dropped(uploads, content, name="大.xlsx")
    assert [(p.field, p.value) for p in caught.value.problems] == [("file", "大.xlsx")]
    assert list((tmp_path / "uploads").iterdir()) == []


def test_the_oldest_go_for_a_new_one(uploads: UploadsHere) -> None:
    numbers = [dropped(uploads, hours=OF_ONE + 1 - n) for n in range(OF_ONE + 1)]
    assert [upload.id for upload in uploads.of(CLERK)] == numbers[:0:-1]
    with pytest.raises(InvalidInput):
        dropped(uploads, b"")
    assert [upload.id for upload in uploads.of(CLERK)] == numbers[:0:-1]  # none went for it


def test_after_a_day_it_goes(uploads: UploadsHere, url: str) -> None:
    old, fresh = dropped(uploads, hours=25), dropped(uploads, hours=23)
    Uploads(url).tidy(datetime.now(UTC))
    with pytest.raises(NotFound):
        uploads.find(old, CLERK)
    assert uploads.find(fresh, CLERK).name == "a.csv"


def test_it_lies_beside_the_store() -> None:
    assert uploads_folder("sqlite:////var/lib/yizhan/a.db") == Path("/var/lib/yizhan/uploads")
    assert uploads_folder("postgresql+psycopg://x/y") == Path("var/uploads")


def test_a_lock_lasts_as_long_as_anybody_has_it(tmp_path: Path) -> None:
    path = tmp_path / LOCK
    assert not is_held(path)
    with held(path) as mine:
        assert mine is not None
        assert is_held(path)
        with held(path) as second:
            assert second is None
        kept = os.dup(mine)  # as a process inherits it
    assert is_held(path)
    os.close(kept)
    assert not is_held(path)


@pytest.mark.slow
def test_a_process_of_its_own_does_the_work_and_may_die(url: str, store: Store) -> None:
    here, there = Uploads(url), Uploads(url)  # two worker processes of a server
    number = dropped(here)
    assert there.find(number, CLERK).progress is not None
    there.plan(number, CLERK, Choices(source="x"))  # a second click, while that is going on
    assert there.find(number, CLERK).choices == Choices()
    (worker,) = [p for p in psutil.Process().children() if "uploads.working" in str(p.cmdline())]
    os.killpg(worker.pid, signal.SIGKILL)
    until(lambda: there.find(number, CLERK).progress is None)
    assert there.find(number, CLERK).outcome is None
    there.plan(number, CLERK, Choices())
    until(lambda: here.find(number, CLERK).progress is None)
    found = here.find(number, CLERK).outcome
    assert found is not None
    assert (found.state, found.writes) == ("planned", 1)
    here.apply(number, CLERK, digest=found.digest, deactivate=False)
    until(lambda: there.find(number, CLERK).progress is None)
    assert [site.name for site in store.load().sites] == ["甲站"]
