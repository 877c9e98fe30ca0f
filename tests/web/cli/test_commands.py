"""Every command is there, has help in both languages, and no other is."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.web.cli.conftest import Run
from web.cli import COMMANDS, main
from web.settings import Settings

EXPECTED = {
    "serve", "nearest", "hours", "import", "export", "jurisdictions", "holidays", "check", "demo",
    "qr", "reports", "user", "backup", "restore", "settings", "streets", "demand", "coverage",
    "publish",
}  # fmt: skip


def test_exactly_these_commands_are_there() -> None:
    assert set(COMMANDS) == EXPECTED


@pytest.mark.parametrize("command", sorted(EXPECTED))
def test_every_command_has_help(run: Run, command: str) -> None:
    assert "Usage:" in run(command, "--help").output


def test_help_lists_every_command_with_what_it_does(run: Run) -> None:
    output = run("--help").output
    for name, listed in COMMANDS.items():
        assert name in output
        assert listed.summary.en in output


CALL = "from web.cli import main; main()"


def in_a_shell(*arguments: str, code: str = CALL, **environ: str) -> str:
    said = ("YIZHAN_", "LANG", "LC_")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(said)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=plain | environ,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_help_speaks_chinese_first_and_english_to_those_who_ask() -> None:
    assert "启动服务" in in_a_shell("--help")
    assert "start the server" in in_a_shell("--help", YIZHAN_LANG="en")
    assert "找离一处最近的站点" in in_a_shell("nearest", "--help", LANG="zh_CN.UTF-8")


def helps(command: click.Command, called: str) -> Iterator[str]:
    """Give the help of a command and of the commands in it."""
    ctx = command.make_context(called, [], resilient_parsing=True)
    yield command.get_help(ctx)
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            each = command.get_command(ctx, name)
            assert each
            yield from helps(each, f"{called} {name}")


def print_helps() -> None:
    print("\f".join(helps(main, "yizhan")), end="")  # noqa: T201 - read by a test


def test_nothing_of_help_in_chinese_is_english() -> None:
    code = "from tests.web.cli.test_commands import print_helps; print_helps()"
    texts = in_a_shell("--help", code=code, YIZHAN_LANG="zh-CN").split("\f")
    assert len(texts) > len(COMMANDS)
    for text in texts:
        assert text.startswith("用法:yizhan")
        assert "显示这份说明" in text
        words = r"Usage|OPTIONS|ARGS|Options|Commands|Show this|default:|required"
        assert not re.findall(words, text), text
    assert any("[默认:walk]" in text for text in texts)
    assert any("[必填]" in text for text in texts)


def test_a_reader_that_has_read_enough_is_no_trouble() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        ended = subprocess.run(
            [sys.executable, "-c", "from web.cli import main; main()", "settings"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.stderr == ""
    assert ended.returncode == 1


def test_help_needs_no_heavy_package() -> None:
    loaded = in_a_shell_modules()
    assert not loaded & {"numpy", "pandas", "sqlalchemy", "flask", "granian", "shapely", "rich"}


def in_a_shell_modules() -> set[str]:
    code = (
        "import sys\n"
        "from web.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_a_command_that_does_not_exist_is_a_wrong_call(run: Run) -> None:
    run("publish", code=2)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("hours",), "缺少 'TEXT'\n用法见"),
        (("bogus",), "没有命令 bogus"),
        (("hours", "--jsn", "24h"), "没有选项 --jsn;是否想写 --json?"),
        (("restore", "none.db"), "'FILE' 不能用:要一个能读的文件"),
        (("import", "--datum", "x", "pyproject.toml"), "可取 wgs84 | gcj02 | bd09"),
    ],
)
def test_a_wrong_call_is_told_in_chinese_to_those_who_read_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...], told: str
) -> None:
    monkeypatch.setenv("YIZHAN_LANG", "zh-CN")
    result = run(*call, code=2)
    assert told in result.stderr
    assert "--help" in result.stderr
    assert "Error" not in result.stderr


def test_settings_are_listed(run: Run, tmp_path: Path) -> None:
    rows = {row["name"]: row for row in json.loads(run("settings", "--json").output)}
    assert set(rows) == {f"YIZHAN_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert rows["YIZHAN_STORE"]["value"] == f"sqlite:///{tmp_path}/yizhan.db"
    assert rows["YIZHAN_STORE"]["default"] == "sqlite:///var/yizhan.db"
    output = run("settings").output
    assert all(name in output for name in rows)


def test_a_variable_that_means_nothing_is_warned_of(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_STROE", "sqlite:///x.db")
    result = run("settings", "--json")
    assert "YIZHAN_STORE" in result.stderr
    json.loads(result.stdout)


def test_wrong_settings_are_a_wrong_call(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIZHAN_PORT", "high")
    result = run("settings", code=2)
    assert "YIZHAN_PORT" in result.stderr
    assert "1–65535" in result.stderr
