"""The page of one site, where the QR code on its door leads."""

from web.site.routes import site_page

__all__ = ["site_page"]
