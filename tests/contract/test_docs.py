"""The docs say what the code does: their links, commands and tables are tried."""

import re
from pathlib import Path

import pytest

from locator.hours import read_hours
from tests.contract.tree import tracked
from tests.shared import ROOT
from web.cli import main

READMES = ("README.md", "README.zh-CN.md")
HOURS = (ROOT / "docs/hours.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)


def rows(section: str) -> list[tuple[str, str]]:
    text = HOURS.partition(f"## {section}\n")[2].partition("\n## ")[0]
    found: list[tuple[str, str]] = ROW.findall(text)
    return [row for row in found if row[0] != "as written"]


@pytest.mark.parametrize("path", tracked("*.md"), ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_every_command_in_the_readme_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    used = set(re.findall(r"yizhan (?!`)([a-z]+)", text))
    known = set(main.list_commands(None))  # type: ignore[arg-type]  # click asks for no context
    assert used <= known
    assert used
    targets = set(re.findall(r"\bmake ([a-z]+)", text))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {target for target in targets if f"\n{target}:" not in makefile} == set()


@pytest.mark.parametrize(("written", "understood"), rows("Understood"))
def test_what_the_docs_call_understood_is(written: str, understood: str) -> None:
    hours = read_hours(written).hours
    assert f"`{hours.osm}`" + (" (workdays)" if hours.workdays else "") == understood


@pytest.mark.parametrize("written", [row[0] for row in rows("Left unknown on purpose")])
def test_what_the_docs_call_unknown_is(written: str) -> None:
    assert read_hours(written).hours.osm is None


def test_the_tables_are_read() -> None:
    assert len(rows("Understood")) >= 10
    assert len(rows("Left unknown on purpose")) >= 9
