"""Figures of a coverage, each with the definition that it stands on."""
