"""The pages that people read: what is near, and the map."""

from web.pages.routes import pages

__all__ = ["pages"]
