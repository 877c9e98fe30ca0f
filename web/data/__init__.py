"""Files for phones and programs, made once per revision and day."""

from web.data.routes import data

__all__ = ["data"]
