"""The headers of a folder, in a file that Netlify, Cloudflare Pages and others read: ``_headers``.

Pages bring their policy along; this adds what only headers can say, as the server says it.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from web.app import POLICY, guards
from web.caching import FRESH_S, keeping
from web.embed.policy import FRAMED
from web.publishing.places import FOLDERS

NOBODY: Final = "frame-ancestors 'none'"
FRESH: Final = f"public, max-age={FRESH_S}"


class Rule(NamedTuple):
    """Which addresses of the folder are sent as which one of the server, and how they are kept."""

    pattern: str
    like: str
    keeping: str


def headers_file(public_url: str, origins: tuple[str, ...]) -> str:
    """Return the file.

    Parameters
    ----------
    public_url : str
        Where the folder will be seen; patterns begin with its path.
    origins : tuple of str
        Who may frame what is made for frames; empty: everybody.
    """
    prefix = quote(urlsplit(public_url).path.rstrip("/"), safe="/%")
    told = []
    for rule in rules():
        told.append(f"{prefix}/{rule.pattern}")
        told += [f"  {name}: {value}" for name, value in headers_of(rule, origins)]
    return "\n".join((*told, ""))


def rules() -> Iterator[Rule]:
    """Give the rules; no address falls under two, since hosts disagree on what then holds."""
    for folder in FOLDERS.values():
        for page in ("", "all/*", "s/*"):
            yield Rule(folder + page, "/", FRESH)
        yield Rule(f"{folder}embed/*", FRAMED, FRESH)
        yield Rule(f"{folder}manifest.webmanifest", "/manifest.webmanifest", FRESH)
        if folder:
            yield Rule(f"{folder}data/*", "/", FRESH)
    yield Rule("data/*", "/data/", keeping())
    yield Rule("static/*", "/static/", keeping())
    yield Rule("photo/*", "/photo/", keeping())
    yield Rule("embed.js", "/embed.js", keeping())
    yield Rule("sw.js", "/sw.js", "no-cache")


def headers_of(rule: Rule, origins: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the headers of a rule."""
    said = guards({"PATH_INFO": rule.like, "REQUEST_METHOD": "GET"}, [])
    kept = [(name, value) for name, value in said if name != POLICY]
    frames = NOBODY
    if rule.like == FRAMED:
        frames = f"frame-ancestors 'self' {' '.join(origins)}" if origins else ""
    return [*kept, *([(POLICY, frames)] if frames else []), ("Cache-Control", rule.keeping)]
