"""Finding sites by what people type: names, brands, addresses, pinyin, slips of the pen."""

from locator.text.search import TextIndex

__all__ = ["TextIndex"]
