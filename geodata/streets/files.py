"""Network files: a header and plain arrays, mapped into memory and shared by processes.

A file begins with `MAGIC`, the version, the length of the header and its CRC-32, each
of four bytes but the magic (little-endian). The header is JSON: the mode, the names,
`NetworkAbout`, and for each array its type, length and place. Arrays begin at multiples
of 64 bytes. The header also tells the size of the file, so that one cut short is noticed
without reading it all.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geodata.atomic import unwritable, written_whole
from geodata.streets.building import VERSION
from locator.errors import InvalidInput, problem
from locator.streets.network import NetworkAbout, StreetMode, StreetNetwork
from locator.words import Words

MAGIC: Final = b"YIZHANST"
HEAD: Final = struct.Struct("<8sIII")
ALIGNED: Final = 64
ENDING: Final = ".streets"
COLUMNS: Final = {
    "node_lons": "<f8",
    "node_lats": "<f8",
    "edge_from": "<i4",
    "edge_to": "<i4",
    "edge_m": "<f8",
    "forward_s": "<f8",
    "backward_s": "<f8",
    "edge_name": "<i4",
    "vertex_start": "<i8",
    "vertex_lons": "<f8",
    "vertex_lats": "<f8",
}
SQLITE: Final = "sqlite:///"

Column = NDArray[Any]


def streets_folder(store_url: str) -> Path:
    """Return where the networks of a store are kept: beside it, or in ``var`` for a server."""
    if store_url.startswith(SQLITE):
        return Path(store_url.removeprefix(SQLITE)).parent / "streets"
    return Path("var/streets")


def network_path(folder: Path, mode: StreetMode) -> Path:
    """Return the file of a mode's network."""
    return folder / f"{mode}{ENDING}"


def write_networks(networks: Iterable[StreetNetwork], folder: Path) -> None:
    """Write networks, each to the file of its mode; none takes its place before all are whole.

    The folder is made where there is none.

    Raises
    ------
    InvalidInput
        With field ``file`` when nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None
    with ExitStack() as stack:
        for network in networks:
            beside = stack.enter_context(written_whole(network_path(folder, network.mode)))
            _write(network, beside)


def _write(network: StreetNetwork, path: Path) -> None:
    columns = {
        name: np.ascontiguousarray(getattr(network, name), kind) for name, kind in COLUMNS.items()
    }
    header = _header(network, columns)
    with path.open("wb") as file:
        file.write(HEAD.pack(MAGIC, VERSION, len(header), zlib.crc32(header)))
        file.write(header)
        for column in columns.values():
            file.write(b"\0" * (-file.tell() % ALIGNED))
            file.write(column.data)


def _header(network: StreetNetwork, columns: dict[str, Column]) -> bytes:
    """Return the header; places of arrays count from its aligned end."""
    place = 0
    placed = {}
    for name, column in columns.items():
        place += -place % ALIGNED
        placed[name] = {"type": COLUMNS[name], "length": len(column), "place": place}
        place += column.nbytes
    header = {
        "mode": network.mode,
        "about": asdict(network.about),
        "names": network.names,
        "columns": placed,
        "bytes": place,
    }
    return json.dumps(header, ensure_ascii=False).encode()


def read_network(path: Path) -> StreetNetwork:
    """Return the network of a file, its arrays mapped and not to be written to.

    Raises
    ------
    InvalidInput
        With field ``streets`` for a file that is none of ours, of another version, or
        cut short.
    """
    with path.open("rb") as file:
        head = file.read(HEAD.size)
        if len(head) < HEAD.size or not head.startswith(MAGIC):
            raise _unusable(path, Words("不是路网文件", "it is no street network"))
        _, version, length, checksum = HEAD.unpack(head)
        if version != VERSION:
            raise _unusable(path, Words(f"版本是 {version}", f"its version is {version}"))
        header = file.read(length)
        if zlib.crc32(header) != checksum:
            raise _unusable(path, Words("文件已损坏", "it is damaged"))
        told = json.loads(header)
        start = HEAD.size + length + -(HEAD.size + length) % ALIGNED
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if len(mapped) != start + told["bytes"]:
        raise _unusable(path, Words("文件不完整", "it is not complete"))
    columns = {
        name: np.frombuffer(mapped, each["type"], each["length"], start + each["place"])
        for name, each in told["columns"].items()
    }
    about = NetworkAbout(**told["about"] | {"bbox": tuple(told["about"]["bbox"])})
    return StreetNetwork(mode=told["mode"], names=tuple(told["names"]), about=about, **columns)


def _unusable(path: Path, why: Words) -> InvalidInput:
    allowed = Words(
        f"由本版本的 yizhan streets 写出的文件(版本 {VERSION})",
        f"a file that yizhan streets of this release wrote (version {VERSION})",
    )
    message = Words(
        f"路网文件不能用,请重新运行 yizhan streets:{why.zh}",
        f"the street network cannot be used, run yizhan streets again: {why.en}",
    )
    return InvalidInput(problem("streets", path, allowed, message))
