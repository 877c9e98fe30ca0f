"""The JSON API: operations declared once, served and documented from that."""
