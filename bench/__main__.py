"""Run benches: all of them, or those named: `python -m bench nearest`."""

import sys
from importlib import import_module
from typing import Final

BENCHES: Final = (
    "nearest",
    "memory",
    "http",
    "datum",
    "page",
    "streets",
    "near",
    "planning",
    "plan_page",
    "embed",
    "dumps",
)


def main(names: list[str]) -> int:
    """Run benches by name, each from a module of this package."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
        return 2
    for name in names or BENCHES:
        print(f"=== {name}", flush=True)
        import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
