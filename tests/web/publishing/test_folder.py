"""Only what changed is written, what is gone is removed, and nothing of others is touched."""

import gzip
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from locator.errors import InvalidInput
from web.publishing.folder import MANIFEST, PART, Folder, Written

LONG = b"<p>" + b"a" * 1000


def files(**bodies: bytes) -> dict[str, Callable[[], bytes]]:
    return {name.replace("_", "/"): partial(bytes, body) for name, body in bodies.items()}


def held(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != MANIFEST}


def publish(folder: Path, bodies: dict[str, bytes]) -> Written:
    return Folder(folder).write(files(**bodies), revision=3)


def test_the_second_time_only_what_changed_is_written(tmp_path: Path) -> None:
    out = tmp_path / "a" / "out"
    first = publish(out, {"index.html": LONG, "s_1_index.html": b"one", "s_2_index.html": b"two"})
    assert (first.changed, first.unchanged, first.removed) == (4, 0, 0)
    assert gzip.decompress((out / "index.html.gz").read_bytes()) == LONG
    untouched = (out / "index.html").stat().st_ino
    second = publish(out, {"index.html": LONG, "s_2_index.html": b"TWO", "s_3_index.html": b"3"})
    assert (second.changed, second.unchanged, second.removed) == (2, 2, 1)
    assert (out / "index.html").stat().st_ino == untouched  # a renamed file would be another
    assert not (out / "s" / "1").exists()
    assert held(out) == {
        "index.html": LONG,
        "index.html.gz": gzip.compress(LONG, 9, mtime=0),
        "s/2/index.html": b"TWO",
        "s/3/index.html": b"3",
    }
    assert json.loads((out / MANIFEST).read_bytes()) == {"revision": 3, "files": sorted(held(out))}


def test_what_somebody_broke_is_mended(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": LONG, "b.html": b"b"})
    (tmp_path / "a.html").write_bytes(b"broken")
    (tmp_path / "b.html").unlink()
    assert publish(tmp_path, {"a.html": LONG, "b.html": b"b"}).changed == 2
    assert (tmp_path / "a.html").read_bytes() == LONG


def test_one_that_was_stopped_halfway_is_finished_by_the_next(tmp_path: Path) -> None:
    publish(tmp_path, {"old.html": b"old"})

    def stop() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Folder(tmp_path).write({**files(**{"new.html": b"new"}), "z.html": stop}, revision=4)
    assert (tmp_path / "old.html").exists()
    publish(tmp_path, {"other.html": b"other"})
    assert held(tmp_path) == {"other.html": b"other"}


@pytest.mark.parametrize("before", [{}, {"old.html": b"old"}], ids=["first", "again"])
def test_what_a_kill_left_is_in_no_way(tmp_path: Path, before: dict[str, bytes]) -> None:
    if before:
        publish(tmp_path, before)
    (tmp_path / PART).write_bytes(b"ha")
    publish(tmp_path, {"index.html": b"x"})
    assert held(tmp_path) == {"index.html": b"x"}


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_bytes(b"mine")
    with pytest.raises(InvalidInput) as caught:
        publish(tmp_path, {"index.html": b"x"})
    assert str(tmp_path) in caught.value.problems[0].message.en
    assert held(tmp_path) == {"thesis.doc": b"mine"}
    file = tmp_path / "thesis.doc"
    with pytest.raises(InvalidInput) as caught:
        publish(file, {"index.html": b"x"})
    assert "is a file" in caught.value.problems[0].message.en


def test_a_file_beside_the_published_ones_stays(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"x", "s_1_index.html": b"1"})
    (tmp_path / "s" / "1" / "CNAME").write_bytes(b"example")
    publish(tmp_path, {"index.html": b"x"})
    assert held(tmp_path) == {"index.html": b"x", "s/1/CNAME": b"example"}


@pytest.mark.parametrize("text", ["{", '{"files": ["../x"]}', '{"files": ["/etc/x"]}'])
def test_a_manifest_that_lies_removes_nothing(tmp_path: Path, text: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "x").write_bytes(b"outside")
    (out / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput):
        publish(out, {"index.html": b"x"})
    assert (tmp_path / "x").exists()
