"""Bringing a file in: drop it, look at what it would do, apply it."""
