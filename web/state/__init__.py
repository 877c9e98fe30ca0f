"""What the web workers serve, and how the desk changes it."""

from web.state.source import Source, load_snapshot
from web.state.state import POLL_S, State

__all__ = ["POLL_S", "Source", "State", "load_snapshot"]
