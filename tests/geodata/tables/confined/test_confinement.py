"""What the reading process cannot do, whatever talks it into trying."""

import ctypes
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.tables import read_tables
from geodata.tables.reading import ENVIRONMENT, ROOT
from locator.errors import InvalidInput
from tests.geodata.tables.making import refusal_of, zipped

SECRET = "CANARY-7f3a"


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """Return a file that nobody may read."""
    path = tmp_path / "outside" / "secret.csv"
    path.parent.mkdir()
    path.write_text(f"name,address\n{SECRET},x\n", "utf-8")
    return path


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Yield a server that nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def nobody_called(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return True
    return False


def run_confined(folder: Path, before: str, after: str, *arguments: str) -> str:
    """Return what code prints that confines itself in a folder, then goes on."""
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
{before}
from geodata.tables.confined.confinement import confine
from geodata.tables.table import Limits
confine(Limits())
{after}
"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """Return the one folder that a confined process is held to."""
    path = tmp_path / "inside"
    path.mkdir()
    return path


def test_the_interpreter_refuses(inside: Path, canary: Path) -> None:
    told = run_confined(
        inside,
        "import os, pathlib, socket, subprocess",
        """
path = sys.argv[1]
for attempt in (
    lambda: open(path),
    lambda: pathlib.Path(path).read_bytes(),
    lambda: open(path, "w"),
    lambda: open("/etc/passwd"),
    lambda: socket.socket(),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
    lambda: os.fork(),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
):
    try:
        attempt()
        print("DONE")
    except OSError as error:
        print(type(error).__name__)
open("mine", "w").write("x")
print(open("mine").read())
""",
        str(canary),
    )
    assert told.split() == ["PermissionError"] * 10 + ["x"]


def test_what_is_read_takes_no_more_memory_than_allowed(inside: Path) -> None:
    told = run_confined(
        inside,
        "",
        """
try:
    bytearray(2_000_000_000)
    print("DONE")
except MemoryError:
    print("refused")
""",
    )
    assert told.split() == ["refused"]


def kernel_confines() -> bool:
    """Tell whether this machine has Landlock."""
    return sys.platform == "linux" and bool(ctypes.CDLL(None).syscall(444, None, 0, 1) > 0)


needs_landlock = pytest.mark.skipif(
    not kernel_confines(), reason="this kernel has no Landlock (Linux 5.13)"
)


@needs_landlock
def test_the_kernel_refuses_native_code(
    inside: Path, canary: Path, listener: socket.socket
) -> None:
    told = run_confined(
        inside,
        "import ctypes",
        """
libc = ctypes.CDLL(None)
print(libc.open(sys.argv[1].encode(), 0))
print(libc.open(b"/etc/passwd", 0))
print(libc.open(sys.executable.encode(), 2))
print(libc.symlink(sys.argv[1].encode(), b"link"))
print(libc.rename(sys.argv[1].encode(), b"taken"))
print(libc.socket(2, 1, 0))
print(libc.execv(b"/bin/true", None))
print(libc.kill(1, 0))
print(libc.open(b"mine", 0o102, 0o600) >= 0)
""",
        str(canary),
    )
    assert told.split() == ["-1"] * 8 + ["True"]
    assert nobody_called(listener)


@needs_landlock
def test_gdal_with_all_its_drivers_reaches_nothing(
    inside: Path, canary: Path, listener: socket.socket
) -> None:
    """The second lock: even a virtual dataset that got as far as GDAL stays alone."""
    url = f"/vsicurl/http://127.0.0.1:{listener.getsockname()[1]}/a.csv"
    for name, source in (("file", str(canary)), ("net", url)):
        (inside / f"{name}.vrt").write_text(virtual(source), "utf-8")
    (inside / "mine.csv").write_text("name,address\nmine,x\n", "utf-8")
    (inside / "mine.vrt").write_text(virtual("mine.csv"), "utf-8")
    told = run_confined(
        inside,
        "import pyogrio",
        """
for name in ("file.vrt", "net.vrt", "mine.vrt"):
    try:
        print(pyogrio.raw.read(name)[3])
    except RuntimeError:
        print("nothing")
""",
    )
    assert SECRET not in told
    assert told.startswith("nothing\nnothing\n")
    assert "mine" in told  # the same dataset works where it is allowed
    assert nobody_called(listener)


def virtual(source: str) -> str:
    """Return a virtual dataset of another one."""
    return (
        '<OGRVRTDataSource><OGRVRTLayer name="layer"><SrcDataSource relativeToVRT="0">'
        f"{source}</SrcDataSource><SrcLayer>{Path(source).stem}</SrcLayer></OGRVRTLayer>"
        "</OGRVRTDataSource>"
    )


@pytest.mark.parametrize("name", ["a.geojson", "a.csv", "a.gpkg", "a.zip", "a.xlsx", "a.kml"])
def test_a_virtual_dataset_is_refused_under_any_name(
    tmp_path: Path, canary: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text(virtual(str(canary)), "utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_tables(path)
    assert SECRET not in refusal_of(caught.value)


def test_what_a_file_points_at_is_neither_read_nor_called(
    tmp_path: Path, canary: Path, listener: socket.socket
) -> None:
    here = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    link = f"<NetworkLink><Link><href>{here}a.kml</href></Link></NetworkLink>"
    placemark = f"<Placemark><name>{here}</name></Placemark>"
    kml = tmp_path / "a.kml"
    kml.write_text(f"<kml><Document>{link}{placemark}</Document></kml>", "utf-8")
    geojson = tmp_path / "a.geojson"
    geojson.write_text(
        f'{{"crs": {{"type": "link", "properties": {{"href": "{here}", "name": "{here}"}}}},'
        f' "features": [{{"properties": {{"name": "{canary}"}}}}]}}',
        "utf-8",
    )
    for path in (kml, geojson):
        (table,) = read_tables(path)
        assert len(table.rows) == 1
        assert SECRET not in str(list(table.rows))
    shapefile = zipped(tmp_path / "a.zip", {"a.shp": virtual(str(canary)).encode()})
    with pytest.raises(InvalidInput):
        read_tables(shapefile)
    assert nobody_called(listener)


def test_our_own_settings_do_not_go_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OGR_SKIP", "GPKG,GeoJSON")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "json.py").write_text("raise SystemExit", "utf-8")
    path = tmp_path / "a.csv"
    path.write_text("name,address\na,b\n", "utf-8")
    assert len(read_tables(path)[0].rows) == 1
    assert not {"http_proxy", "https_proxy", "HOME", "PATH"} & set(ENVIRONMENT)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = tmp_path / "a.csv"
    path.write_text("name,address\na,b\n", "utf-8")
    (table,) = read_tables(path)
    assert list(tmp_path.iterdir()) == [path]
    assert list(table.rows) == [("a", "b")]
