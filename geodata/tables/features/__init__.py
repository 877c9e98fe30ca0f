"""Readers of places with properties: GeoJSON, KML, what GDAL reads, and Parquet."""
