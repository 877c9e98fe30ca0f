"""The account by which pages are signed, and WeChat's script as the operator has it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from flask import current_app

from locator.errors import InvalidInput, problem
from locator.words import Words

LARGEST_SCRIPT: Final = 1_000_000  # bytes; it has some 20,000

Sign = Callable[[str], tuple[int, str, str] | None]
"""Takes the address of a page; timestamp, nonce and signature, None while there are none."""


class Account(NamedTuple):
    """What pages need to use WeChat's functions.

    Parameters
    ----------
    appid : str
        Whose pages they are.
    sign : callable
        Signs the address of a page.
    script : bytes
        WeChat's own script, the operator's copy.
    """

    appid: str
    sign: Sign
    script: bytes


def account() -> Account | None:
    """Return the account that the operator set up, if any."""
    found: Account | None = current_app.extensions["yizhan.wechat"]
    return found


def read_script(path: str) -> bytes:
    """Return the operator's copy of WeChat's script.

    Raises
    ------
    InvalidInput
        It cannot be read, is empty or is too large.
    """
    try:
        with Path(path).open("rb") as file:
            script = file.read(LARGEST_SCRIPT + 1)
    except OSError:
        script = b""
    if not 0 < len(script) <= LARGEST_SCRIPT:
        allowed = Words("可读的文件,不超过 1 MB", "a file that can be read, at most 1 MB")
        message = Words(
            f"YIZHAN_WECHAT_SDK 的文件不能用:{path}",
            f"the file of YIZHAN_WECHAT_SDK cannot be used: {path}",
        )
        raise InvalidInput(problem("YIZHAN_WECHAT_SDK", path, allowed, message))
    return script
