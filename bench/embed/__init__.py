"""The page in a frame at 300 and 3,000 sites: when its list is there, and weights."""

from bench.embed.run import main

__all__ = ["main"]
