"""Where the shared test inputs are, and a clear skip where they are not."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("YIZHAN_SHARED", ROOT.parent / "shared" / "data"))


def shared_path(name: str) -> Path:
    """Return the path of a shared input, or skip the test saying what is missing."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared input {name} is not here: set YIZHAN_SHARED to its folder")
    return path
