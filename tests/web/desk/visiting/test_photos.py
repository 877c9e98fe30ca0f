"""What is served of a photograph is its pixels; nothing else that is sent becomes one."""

import re
import sqlite3
import struct
import zlib
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from geodata.backup import backup, restore
from geodata.store import Store
from locator.hours import CHINA
from locator.model import Site
from tests.web.desk.staff import mark_on, sign_in
from web.desk.visiting.pictures import LARGEST_BODY, MOST_PIXELS

GPS = {1: "N", 2: (37.0, 30.0, 0.0), 3: "E", 4: (121.0, 24.0, 0.0)}
SECRET = b"where-i-live"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NOT_TAKEN = {
    "script.svg": SVG,
    "script.jpg": SVG,
    "page.jpg": b"<html><script>alert(1)</script></html>",
    "empty.jpg": b"",
    "list.xlsx": b"PK\x03\x04" + bytes(100),
    "moving.gif": b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,",
    "old.tiff": b"II*\x00\x08\x00\x00\x00" + bytes(60),
    "call.eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
}


def taken(*, size: tuple[int, int] = (400, 200), kind: str = "JPEG", hold: int = 1) -> bytes:
    """Return a picture as a phone makes it: red on the left, with its position and the like."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = image.getexif()
    exif[0x0112], exif[0x010E] = hold, SECRET.decode()
    exif.get_ifd(0x8825).update(GPS)
    file = BytesIO()
    more = {"comment": SECRET} if kind == "JPEG" else {}
    image.save(file, kind, exif=exif, xmp=b"<x>" + SECRET + b"</x>", icc_profile=SECRET, **more)
    return file.getvalue() + SECRET


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of few bytes and many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def visit(
    client: FlaskClient, store: Store, data: bytes, name: str = "a.jpg", site_id: str = "s1"
) -> TestResponse:
    form = {"csrf": mark_on(client, "/desk"), "seen": store.revision(), "change": "none"}
    sent = {**form, "photo": (BytesIO(data), name)}
    return client.post(f"/desk/visit/{site_id}", data=sent, content_type="multipart/form-data")


def current(store: Store) -> Site:
    return next(site for site in store.load().sites if site.id == "s1")


def shown(client: FlaskClient, store: Store) -> TestResponse:
    (address,) = current(store).photos or ()
    return client.get(address)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_served_says_nothing_but_its_pixels(
    desk_app: Flask, desk_store: Store, kind: str
) -> None:
    client = sign_in(desk_app, "editor here")
    sent = taken(kind=kind, hold=6)  # held upright: red comes on top
    assert b"Exif" in sent or b"EXIF" in sent or b"eXIf" in sent
    assert visit(client, desk_store, sent).status_code == 303
    answer = shown(client, desk_store)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    image = Image.open(BytesIO(answer.data))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (200, 400), {})
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive",
                               "progression"}  # fmt: skip
    assert SECRET not in answer.data
    assert b"Exif" not in answer.data
    top, bottom = (image.convert("RGB").getpixel((100, y)) for y in (50, 350))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert [each > 128 for each in (*top, *bottom)] == [True, False, False, False, False, True]


def test_a_photograph_is_shown_dated_and_kept(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    assert visit(client, desk_store, taken(size=(3000, 2000))).status_code == 303
    (address,) = current(desk_store).photos or ()
    page, today = client.get("/s/s1").text, datetime.now(CHINA).date()
    assert f'src="{address}" alt="Photograph 1 of 示例1号驿站" width="1600" height="1067"' in page
    assert f"Taken by staff · {today}" in page
    answer = client.get(address)
    assert len(answer.data) < 200_000
    tag = answer.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert current(desk_store).verified_on == today
    last = desk_store.history("s1")[-1]
    assert {change.field for change in last.changes} == {"photos", "verified_on"}
    assert last.actor == "user:2"
    assert visit(client, desk_store, taken(size=(3000, 2000))).status_code == 303
    assert current(desk_store).photos == (address,)  # the same picture is there once


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_what_is_no_photograph_is_refused(desk_app: Flask, desk_store: Store, name: str) -> None:
    client, revision = sign_in(desk_app, "editor here"), desk_store.revision()
    if not NOT_TAKEN[name]:
        assert visit(client, desk_store, b"", name).status_code in (303, 400)
        assert current(desk_store).photos is None
        return
    page = visit(client, desk_store, NOT_TAKEN[name], name)
    assert page.status_code == 400
    assert "this is no picture that can be read Allowed: a JPEG, PNG or WebP" in page.text
    assert 'aria-invalid="true"' in page.text
    assert (desk_store.revision(), desk_store.photos.of("s1")) == (revision, ())


@pytest.mark.parametrize("size", [(9000, 8000), (60_000, 60_000), (2**31 - 1, 2)])
def test_bombs_are_refused_before_they_are_unpacked(
    desk_app: Flask, desk_store: Store, size: tuple[int, int]
) -> None:
    client, revision = sign_in(desk_app, "editor here"), desk_store.revision()
    assert size[0] * size[1] > MOST_PIXELS
    page = visit(client, desk_store, bomb(*size), "bomb.png")
    assert page.status_code == 400
    assert "the picture has too many pixels" in page.text
    assert desk_store.revision() == revision


def test_damaged_pictures_are_refused(desk_app: Flask, desk_store: Store) -> None:
    client, revision = sign_in(desk_app, "editor here"), desk_store.revision()
    whole = taken(kind="PNG")
    for data in (whole[:200], bomb(400, 400), taken()[:300]):
        assert visit(client, desk_store, data, "../../etc/passwd.png").status_code == 400
    assert (desk_store.revision(), desk_store.photos.of("s1")) == (revision, ())


def test_a_body_that_is_too_large_is_not_read(desk_app: Flask, desk_store: Store) -> None:
    client, revision = sign_in(desk_app, "editor here"), desk_store.revision()
    said = {"CONTENT_LENGTH": str(LARGEST_BODY + 1)}
    answer = client.post("/desk/visit/s1", data=b"-", environ_overrides=said)
    assert answer.status_code == 400
    assert "the file is too large" in answer.text
    assert desk_store.revision() == revision


def test_a_photograph_is_removed_for_good(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    visit(client, desk_store, taken())
    (address,) = current(desk_store).photos or ()
    name = address.rpartition("/")[2]
    assert name in client.get("/desk/visit/s1").text
    form = {"csrf": mark_on(client, "/desk"), "seen": desk_store.revision(), "name": name}
    stale = {**form, "seen": desk_store.revision() - 1}
    assert client.post("/desk/photos/s1", data=stale).status_code == 409
    assert client.get(address).status_code == 200
    other = client.post("/desk/photos/s2", data=form)  # of another site: nothing happens
    assert other.status_code == 303
    assert client.get(address).status_code == 200
    assert client.post("/desk/photos/s1", data=form).status_code == 303
    assert client.get(address).status_code == 404
    assert "<figure" not in client.get("/s/s1").text
    assert desk_store.photos.of("s1") == ()


def test_the_history_names_photographs_and_leads_to_those_that_are_there(
    desk_app: Flask, desk_store: Store
) -> None:
    client = sign_in(desk_app, "editor here")
    history = "/desk/history/site/s1?lang=zh-CN"
    addresses = []
    for size in ((20, 10), (40, 20)):
        visit(client, desk_store, taken(size=size))
        addresses.append((current(desk_store).photos or ())[-1])
    page = client.get(history).text
    assert re.findall(r'<a href="(/photo/[^"]*)">照片</a>', page) == addresses[::-1]
    told = re.findall(r"<dt>照片</dt><dd>(.*?)</dd>", page)
    assert [re.sub("<.*?>", "", each) for each in told] == ["加上 照片 其余不变", "空 → 照片"]
    name = addresses[0].rpartition("/")[2]
    form = {"csrf": mark_on(client, "/desk"), "seen": desk_store.revision(), "name": name}
    assert client.post("/desk/photos/s1", data=form).status_code == 303
    page = client.get(history).text
    assert set(re.findall(r'href="(/photo/[^"]*)"', page)) == {addresses[1]}
    assert "<del><bdi>照片</bdi></del>" in page
    assert addresses[0] not in page


def test_a_site_has_room_for_some(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    statuses = [
        visit(client, desk_store, taken(size=(10 * n, 20))).status_code for n in range(1, 8)
    ]
    assert statuses == [303] * 6 + [400]
    assert len(desk_store.photos.of("s1")) == 6


def test_a_stale_visit_keeps_no_photograph(desk_app: Flask, desk_store: Store) -> None:
    client, seen = sign_in(desk_app, "editor here"), desk_store.revision()
    desk_store.apply([Site(id="s1", name="新")], source="x", actor="x", at=datetime.now(UTC))
    administrator = sign_in(desk_app, "administrator")
    form = {"csrf": mark_on(administrator, "/desk"), "seen": seen, "change": "none"}
    sent = {**form, "photo": (BytesIO(taken()), "a.jpg")}
    assert administrator.post("/desk/visit/s1", data=sent).status_code == 409
    assert desk_store.photos.of("s1") == ()
    assert client.get("/photo/nothing.jpg").status_code == 404


def test_a_backup_holds_the_photographs(desk_app: Flask, desk_store: Store, tmp_path: Path) -> None:
    client, url = sign_in(desk_app, "editor here"), f"sqlite:///{tmp_path}/yizhan.db"
    visit(client, desk_store, taken())
    before = shown(client, desk_store).data
    backup(url, tmp_path / "saved.db")
    form = {"csrf": mark_on(client, "/desk"), "seen": desk_store.revision()}
    (photo,) = desk_store.photos.of("s1")
    client.post("/desk/photos/s1", data={**form, "name": photo.name})
    with closing(sqlite3.connect(tmp_path / "yizhan.db")) as database:
        assert database.execute("SELECT count(*) FROM photos").fetchone() == (0,)
    restore(tmp_path / "saved.db", url)
    desk_app.extensions["yizhan"].refresh()
    assert shown(client, desk_store).data == before
