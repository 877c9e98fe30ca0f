"""The pages as files: a folder that any web host serves, without a server of ours."""

from web.publishing.folder import Written
from web.publishing.publisher import publish

__all__ = ["Written", "publish"]
