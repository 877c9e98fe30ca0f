"""Which union answers for a place."""

from locator.unions.union import LEVELS, Level, Union

__all__ = ["LEVELS", "Level", "Union"]
