"""Opening hours as people write them in Chinese, read into OSM syntax."""
