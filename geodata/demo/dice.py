"""Dice that fall the same way on every machine."""

from random import Random


def dice(seed: int, part: str) -> Random:
    """Return the dice for one part of the city.

    Each part throws its own, so that changing one leaves the others as they were.
    A text seed is hashed with SHA-512 by `random`, whatever PYTHONHASHSEED says.
    """
    return Random(f"yizhan demo {seed} {part}")  # noqa: S311 - a drawing, not a secret
