"""The files of docs/operating, and the places that they name put elsewhere for a test."""

from pathlib import Path

from tests.shared import ROOT

FOLDER = ROOT / "docs/operating"
GUIDE = ROOT / "docs/operating.md"


def text_of(name: str) -> str:
    """Return a file's text."""
    return (FOLDER / name).read_text(encoding="utf-8")


def code_of(name: str) -> str:
    """Return a file's text without its comments."""
    lines = text_of(name).splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def moved(name: str, into: Path, **places: Path) -> Path:
    """Write a file with other places in it into a folder, and return where it is."""
    text = text_of(name)
    for old, new in {PLACES[key]: str(path) for key, path in places.items()}.items():
        assert old in text, old
        text = text.replace(old, new)
    target = into / name
    target.write_text(text, encoding="utf-8")
    target.chmod((FOLDER / name).stat().st_mode)
    return target


PLACES = {
    "release": "/opt/yizhan/current",
    "settings": "/etc/yizhan/settings.env",
    "certificate": "/etc/letsencrypt/live/yizhan.example",
    "logs": "/var/log/nginx",
}
