"""What the web workers serve, and how the desk changes it."""

from geodata.dumps.following import FollowedDumps
from geodata.dumps.manifest import Dump, Manifest
from web.state.source import Source, load_snapshot
from web.state.state import POLL_S, State

__all__ = ["POLL_S", "Dump", "FollowedDumps", "Manifest", "Source", "State", "load_snapshot"]
