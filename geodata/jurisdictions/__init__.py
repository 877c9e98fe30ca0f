"""Districts and streets with their unions, from files of polygons or of codes."""

from geodata.jurisdictions.reading import ReadUnions, read_jurisdictions

__all__ = ["ReadUnions", "read_jurisdictions"]
