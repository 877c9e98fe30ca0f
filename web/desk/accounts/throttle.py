"""How often an address may try to sign in: hashes in the memory of one process.

The store locks a name after repeated failures, for all processes. This keeps one address
from going through many names, and the server from hashing passwords all day.
"""

import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from hashlib import blake2b
from threading import Lock
from typing import Final

from web.reports.reporters import network_of

WINDOW: Final = timedelta(minutes=10)
MOST: Final = 30  # an office shares one address
REMEMBERED: Final = 4096  # addresses; more push the oldest out


class Throttle:
    """Counts sign-ins by address."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = Lock()
        self._tries: OrderedDict[bytes, list[float]] = OrderedDict()

    def wait_s(self, address: str, *, now: datetime) -> int:
        """Count a try; return for how many seconds it is refused, 0 where it is not."""
        who = blake2b(network_of(address).encode(), key=self._key, digest_size=16).digest()
        since = (now - WINDOW).timestamp()
        with self._lock:
            tries = [at for at in self._tries.pop(who, []) if at > since]
            self._tries[who] = tries
            if len(self._tries) > REMEMBERED:
                self._tries.popitem(last=False)
            if len(tries) >= MOST:
                return int(tries[0] - since) + 1
            tries.append(now.timestamp())
        return 0
