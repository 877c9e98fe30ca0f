"""An import in a process of its own, to be killed or measured.

``python -m tests.geodata.importing.importer measure LIST STORE`` imports a list and prints
its counts and the peak memory of all that took part, as one JSON object.

``… serve LIST BASE`` imports everything once, then forks for each line on standard input: a
child that imports LIST into the store named on the line (``import``), or that writes what
was planned for the store BASE (``write``). A child says ``go`` when it begins; the server
says its number before that and ``ended`` after it, and waits for a line. Forking saves the
seconds that Python needs to start, a hundred times.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

from geodata.importing import ImportOptions, ImportPlan, import_file, plan_import, read_file
from geodata.store import Store
from locator.vocabulary import Datum
from tests.geodata.importing.making import NOW

ASKED = ImportOptions(datum=Datum.GCJ02)


def main() -> None:
    task, path, place = sys.argv[1:]
    if task == "measure":
        measure(Path(path), place)
    else:
        serve(Path(path), place)


def measure(path: Path, url: str) -> None:
    began = time.monotonic()
    with Store.open(url) as store:
        result = import_file(path, store, at=NOW, actor="test", options=ASKED)
    peaks = [
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    told = {"seconds": time.monotonic() - began, "peak_mb": [peak / 1024 for peak in peaks]}
    sys.stdout.write(json.dumps(result.counts | told) + "\n")


def serve(path: Path, base: str) -> None:
    with Store.open(base) as store:
        tables = read_file(path)
        plan = plan_import(tables, store.load(), options=ASKED, file=path.name)
    say("ready")
    while line := sys.stdin.readline():
        task, url = line.split()
        child = os.fork()
        if not child:
            work(path, url, plan if task == "write" else None)
        say(str(child))
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # its number stays its own
        say("ended")
        sys.stdin.readline()
        os.waitpid(child, 0)


def work(path: Path, url: str, plan: ImportPlan | None) -> None:
    """Do the child's part, and end without what a forked interpreter would tidy up."""
    with Store.open(url) as store:
        say("go")
        if plan is None:
            import_file(path, store, at=NOW, actor="test", options=ASKED)
        else:
            plan.apply(store, at=NOW, actor="test")
    os._exit(0)


def say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    main()
