"""Streets: who is nearest, how fast, and what is within reach, beside other engines."""

from bench.streets.run import main

__all__ = ["main"]
