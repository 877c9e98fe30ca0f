"""What can be wrong with what somebody gave us, said so that they can mend it."""

from dataclasses import dataclass

from locator.history import Versions
from locator.words import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one input.

    Parameters
    ----------
    field : str
        Name of the field, as the person who gave it knows it.
    value : str
        What was given, shortened to something that can be shown.
    allowed : Words
        What would have been accepted.
    message : Words
        One sentence for the person who gave it.
    """

    field: str
    value: str
    allowed: Words
    message: Words


class InvalidInput(ValueError):
    """Input that cannot be used, with a reason for each field.

    Parameters
    ----------
    *problems : Problem
        At least one.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.field}: {p.message.en}" for p in problems))
        self.problems = problems


class NotFound(LookupError):
    """Something was asked for by a name that nothing has.

    Parameters
    ----------
    message : Words
        What is missing.
    """

    def __init__(self, message: Words) -> None:
        super().__init__(message.en)
        self.message = message


class Stale(RuntimeError):
    """Something was changed after somebody had looked at it to change it.

    Parameters
    ----------
    name : str
        Id of the site, or code of the report.
    versions : tuple of Versions
        Where the site as they looked at it, as it is, and as they want it differ.
    """

    def __init__(self, name: str, versions: tuple[Versions, ...] = ()) -> None:
        super().__init__(f"{name} has changed meanwhile")
        self.name = name
        self.versions = versions


VALUE_SHOWN = 80  # characters of a bad value worth repeating


def problem(field: str, value: object, allowed: Words, message: Words) -> Problem:
    """Return a problem with the value cut to what can be shown."""
    text = str(value)
    shown = text if len(text) <= VALUE_SHOWN else text[: VALUE_SHOWN - 1] + "…"
    return Problem(field=field, value=shown, allowed=allowed, message=message)
