"""Reads the text format of Prometheus by its own description, more strictly than it is written."""

import re

LABEL = r'[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*"'
SAMPLE = re.compile(rf"([a-zA-Z_:][\w:]*)(?:\{{((?:{LABEL}(?:,{LABEL})*)?)\}})? (\S+)")
OF_HISTOGRAM = re.compile(r"_(bucket|sum|count)$")
Key = tuple[str, frozenset[tuple[str, str]]]


def samples(text: str) -> dict[Key, float]:
    """Return the value of every sample by name and labels.

    Every line has to be a comment or a sample, every sample to follow the TYPE of its
    own family, and none may come twice.
    """
    assert text.endswith("\n")
    found: dict[Key, float] = {}
    family = kind = ""
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            family, kind = line.split(" ")[2:]
            assert kind in ("counter", "gauge", "histogram")
            continue
        if line.startswith("# HELP "):
            assert line.split(" ", 3)[3]
            continue
        matched = SAMPLE.fullmatch(line)
        assert matched, line
        name, inside, value = matched.groups()
        own = OF_HISTOGRAM.sub("", name) if kind == "histogram" else name
        assert own == family, line
        labels = re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', inside or "")
        key = (name, frozenset(labels))
        assert key not in found, line
        found[key] = float(value)
    return found


def value(text: str, name: str, **labels: str) -> float:
    """Return the sum of a sample's values over all labels that are not named."""
    return sum(
        each
        for (own, have), each in samples(text).items()
        if own == name and labels.items() <= have
    )


def labels_of(text: str) -> dict[str, set[str]]:
    """Return every value that each label has."""
    found: dict[str, set[str]] = {}
    for _, labels in samples(text):
        for label, each in labels:
            found.setdefault(label, set()).add(each)
    return found
