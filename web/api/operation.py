"""An operation of the API: declared once, served and documented from that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from locator.snapshot import Snapshot
from locator.streets import StreetMode
from locator.words import Lang, Words
from web.api.parameters import Given, Parameter
from web.reports import Desk

if TYPE_CHECKING:  # names of types only
    from web.plan.desk import PlanDesk


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an operation answers from; the clock is read outside.

    A struct, since one is made for each request and a frozen dataclass takes several times as long.

    Parameters
    ----------
    given : Given
        The parameters, read.
    snapshot : Snapshot
        What is served.
    lang : Lang
        Language of the sentences.
    now : datetime
        The instant of the request.
    troubled : frozenset of str
        Sites that riders are warned of.
    desk : Desk or None
        Where reports are handed in; None where none are, as on the command line.
    plans : PlanDesk or None
        Where coverage is worked out; None on the command line.
    trouble : str or None
        What keeps the store from being read.
    street_troubles : mapping of StreetMode to str
        What keeps files of street networks from being used.
    """

    given: Given
    snapshot: Snapshot
    lang: Lang
    now: datetime
    troubled: frozenset[str] = frozenset()
    desk: Desk | None = None
    plans: "PlanDesk | None" = None
    trouble: str | None = None
    street_troubles: Mapping[StreetMode, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Operation:
    """One thing the API does.

    Parameters
    ----------
    name : str
        operationId in the documentation, endpoint in the router.
    path : str
        Path template; a name in braces is a parameter of that name.
    summary : Words
        What it does.
    parameters : dict
        What it accepts, by name.
    answer : type
        Struct that it answers with.
    run : callable
        Makes the answer.
    write : callable or None
        Makes the answer as JSON, where that has a faster way than encoding what `run`
        returns. The bytes are the same.
    methods : tuple of str
        The methods of HTTP that it answers to; POST takes the same parameters as JSON.
    creates : bool
        Whether it makes something new: it is answered with 201.
    cached : bool
        Whether clients may keep the answer and ask whether it has changed (ETag).
    timeless : bool
        Whether it changes with the sites alone (Last-Modified).
    """

    name: str
    path: str
    summary: Words
    parameters: dict[str, Parameter[Any]]
    answer: type[msgspec.Struct]
    run: Callable[[Asked], msgspec.Struct]
    write: Callable[[Asked], bytes] | None = None
    methods: tuple[str, ...] = ("GET",)
    creates: bool = False
    cached: bool = False
    timeless: bool = False
