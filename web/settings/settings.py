"""Settings: environment variables ``YIZHAN_…``, typed and checked before anything starts."""

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self, get_type_hints

from locator.errors import InvalidInput, Problem, problem
from locator.words import Lang, Words
from web.settings.data import DataSettings
from web.settings.embedding import EmbedSettings
from web.settings.geocoding import GeocoderSettings, lacking_key
from web.settings.readers import Setting
from web.settings.serving import CHINESE, ServingSettings
from web.settings.streets import StreetSettings
from web.settings.tiles import TileSettings, lacking
from web.settings.wechat import WeChatSettings, lacking_wechat

ENGLISH: Final[Lang] = "en"
PREFIX: Final = "YIZHAN_"
HIDDEN: Final = "***"
PASSWORD: Final = re.compile(r"(://[^:@/]*:)[^@/]*(?=@)")  # of an address that logs in


@dataclass(frozen=True, kw_only=True)
class Settings(
    DataSettings,
    EmbedSettings,
    GeocoderSettings,
    StreetSettings,
    TileSettings,
    WeChatSettings,
    ServingSettings,
):
    """Everything an operator can set; each field is the variable ``YIZHAN_<FIELD>``."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the settings.

        Raises
        ------
        InvalidInput
            Naming at once every variable that cannot be used.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for field, setting in declared().items():
            text = environ.get(variable(field))
            if text is None:
                continue
            try:
                values[field] = setting.read(text)
            except ValueError:
                shown = HIDDEN if setting.secret else text
                problems.append(unusable(variable(field), shown, setting.allowed))
        if problems:
            raise InvalidInput(*problems)
        settings = cls(**values)
        if problems := [*lacking(settings), *lacking_key(settings), *lacking_wechat(settings)]:
            raise InvalidInput(*problems)
        return settings


def declared() -> dict[str, Setting]:
    """Return how each field of the settings is read."""
    hints = get_type_hints(Settings, include_extras=True)
    return {field: hint.__metadata__[0] for field, hint in hints.items()}


def variable(field: str) -> str:
    """Return the environment variable of a field."""
    return PREFIX + field.upper()


def unusable(name: str, text: str, allowed: Words) -> Problem:
    """Say that a variable holds what it cannot hold."""
    message = Words(
        f"环境变量 {name} 的值不能用", f"environment variable {name} has a value it cannot have"
    )
    return problem(name, text, allowed, message)


def listed(settings: Settings) -> list[tuple[str, object, object, Words]]:
    """Return variable, value, default and meaning of every setting; of a secret no value."""
    meanings = declared()
    return [
        (
            variable(each.name),
            HIDDEN if meanings[each.name].secret and value else as_written(value),
            as_written(each.default),
            meanings[each.name].meaning,
        )
        for each in fields(settings)
        for value in (getattr(settings, each.name),)
    ]


def as_written(value: object) -> object:
    """Return a value as the environment holds it, with the password of an address hidden."""
    if isinstance(value, tuple):
        return " ".join(value)
    return PASSWORD.sub(rf"\g<1>{HIDDEN}", value) if isinstance(value, str) else value


def misspelt(environ: Mapping[str, str]) -> list[Words]:
    """Return a warning for each ``YIZHAN_…`` variable that is none of ours."""
    known = [variable(field) for field in declared()]
    warnings = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            warnings.append(
                Words(
                    f"环境变量 {name} 不起作用,是否想写 {near}?",
                    f"environment variable {name} means nothing; did you mean {near}?",
                )
            )
    return warnings


def language_named(text: str) -> Lang | None:
    """Return the language a tag means (``zh``, ``zh_CN.UTF-8``, ``en-GB``), or None."""
    tag = text.strip().lower()
    if tag.startswith("zh"):
        return CHINESE
    return ENGLISH if tag.startswith("en") else None


def terminal_language(environ: Mapping[str, str]) -> Lang:
    """Return the language of the command line: YIZHAN_LANG, else the terminal's, else Chinese."""
    names = ("YIZHAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    named = (language_named(environ.get(name, "")) for name in names)
    return next((lang for lang in named if lang is not None), CHINESE)
