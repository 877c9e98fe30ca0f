"""Which site each row is, whatever the order of the rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from geodata.importing.matching.identity import identity, name_key
from geodata.importing.matching.registry import Registry, own_place
from geodata.importing.reading.drafts import Draft
from geodata.importing.reading.positions import Unusable
from locator.words import Words


def match_rows(
    drafts: Sequence[Draft], registry: Registry, reject: Callable[[Draft, Words], None]
) -> None:
    """File every row under its site, the same way whatever the order of the rows.

    Parameters
    ----------
    drafts : sequence of Draft
        Rows of one file, their positions in WGS-84.
    registry : Registry
        The sites stored; takes the rows.
    reject : callable
        Takes rows whose id belongs to another site.
    """
    for draft in drafts:
        draft.key = identity(draft.values)
    meetings = Counter(key for draft in drafts for key in _keys(draft))

    def order(draft: Draft) -> tuple[int, int, int, str, int, int]:
        values = draft.values
        alone = all(meetings[key] == 1 for key in _keys(draft))
        verified = values["verified_on"].toordinal() if "verified_on" in values else 0
        text = "" if alone else repr(sorted(values.items()))
        return registry.rank(draft), -verified, -len(values), text, draft.table, draft.row

    for draft in sorted(drafts, key=order):
        try:
            registry.take(draft)
        except Unusable as error:
            reject(draft, error.reason)


def _keys(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield everything that may make a row the same site as another."""
    values = draft.values
    yield "identity", draft.key
    yield from ((name, values[name]) for name in ("id", "code") if values.get(name))
    if own_place(values.get("position")):
        yield "name", name_key(values["name"])
