"""Nothing in the repository that is not the project's: paths, hosts, unfinished marks."""

import re

from tests.contract.tree import tracked
from tests.shared import ROOT

TEXT = ("*.py", "*.md", "*.toml", "*.txt", "*.in", "*.html", "*.js", "*.css", "Makefile", ".ci/*")
# Put together here, so that this file does not match itself.
BANNED = re.compile(
    "|".join(
        (
            "index" + "-url *=",
            "files" + r"\.pythonhosted",
            "pypi" + r"\.org/simple",
            "/" + "work/",
            "/" + "root/",
            "TO" + "DO",
            "FIX" + "ME",
            "coming" + " soon",
            "raise Not" + "ImplementedError",
        )
    )
)


def test_no_unfinished_mark_and_no_path_of_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in tracked(*TEXT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if BANNED.search(line)
    ]
    assert found == []


def test_every_ignore_carries_its_reason() -> None:
    # a reason stands behind the rule, after two spaces and a dash or a hash
    bare = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[^\]]*\])?)\s*$")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []
