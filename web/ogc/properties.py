"""Properties of features: what each holds, and how a filter on it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from locator.words import Words, same
from web.numbers import decimal_number, whole_number

TRUE: Final = frozenset({"true", "1"})  # GDAL sends a digit
FALSE: Final = frozenset({"false", "0"})


def read_flag(text: str) -> bool:
    """Return what a text means. ValueError: neither yes nor no."""
    if text in TRUE | FALSE:
        return text in TRUE
    raise ValueError


READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "string": str,
    "number": decimal_number,
    "integer": whole_number,
    "boolean": read_flag,
    "array": lambda text: frozenset(text.split(",")),
}
ALLOWED: Final[Mapping[str, Words]] = {
    "string": Words("文字,须完全相同", "a text, the very same"),
    "number": Words("数", "a number"),
    "integer": Words("整数", "a whole number"),
    "boolean": same("true | false"),
    "array": Words("一个或几个代码,逗号分隔,须全部具备", "codes with commas, all of which it has"),
}


@dataclass(frozen=True, slots=True)
class Property:
    """One property of the features of a collection.

    Parameters
    ----------
    name : str
        Its key.
    title : Words
        What it says.
    kind : str
        Type of JSON that it has.
    """

    name: str
    title: Words
    kind: str = "string"

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of a filter on it."""
        if self.kind == "array":
            return {"type": "array", "items": {"type": "string"}}
        return {"type": self.kind}

    def holds(self, value: Any, wanted: Any) -> bool:  # noqa: ANN401 -- JSON
        """Tell whether a value is what a filter wants; what is unknown is not."""
        if value is None:
            return False
        if self.kind == "array":
            return bool(wanted.issubset(value))
        return bool(value == wanted)
