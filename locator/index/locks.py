"""The one lock of the index: rtree is not safe for two readers, nor is a fork under way."""

import os
from threading import RLock
from typing import Final

ONE_AT_A_TIME: Final = RLock()
"""Held while an rtree is read or written and while what is kept for later is made.

One for the whole process, so that nobody can wait for two in the wrong order. A fork
waits for it: a child never inherits a half-changed tree or a lock that nobody opens.
"""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=ONE_AT_A_TIME.acquire,
        after_in_parent=ONE_AT_A_TIME.release,
        after_in_child=ONE_AT_A_TIME.release,
    )
