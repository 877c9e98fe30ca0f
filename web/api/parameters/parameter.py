"""Parameters of the API: each declared once, and both read and documented from that.

A parameter arrives as text in a query string or as a value in a JSON body; either
way it is held against the same JSON schema that the documentation shows.
"""

import difflib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from locator.errors import InvalidInput, Problem, problem
from locator.words import Words

T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Parameter(Generic[T_co]):
    """One named input.

    Parameters
    ----------
    name : str
        Key in the query string and in the JSON body.
    schema : dict
        JSON schema of what is accepted.
    read : callable
        Turns a JSON value into what the product works with; TypeError or
        ValueError: not accepted.
    allowed, meaning : Words
        What is accepted, and what it does, for people.
    from_text : callable
        Turns text of a query string into the JSON value that it means.
    default : object
        What stands for a parameter that was not given.
    required : bool
        Whether it must be given.
    """

    name: str
    schema: Schema
    read: Callable[[object], T_co]
    allowed: Words
    meaning: Words
    from_text: Callable[[str], object] = str
    default: T_co | None = None
    required: bool = False


class Given:
    """What was given, read; a parameter left out has its default."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getitem__(self, parameter: Parameter[T_co]) -> T_co:
        value: T_co = self._values.get(parameter.name, parameter.default)
        return value

    def any_of(self, names: Collection[str]) -> bool:
        """Return whether any of some parameters was given."""
        return any(name in names for name in self._values)


def read_given(
    parameters: Mapping[str, Parameter[Any]], raw: Mapping[str, object], *, as_text: bool
) -> Given:
    """Read what was given.

    Parameters
    ----------
    parameters : mapping
        What is accepted, by name.
    raw : mapping
        What came: texts of a query string, or values of a JSON body.
    as_text : bool
        Whether it came as text.

    Raises
    ------
    InvalidInput
        With every parameter that is wrong, missing or not known.
    """
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for name, value in raw.items():
        parameter = parameters.get(name)
        if parameter is None:
            problems.append(unknown(name, parameters))
            continue
        try:
            typed = parameter.from_text(cast("str", value)) if as_text else value
            values[name] = parameter.read(typed)
        except (TypeError, ValueError):
            shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            problems.append(refused(parameter, shown))
    problems += [missing(p) for p in parameters.values() if p.required and p.name not in raw]
    if problems:
        raise InvalidInput(*problems)
    return Given(values)


def by_name(*parameters: Parameter[Any]) -> dict[str, Parameter[Any]]:
    """Return parameters by their names, in order."""
    return {parameter.name: parameter for parameter in parameters}


def refused(parameter: Parameter[Any], value: str) -> Problem:
    """Say that a value is not accepted."""
    name, allowed = parameter.name, parameter.allowed
    return problem(
        name,
        value,
        allowed,
        Words(f"参数 {name} 应为:{allowed.zh}。", f"Parameter {name} must be {allowed.en}."),
    )


def missing(parameter: Parameter[Any]) -> Problem:
    """Say that a parameter has to be given."""
    name, allowed = parameter.name, parameter.allowed
    return problem(
        name,
        "",
        allowed,
        Words(f"缺少参数 {name}:{allowed.zh}。", f"Parameter {name} is missing: {allowed.en}."),
    )


def unknown(name: str, parameters: Iterable[str]) -> Problem:
    """Say that there is no such parameter, and which one comes near."""
    names = list(parameters)
    near = difflib.get_close_matches(name, names, n=1)
    hint = Words(f"是否想写 {near[0]}?", f" Did you mean {near[0]}?") if near else Words("", "")
    allowed = ", ".join(names)
    return problem(
        name,
        "",
        Words(allowed, allowed),
        Words(f"没有参数 {name[:40]}。{hint.zh}", f"There is no parameter {name[:40]}.{hint.en}"),
    )
