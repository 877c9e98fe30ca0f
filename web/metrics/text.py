"""The text format of Prometheus, version 0.0.4.

References
----------
https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal

from web.metrics.answered import BOUNDS_S, Figures, Kind

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
ESCAPES: Final = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})

Labels = Mapping[str, str]
Sample = tuple[str, Labels, float]


@dataclass(frozen=True, slots=True)
class Family:
    """A metric with all its samples.

    Parameters
    ----------
    name, kind, meaning : str
        As TYPE and HELP have them.
    samples : iterable of Sample
        What follows the name in a sample's own name, its labels and its value.
    """

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    meaning: str
    samples: Iterable[Sample]


def written(families: Iterable[Family]) -> str:
    """Return the text of some metrics."""
    return "".join(f"{line}\n" for family in families for line in _lines(family))


def _lines(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {family.meaning}"
    yield f"# TYPE {family.name} {family.kind}"
    for suffix, labels, value in family.samples:
        inside = ",".join(f'{name}="{text.translate(ESCAPES)}"' for name, text in labels.items())
        yield f"{family.name}{suffix}{{{inside}}} {value:.17g}"


def requests_families(counted: Mapping[Kind, Figures]) -> list[Family]:
    """Return how many requests there were and how long they took."""
    return [
        Family(
            "yizhan_requests_total",
            "counter",
            "Requests answered, by route template, method and status.",
            [
                ("", kind._asdict() | {"status": str(kind.status)}, figures.count)
                for kind, figures in sorted(counted.items())
            ],
        ),
        Family(
            "yizhan_request_seconds",
            "histogram",
            "Seconds that answers took to make, by route template.",
            list(_histogram(counted)),
        ),
    ]


def _histogram(counted: Mapping[Kind, Figures]) -> Iterator[Sample]:
    for route in sorted({kind.route for kind in counted}):
        figures = [each for kind, each in counted.items() if kind.route == route]
        up_to = list(accumulate(map(sum, zip(*(each.buckets for each in figures), strict=True))))
        labels = {"route": route}
        for bound, count in zip((*map(str, BOUNDS_S), "+Inf"), up_to, strict=True):
            yield "_bucket", labels | {"le": bound}, count
        yield "_sum", labels, sum(each.seconds for each in figures)
        yield "_count", labels, up_to[-1]


def gauge(name: str, meaning: str, value: float) -> Family:
    """Return a gauge without labels."""
    return Family(name, "gauge", meaning, [("", {}, value)])
