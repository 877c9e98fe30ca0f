"""What an operator can set."""

from web.settings.serving import CHINESE
from web.settings.settings import Settings, language_named, listed, misspelt, terminal_language

__all__ = ["CHINESE", "Settings", "language_named", "listed", "misspelt", "terminal_language"]
