"""A folder of published files: only what changed is written, and what is gone is removed."""

import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

import msgspec

from locator.errors import InvalidInput, problem
from locator.words import Words

MANIFEST: Final = "yizhan-published.json"
PART: Final = ".yizhan-published.part"  # the file that is being written
TEXT: Final = frozenset(
    {".html", ".js", ".css", ".json", ".svg", ".webmanifest", ".csv", ".geojson", ".kml"}
)
SMALL: Final = 600  # bytes; what fits into one packet gains nothing
ALLOWED: Final = Words(
    "新的或空的文件夹,或以前发布过的文件夹",
    "a new or empty folder, or one that was published before",
)

Files = Mapping[str, Callable[[], bytes]]


class Manifest(msgspec.Struct, omit_defaults=True):
    """What a folder holds.

    Parameters
    ----------
    revision : int
        Of the store; 0 while files are being written.
    files : list of str
        Their paths, without the manifest's own.
    made_of : str
        Names all that they come from; empty while files are being written.
    """

    revision: int = 0
    files: list[str] = []
    made_of: str = ""


@dataclass
class Written:
    """How many files were written, left as they were, and removed."""

    changed: int = 0
    unchanged: int = 0
    removed: int = 0


class Part(NamedTuple):
    """A file and its bytes."""

    name: str
    body: bytes


@dataclass
class Folder:
    """A folder that is ours, or can be.

    Parameters
    ----------
    path : Path
        Made where there is none.
    """

    path: Path
    held: Manifest = field(init=False)

    def __post_init__(self) -> None:
        """Look what is there. InvalidInput: a file, or what was not published by us."""
        manifest = self.path / MANIFEST
        if self.path.exists() and not self.path.is_dir():
            message = Words(f"{self.path} 是一个文件", f"{self.path} is a file")
        elif manifest.exists():
            self.held = read_manifest(manifest)
            return
        elif not self.path.is_dir() or not any(each.name != PART for each in self.path.iterdir()):
            self.held = Manifest()
            return
        else:
            message = Words(
                f"{self.path} 里有不是发布出来的文件,没有动它",
                f"{self.path} holds files that were not published: it was left alone",
            )
        raise InvalidInput(problem("DIR", str(self.path), ALLOWED, message))

    def is_made_of(self, makings: str) -> bool:
        """Tell whether it was written whole, of the same, and nobody touched a file since."""
        if self.held.made_of != makings:
            return False
        written = (self.path / MANIFEST).stat().st_mtime_ns
        places = [self.path / name for name in self.held.files]
        return all(each.is_file() and each.stat().st_mtime_ns <= written for each in places)

    def write(self, files: Files, *, revision: int, made_of: str = "") -> Written:
        """Make the folder hold these files and no others of ours.

        Each file is written beside its place and renamed, and known to be ours before it is
        there: whoever stops this leaves whole files, and the next time mends the rest.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        expected = {*files, *(f"{name}.gz" for name in files)}
        self._note(Manifest(files=sorted({*self.held.files, *expected})))
        done, now = Written(), set()
        for name, body in with_packed(files):
            now.add(name)
            if self._put(name, body):
                done.changed += 1
            else:
                done.unchanged += 1
        for name in sorted({*self.held.files} - now):
            done.removed += self._remove(name)
        self._note(Manifest(revision=revision, files=sorted(now), made_of=made_of))
        return done

    def _note(self, manifest: Manifest) -> None:
        self.held = manifest
        self._put(MANIFEST, msgspec.json.encode(manifest))

    def _put(self, name: str, body: bytes) -> bool:
        """Put bytes in the place of a file at once; tell whether they are others than before."""
        place, beside = self.path / name, self.path / PART
        if place.is_file() and place.read_bytes() == body:
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(body)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
        return True

    def _remove(self, name: str) -> bool:
        """Remove a file, and the folders that it leaves empty; tell whether it was there."""
        place = self.path / name
        was_there = place.is_file()
        place.unlink(missing_ok=True)
        for folder in map(self.path.joinpath, PurePosixPath(name).parents):
            if folder == self.path or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
        return was_there


def read_manifest(path: Path) -> Manifest:
    """Return what a folder says that it holds. InvalidInput: it cannot be read, or lies."""
    try:
        held = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except msgspec.DecodeError:
        held = None
    if held is None or any(leads_out(name) for name in held.files):
        message = Words(f"{path} 已损坏", f"{path} is damaged")
        raise InvalidInput(problem("DIR", str(path.parent), ALLOWED, message))
    return held


def leads_out(name: str) -> bool:
    """Tell whether a path leads out of its folder."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or not path.parts


def with_packed(files: Files) -> Iterator[Part]:
    """Give each file, and after each text its compressed form for hosts that look for it."""
    for name, make in files.items():
        body = make()
        yield Part(name, body)
        if PurePosixPath(name).suffix in TEXT and len(body) >= SMALL:
            yield Part(f"{name}.gz", gzip.compress(body, 9, mtime=0))
