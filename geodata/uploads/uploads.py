"""The uploads of a server: one private folder each, which every worker process may read."""

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, Final

from geodata.streets.files import SQLITE
from geodata.tables.reading import command_of
from geodata.uploads.files import (
    ABOUT,
    ASKED,
    FILE,
    LOCK,
    OUTCOME,
    PRIVATE,
    PROGRESS,
    REJECTS,
    About,
    Asked,
    held,
    is_held,
    read,
    read_outcome,
    read_progress,
    read_rows,
    rows_path,
    write,
)
from locator.errors import InvalidInput, NotFound, problem
from locator.unions import Member
from locator.uploads import LARGEST_UPLOAD, Choices, Fate, Progress, RowShown, Upload
from locator.words import Words

KEPT: Final = timedelta(days=1)
OF_ONE: Final = 5  # uploads that one member has here; the oldest goes for a new one
TIDIED_S: Final = 600.0
AT_MOST_S: Final = 1200.0  # of work on one upload, until it is ended whatever it does
COMMAND: Final = command_of("geodata.uploads.working")
NUMBER: Final = re.compile(r"[0-9a-f]{24}")
NAME_CHARS: Final = 100
NO_UPLOAD: Final = Words(
    "没有这个文件:已写入、已删除,或放了超过一天。",
    "There is no such file: it was dropped, or is more than a day old.",
)


def uploads_folder(store_url: str) -> Path:
    """Return where uploads are kept: beside the store, or in ``var`` for a server."""
    if store_url.startswith(SQLITE):
        return Path(store_url.removeprefix(SQLITE)).parent / "uploads"
    return Path("var/uploads")


