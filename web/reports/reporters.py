"""Who has reported lately: salted hashes in memory, shared by the workers of one server.

A reporter is an address with a browser. What is remembered is a keyed hash of both and
of the day, cut to 64 bits; the key is drawn when the server starts and lives in the same
memory, so hashes mean nothing to anybody else and nothing at all after a restart.
Nothing of it is written to a file, the store or a log.

Workers write into one table without a lock of its own. `Reporters.first` runs while the
store lets nobody else add a report, so two reports at once are told apart; `Reporters.check`
may miss a count in a race, which costs one report too many.
"""

import os
import secrets
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from multiprocessing.shared_memory import SharedMemory
from typing import Final, NamedTuple

from werkzeug.exceptions import TooManyRequests

from locator.hours import CHINA
from locator.reports import TOGETHER

SHARED: Final = "REPORTERS_OF_YIZHAN"  # variable that tells workers where the memory is
KEY_BYTES: Final = 32
CURSOR: Final = struct.Struct("<Q")
ENTRY: Final = struct.Struct("<d8s8s8s")  # when, reporter, network, site
ENTRIES: Final = 8192  # reports remembered; more in a day push the oldest out
TABLE: Final = KEY_BYTES + CURSOR.size
SIZE: Final = TABLE + ENTRIES * ENTRY.size

WINDOW: Final = timedelta(minutes=10)
EACH: Final = 5  # reports of one reporter within the window
NETWORK: Final = 40  # reports from one address within the window, whatever the browser says


class Remembered(NamedTuple):
    """One report: seconds of its instant, and the hashes of reporter, address and site."""

    at: float
    reporter: bytes
    network: bytes
    site: bytes


class Reporters:
    """What is remembered of reporters.

    Parameters
    ----------
    memory : memoryview or bytearray
        `SIZE` bytes, shared or of this process alone; zeros are an empty table.
    """

    def __init__(self, memory: memoryview | bytearray) -> None:
        self._memory = memory
        if not any(memory[:KEY_BYTES]):
            memory[:KEY_BYTES] = secrets.token_bytes(KEY_BYTES)

    def check(self, address: str, browser: str, *, now: datetime) -> None:
        """Raise TooManyRequests where somebody has reported too often of late."""
        since = (now - WINDOW).timestamp()
        mine, ours = set(self._reporters(address, browser, now)), set(self._networks(address, now))
        late = [each for each in self._entries() if each.at > since]
        own = sorted(each.at for each in late if each.reporter in mine)
        shared = sorted(each.at for each in late if each.network in ours)
        for instants, most in ((own, EACH), (shared, NETWORK)):
            if len(instants) >= most:
                wait_s = int(instants[-most] - since) + 1
                raise TooManyRequests(retry_after=wait_s)

    def first(self, address: str, browser: str, site_id: str, *, now: datetime) -> bool:
        """Remember a report; tell whether it is this reporter's first of a site in 24 hours."""
        since = (now - TOGETHER).timestamp()
        mine = self._reporters(address, browser, now)
        site = self._hash("site", site_id)
        known = any(
            each.at > since and each.site == site and each.reporter in mine
            for each in self._entries()
        )
        self._remember(Remembered(now.timestamp(), mine[0], self._networks(address, now)[0], site))
        return not known

    def _entries(self) -> Iterator[Remembered]:
        return map(Remembered._make, ENTRY.iter_unpack(self._memory[TABLE:SIZE]))

    def _remember(self, entry: Remembered) -> None:
        (count,) = CURSOR.unpack_from(self._memory, KEY_BYTES)
        ENTRY.pack_into(self._memory, TABLE + count % ENTRIES * ENTRY.size, *entry)
        CURSOR.pack_into(self._memory, KEY_BYTES, count + 1)

    def _reporters(self, address: str, browser: str, now: datetime) -> tuple[bytes, bytes]:
        """Return the hash of today, and that of yesterday: a day is 24 hours past midnight too."""
        network = network_of(address)
        return self._daily(now, "reporter", network, browser)

    def _networks(self, address: str, now: datetime) -> tuple[bytes, bytes]:
        return self._daily(now, "network", network_of(address))

    def _daily(self, now: datetime, *parts: str) -> tuple[bytes, bytes]:
        today: date = now.astimezone(CHINA).date()
        yesterday = today - timedelta(days=1)
        return self._hash(str(today), *parts), self._hash(str(yesterday), *parts)

    def _hash(self, *parts: str) -> bytes:
        text = "\0".join(parts).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=8, key=bytes(self._memory[:KEY_BYTES])).digest()


def network_of(address: str) -> str:
    """Return an address; of IPv6 the first 64 bits, since the rest is the phone's to choose."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


@contextmanager
def shared_reporters() -> Iterator[None]:
    """Make the memory that worker processes started inside share; let it go in the end."""
    memory = SharedMemory(create=True, size=SIZE)
    os.environ[SHARED] = memory.name
    try:
        in_memory(memory)
        yield
    finally:
        del os.environ[SHARED]
        memory.close()
        memory.unlink()


_attached: list[SharedMemory] = []  # kept: a memory that is let go takes its bytes along


def reporters_here() -> Reporters:
    """Return what this server's workers share; alone, a memory of this process."""
    name = os.environ.get(SHARED)
    if name is None:
        return Reporters(bytearray(SIZE))
    _attached.append(SharedMemory(name=name))
    return in_memory(_attached[-1])


def in_memory(memory: SharedMemory) -> Reporters:
    """Return what a shared memory remembers."""
    assert memory.buf is not None  # noqa: S101 -- None once closed, which it is not
    return Reporters(memory.buf)
