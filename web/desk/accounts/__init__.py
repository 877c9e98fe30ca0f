"""Signing in and out, invitations, people and tokens."""
