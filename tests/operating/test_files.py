"""The files for one server name what exists, keep what they should, and their scripts work."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from geodata.store import Store
from tests.operating.files import FOLDER, GUIDE, code_of, moved, text_of
from tests.web.conftest import SITES
from web.cli import main
from web.server import STOP_WITHIN_S
from web.settings import Settings, misspelt

FILES = sorted(path.name for path in FOLDER.iterdir())
UNITS = [name for name in FILES if name.endswith((".service", ".timer"))]
KEPT = timedelta(days=180)


def environment() -> dict[str, str]:
    return {
        line.partition("=")[0]: line.partition("=")[2]
        for line in code_of("settings.env").splitlines()
        if line
    }


def with_yizhan(**more: str) -> dict[str, str]:
    """Return an environment whose PATH has the command line of this very environment."""
    folder = str(Path(sys.executable).parent)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("YIZHAN_")}
    return plain | {"PATH": f"{folder}:{plain['PATH']}"} | more


def test_every_file_is_told_of_in_the_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert [name for name in FILES if f"(operating/{name})" not in guide] == []


def test_both_readmes_lead_to_the_guide() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        assert "(docs/operating.md)" in (GUIDE.parents[1] / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["../operating.md", *FILES])
def test_every_setting_that_is_named_exists(name: str) -> None:
    assert misspelt(dict.fromkeys(re.findall(r"YIZHAN_[A-Z_]+", text_of(name)), "")) == []


def test_the_settings_can_be_used() -> None:
    settings = Settings.from_env(environment())
    assert (settings.proxies, settings.host) == (1, "127.0.0.1")
    assert settings.public_url == "https://yizhan.example"


def test_every_command_of_the_guide_exists() -> None:
    used = set(re.findall(r"(?:^|`)yizhan ([a-z]+)", GUIDE.read_text(encoding="utf-8"), re.M))
    assert used
    assert used <= set(main.list_commands(None))  # type: ignore[arg-type]  # click asks for none


def test_lines_are_kept_for_180_days() -> None:
    journal = dict(re.findall(r"^(\w+)=(\d+)(?:day|week)$", text_of("journald@yizhan.conf"), re.M))
    spans = timedelta(weeks=int(journal["MaxFileSec"]))
    assert timedelta(days=int(journal["MaxRetentionSec"])) - spans == KEPT
    for unit in ("yizhan.service", "yizhan-backup.service"):
        assert "LogNamespace=yizhan\n" in text_of(unit)
    rotated = code_of("logrotate.conf")
    assert {f"rotate {KEPT.days}", f"maxage {KEPT.days}", "daily"} <= {
        line.strip() for line in rotated.splitlines()
    }
    logs = set(re.findall(r"(?:access|error)_log (\S+)", code_of("nginx.conf")))
    assert set(re.findall(r"/\S+\.log", rotated)) == logs


def test_logrotate_takes_its_file(tmp_path: Path) -> None:
    logrotate = shutil.which("logrotate", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if logrotate is None:
        pytest.skip("logrotate is not on this machine")
    config = moved("logrotate.conf", tmp_path, logs=tmp_path)
    config.chmod(0o644)
    command = [logrotate, "--debug", "--state", str(tmp_path / "state"), str(config)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "error:" not in run.stderr


def test_the_server_may_take_as_long_to_stop_as_its_workers() -> None:
    (limit,) = re.findall(r"^TimeoutStopSec=(\d+)$", text_of("yizhan.service"), re.M)
    assert int(limit) > STOP_WITHIN_S


def test_the_reader_of_files_may_shut_itself_in() -> None:
    allowed = re.findall(r"^SystemCallFilter=(.*)$", code_of("yizhan.service"), re.MULTILINE)
    calls = {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "seccomp"}
    assert calls <= set(" ".join(allowed).split())  # @system-service of systemd 252 has none


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not on this machine")
    release = tmp_path / "release"
    for each in (".venv/bin/yizhan", "docs/operating/backup"):
        program = release / each
        program.parent.mkdir(parents=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    units = [
        moved(name, tmp_path, **({} if name.endswith(".timer") else {"release": release}))
        for name in UNITS
    ]
    command = [analyze, "verify", "--man=no", *map(str, units)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    # It loads units of the machine besides: only what it says of ours counts.
    said = [line for line in run.stderr.splitlines() if "yizhan" in line]
    assert said == []


def test_the_backup_of_the_timer_can_be_restored_and_old_ones_go(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old, recent, other = (folder / name for name in ("yizhan-1.db", "yizhan-2.db", "mine.db"))
    for path, days in ((old, 32), (recent, 29), (other, 400)):
        path.write_bytes(b"")
        at = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        os.utime(path, (at, at))
    url = f"sqlite:///{tmp_path}/yizhan.db"
    with Store.open(url) as made:
        made.apply(SITES, source="test", actor="test", at=datetime.now(UTC))
    env = with_yizhan(YIZHAN_STORE=url)
    subprocess.run([FOLDER / "backup", folder], env=env, check=True)
    (new,) = set(folder.iterdir()) - {old, recent, other}
    assert not old.exists()
    assert recent.exists()
    assert other.exists()
    assert new.stat().st_mode & 0o077 == 0
    with sqlite3.connect(new) as copy:
        assert copy.execute("SELECT count(*) FROM sites").fetchone() == (len(SITES),)
    copy.close()


def test_a_backup_that_fails_removes_nothing_and_says_so(tmp_path: Path) -> None:
    old = tmp_path / "yizhan-1.db"
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    env = with_yizhan(YIZHAN_STORE=f"sqlite:///{tmp_path}/none.db")
    run = subprocess.run([FOLDER / "backup", tmp_path], env=env, capture_output=True, check=False)
    assert run.returncode != 0
    assert old.exists()


def test_the_command_line_of_the_server_has_its_settings(tmp_path: Path) -> None:
    settings = tmp_path / "settings.env"
    settings.write_text(text_of("settings.env").replace("8000", "8123"), encoding="utf-8")
    programs = tmp_path / "release/.venv/bin"
    programs.mkdir(parents=True)
    (programs / "yizhan").symlink_to(Path(sys.executable).with_name("yizhan"))
    as_user = tmp_path / "runuser"
    as_user.write_text('#!/bin/sh\n[ "$1 $2 $3" = "-u yizhan --" ]\nshift 3\nexec "$@"\n')
    as_user.chmod(0o755)
    command = moved("yizhan", tmp_path, release=tmp_path / "release", settings=settings)
    env = with_yizhan()
    env["PATH"] = f"{tmp_path}:{env['PATH']}"
    run = subprocess.run(
        [command, "hours", "9:00-17:30 两个 空格"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    listed = subprocess.run([command, "settings"], env=env, capture_output=True, check=True)
    assert b"YIZHAN_PORT=8123" in listed.stdout
