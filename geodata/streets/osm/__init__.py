"""Reads streets from an extract of OpenStreetMap."""