class Uploads:
    """Keeps uploads for a day, and has them worked on.

    Parameters
    ----------
    store_url : str
        The store that they go into.
    """

    def __init__(self, store_url: str) -> None:
        self._store_url = store_url
        self._root = uploads_folder(store_url)
        self._tidied = -TIDIED_S

    def receive(self, content: IO[bytes], *, name: str, member: Member, at: datetime) -> str:
        """Keep a file, have it planned, and return its number.

        Raises
        ------
        InvalidInput
            With field ``file``: there is nothing in it, or too much.
        """
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = secrets.token_hex(12)
        folder = self._root / number
        folder.mkdir(mode=0o700)
        try:
            _keep(content, folder / FILE, name)
        except InvalidInput:
            shutil.rmtree(folder)
            raise
        for old in self.of(member)[OF_ONE - 1 :]:  # only now: a bad file costs no other
            self.drop(old.id, member)
        write(folder / ABOUT, About(member.id, shown_name(name), at))
        self._start(folder, Asked(do="plan", member=member, choices=Choices()))
        return number

    def of(self, member: Member) -> list[Upload]:
        """Return the uploads of a member, the latest first."""
        found = []
        for folder in self._folders():
            with suppress(NotFound):
                found.append(self.find(folder.name, member))
        return sorted(found, key=lambda upload: upload.at, reverse=True)

    def find(self, number: str, member: Member) -> Upload:
        """Return an upload of a member. NotFound: they have none of that number."""
        folder = self._folder(number, member)
        about, asked = read(folder / ABOUT, About), read(folder / ASKED, Asked)
        if about is None or asked is None:  # it is going away
            raise NotFound(NO_UPLOAD)
        at_work = is_held(folder / LOCK)
        return Upload(
            id=number,
            name=about.name,
            owner=about.owner,
            at=about.at,
            choices=asked.choices,
            progress=read_progress(folder) if at_work else None,
            outcome=None if at_work else read_outcome(folder),
        )

    def plan(self, number: str, member: Member, choices: Choices) -> None:
        """Have a file planned as somebody wants it read. NotFound: as `find`."""
        upload, folder = self.find(number, member), self._folder(number, member)
        if upload.outcome is None or upload.outcome.state != "applied":
            self._start(folder, Asked(do="plan", member=member, choices=choices))

    def apply(self, number: str, member: Member, *, digest: str, deactivate: bool) -> None:
        """Have a plan applied, unless it has become another one since it was shown.

        Parameters
        ----------
        number, member : str, Member
            As `find`.
        digest : str
            Of the plan that was shown.
        deactivate : bool
            Whether sites that are missing from the file are deactivated.
        """
        upload, folder = self.find(number, member), self._folder(number, member)
        if upload.outcome is None or upload.outcome.state != "planned":
            return
        asked = Asked(
            do="apply",
            member=member,
            choices=upload.choices,
            digest=digest,
            deactivate=deactivate,
        )
        self._start(folder, asked)

    def rows(
        self, number: str, member: Member, fate: Fate, *, start: int, count: int
    ) -> list[RowShown]:
        """Return some of the rows of one fate. NotFound: as `find`."""
        return read_rows(rows_path(self._folder(number, member), fate), start, count)

    def rejects(self, number: str, member: Member) -> Path:
        """Return the file of the rejected rows. NotFound: as `find`, or there are none."""
        path = self._folder(number, member) / REJECTS
        if not path.exists():
            raise NotFound(NO_UPLOAD)
        return path

    def drop(self, number: str, member: Member) -> None:
        """Remove an upload, unless it is being worked on. NotFound: as `find`."""
        _remove(self._folder(number, member))

    def tidy(self, now: datetime) -> None:
        """Remove what has been here for a day; looks every ten minutes."""
        if monotonic() - self._tidied < TIDIED_S:
            return
        self._tidied = monotonic()
        for folder in self._folders():
            since = datetime.fromtimestamp(folder.stat().st_ctime, UTC)
            about = read(folder / ABOUT, About)
            if now - (about.at if about else since) > KEPT:
                _remove(folder)

    def _folders(self) -> Iterator[Path]:
        if self._root.is_dir():
            yield from (each for each in self._root.iterdir() if NUMBER.fullmatch(each.name))

    def _folder(self, number: str, member: Member) -> Path:
        folder = self._root / number
        about = read(folder / ABOUT, About) if NUMBER.fullmatch(number) else None
        if about is None or about.owner != member.id:
            raise NotFound(NO_UPLOAD)
        return folder

    def _start(self, folder: Path, asked: Asked) -> None:
        """Begin work on an upload in a process of its own, unless some is under way."""
        with held(folder / LOCK) as lock:
            if lock is None:
                return
            (folder / OUTCOME).unlink(missing_ok=True)
            write(folder / ASKED, asked)
            write(folder / PROGRESS, Progress())
            process = subprocess.Popen(  # noqa: S603 (our own interpreter and code, no shell)
                COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(lock,),
                start_new_session=True,
            )
        order = {"folder": str(folder.resolve()), "store": self._store_url}
        Thread(target=_attend, args=(process, json.dumps(order)), daemon=True).start()


def shown_name(name: str) -> str:
    """Return the name of a file without folders and signs that are none."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    return plain[-NAME_CHARS:] or "file"


def _keep(content: IO[bytes], path: Path, name: str) -> None:
    with path.open("xb") as file:
        path.chmod(PRIVATE)
        shutil.copyfileobj(content, file)
    size = path.stat().st_size
    if not 0 < size <= LARGEST_UPLOAD:
        largest = LARGEST_UPLOAD // 1_000_000
        allowed = Words(f"一个文件,至多 {largest} MB", f"a file of at most {largest} MB")
        empty = Words("没有选文件,或文件是空的", "no file was chosen, or it is empty")
        large = Words("文件过大", "the file is too large")
        raise InvalidInput(problem("file", shown_name(name), allowed, large if size else empty))


def _remove(folder: Path) -> None:
    with held(folder / LOCK) as lock:
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _attend(process: subprocess.Popen[bytes], order: str) -> None:
    """Tell a process what to do and wait for its end, or bring that about."""
    with suppress(subprocess.TimeoutExpired):
        process.communicate(order.encode(), timeout=AT_MOST_S)
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
