"""What lies under the sites on the rider's map without tiles: streets of the made-up city."""

import gzip
from functools import lru_cache

from web.caching import tag_of

Layers = tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def packed_backdrop(backdrop: Layers) -> tuple[bytes, str]:
    """Return ``[[theme, GeoJSON], …]``, lowest first, packed, and its ETag.

    Parameters
    ----------
    backdrop : tuple of (str, str)
        Themes and their GeoJSON texts, lowest first.
    """
    plain = ("[" + ",".join(f'["{theme}",{text}]' for theme, text in backdrop) + "]").encode()
    return gzip.compress(plain, 9, mtime=0), tag_of(plain)
