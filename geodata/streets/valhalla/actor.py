"""Valhalla within this process, by the extra ``valhalla``."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from threading import local
from typing import Any

from geodata.streets.valhalla.trouble import ValhallaRefusal
from locator.errors import InvalidInput, problem
from locator.words import Words


class ActorEngine:
    """Asks Valhalla's library; for any number of threads.

    An Actor crashes the process when two threads use it, so each thread gets its own.

    Parameters
    ----------
    path : Path
        Valhalla's tiles: a folder, a tar archive, or a configuration (JSON) naming them.

    Raises
    ------
    InvalidInput
        With field ``valhalla``: the library is not installed, or the tiles are not there.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise _unusable(path, Words(zh="没有这个文件或文件夹", en="there is no such path"))
        self._library = _library(path)
        self._config = str(path) if path.suffix == ".json" else self._tiles(path)
        self._mine = local()

    def _tiles(self, path: Path) -> dict[str, Any]:
        archive, folder = (
            (str(path.absolute()), "") if path.is_file() else ("", str(path.absolute()))
        )
        config: dict[str, Any] = self._library.get_config(tile_extract=archive, tile_dir=folder)
        return config

    def ask(self, action: str, question: Mapping[str, object]) -> dict[str, Any]:
        """Return the answer to a question; see `Engine`."""
        try:
            if not hasattr(self._mine, "actor"):
                self._mine.actor = self._library.Actor(self._config)
            name = "matrix" if action == "sources_to_targets" else action
            answer: dict[str, Any] = getattr(self._mine.actor, name)(dict(question))
        except (RuntimeError, ValueError) as error:  # ValhallaError is a RuntimeError
            # its message may quote the question, and this one ends in the log
            raise ValhallaRefusal(type(error).__name__) from error
        return answer


def _library(path: Path) -> Any:  # noqa: ANN401 -- a module, untyped where it is not installed
    try:
        return import_module("valhalla")
    except ImportError as error:
        message = Words(
            zh="没有安装 Valhalla:Python 3.12 以上执行 pip install 'yizhan[valhalla]',"
            "或填写运行中的 Valhalla 服务的地址",
            en="Valhalla is not installed: on Python 3.12 or later pip install 'yizhan[valhalla]', "
            "or give the address of a Valhalla server that runs",
        )
        raise _unusable(path, message) from error


def _unusable(path: Path, message: Words) -> InvalidInput:
    allowed = Words(
        zh="Valhalla 切片的文件夹、tar 文件、配置文件(.json),或 http(s):// 地址",
        en="a folder or tar of Valhalla's tiles, its configuration (.json), an http(s):// address",
    )
    return InvalidInput(problem("valhalla", str(path), allowed, message))
