"""Reports of riders: handed in without a login, and without a trace of who they are."""

from web.reports.desk import Desk, desk_for
from web.reports.reporters import Reporters, reporters_here, shared_reporters

__all__ = ["Desk", "Reporters", "desk_for", "reporters_here", "shared_reporters"]
