"""Attributions, which archives hold as HTML, as text."""

from html.parser import HTMLParser


class _Text(HTMLParser):
    """Gathers the text between the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain_text(html: str) -> str:
    """Return the text of HTML on one line, without its tags."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())
