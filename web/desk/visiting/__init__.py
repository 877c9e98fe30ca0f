"""Verifying at the door, and taking photographs there."""
