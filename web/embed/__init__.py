"""What others put on their own pages: a frame, a component, a picture, a printed list."""

from web.embed.routes import embed

__all__ = ["embed"]
