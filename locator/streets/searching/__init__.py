"""Shortest ways over the arcs of a street network."""
