"""The sites as an import leaves them, built up row by row."""

from collections.abc import Iterable, Iterator

from geodata.importing.difference import Change, Merged, differing, filled, replaced
from geodata.importing.matching.identity import Record, source_key
from geodata.importing.matching.registry import OWNER_M, Match, Registry, metres_between, same_name
from geodata.importing.options import FILE_SOURCE
from geodata.importing.reading.drafts import Draft
from geodata.importing.reading.positions import Unusable
from locator.model import Site
from locator.words import Words


class Ledger:
    """Files each row under its site.

    A row that nothing else in the file resembles is filed at once; the others wait until
    all are read and are then filed in an order of their own, so that the order of the rows
    makes no difference.

    Parameters
    ----------
    stored : iterable of Site
        Everything in the store.
    file : str
        Name of the file: the source of new sites whose source nobody names.
    """

    def __init__(self, stored: Iterable[Site], file: str) -> None:
        self.stored = {site.id: site for site in stored}
        self.current: dict[str, Site] = {}  # new sites, and stored ones that differ
        self.merged: list[Merged] = []
        self.sources: set[str] = set()
        self._source = FILE_SOURCE + file
        self.spoken: dict[str, tuple[int, int]] = {}  # id → place of the row that speaks for it
        self._recorded: set[str] = set()  # stored sites of which there are other records
        self._waiting: list[Draft] = []
        self._registry = Registry(self.site, self._source)
        for site in self.stored.values():
            self._registry.add(site.id, Record.of_site(site), nearby=site.active)

    def site(self, site_id: str) -> Site | None:
        """Return a site as it stands by now."""
        return self.current.get(site_id) or self.stored.get(site_id)

    def touched(self) -> Iterator[str]:
        """Yield the ids of the sites that rows speak of."""
        yield from self.spoken
        yield from self._recorded - self.spoken.keys()

    def take(self, draft: Draft, *, crowded: bool) -> None:
        """File a row now if that cannot depend on other rows, else later.

        Parameters
        ----------
        draft : Draft
            The row, with its position in WGS-84.
        crowded : bool
            Whether another row of the file may be the same site.

        Raises
        ------
        Unusable
            Its id belongs to another site.
        """
        self.sources.add(draft.values.get("source", self._source))
        if not crowded:
            match = self._match(draft)
            if match is None or match.by in ("id", "identity"):
                self._file(draft, match)
                return
        self._waiting.append(draft)

    def settle(self) -> Iterator[tuple[Draft, Words]]:
        """File the rows that had to wait; yield those whose id belongs to another site."""
        for draft in sorted(self._waiting, key=self._order):
            try:
                match = self._match(draft)
            except Unusable as error:
                yield draft, error.reason
                continue
            merged_before = len(self.merged)
            site_id = self._file(draft, match)
            # a record merged from farther away must not draw in what lies beyond it
            speaks = len(self.merged) == merged_before
            self._registry.add(site_id, Record.of_row(draft.values), nearby=speaks)
        self._waiting.clear()

    def put(self, site_id: str, site: Site) -> None:
        """Set a site as it stands from now on."""
        if self.stored.get(site_id) == site:
            self.current.pop(site_id, None)
        else:
            self.current[site_id] = site

    def new(self) -> Iterator[Site]:
        """Yield the sites that come in."""
        return (site for site_id, site in self.current.items() if site_id not in self.stored)

    def changes(self, *, spoken: bool) -> Iterator[Change]:
        """Yield what changes in stored sites that a row speaks for, or in the others."""
        for site_id, site in self.current.items():
            if site_id in self.stored and (site_id in self.spoken) == spoken:
                yield Change(self.stored[site_id], site)

    def unchanged(self) -> Iterator[Site]:
        """Yield the stored sites of which a row says what the store says already."""
        return (
            self.stored[site_id]
            for site_id in self.spoken
            if site_id in self.stored and site_id not in self.current
        )

    def take_back(self, site_id: str) -> list[tuple[int, int]]:
        """Leave a site as it is stored, and return the places of all rows about it."""
        del self.current[site_id]
        rows = [(row.table, row.row) for row in self.merged if row.site_id == site_id]
        self.merged = [row for row in self.merged if row.site_id != site_id]
        if site_id in self.spoken:
            rows.append(self.spoken.pop(site_id))
            self._recorded.add(site_id)  # the file still names it
        return rows

    def _order(self, draft: Draft) -> tuple[int, int, int, str, tuple[int, int]]:
        values = draft.values
        record = Record.of_row(values)
        known = values.get("id") in self.stored or self._registry.is_near(record)
        verified = values["verified_on"].toordinal() if "verified_on" in values else 0
        return (
            0 if known else 1 if self._registry.knows(record) else 2,
            -verified,
            -len(values),
            repr(sorted(values.items())),
            draft.place,
        )

    def _match(self, draft: Draft) -> Match | None:
        given = draft.values.get("id", "")
        record = Record.of_row(draft.values)
        if not given:
            return self._registry.find(record, self.spoken.__contains__)
        self._check_owner(given, record, draft)
        return Match(given, "id")

    def _file(self, draft: Draft, match: Match | None) -> str:
        """Let a row speak for its site, or fill in where another row does; return its id."""
        values = draft.values
        restored = draft.own and "id" in values  # tells its source even where that is empty
        values.pop("id", None)
        if match is None:
            match = Match(self._registry.new_id(Record.of_row(values)), "id")
        site = self.site(match.id)
        if site is None:
            self.spoken[match.id] = draft.place
            source = "" if restored else self._source
            self.current[match.id] = Site(**{"source": source} | values | {"id": match.id})
        elif match.same and match.id not in self.spoken:
            self.spoken[match.id] = draft.place
            self.put(match.id, replaced(site, draft))
        else:
            if match.id not in self.spoken:
                self._recorded.add(match.id)
            site = filled(site, values)
            self.put(match.id, site)
            ignored = differing(site, values)
            self.merged.append(
                Merged(draft.table, draft.row, values["name"], match.id, match.by, ignored)
            )
        return match.id

    def _check_owner(self, site_id: str, row: Record, draft: Draft) -> None:
        """Refuse an id that another site has: many lists number their rows from 1."""
        site = self.site(site_id)
        if site is None or draft.own or same_name(Record.of_site(site), row):
            return
        known, speaker = Record.of_site(site), self.spoken.get(site_id)
        renamed = (
            (known.place and row.place and metres_between(known.place, row.place) <= OWNER_M)
            or site.address == draft.values.get("address", "") != ""
            or source_key(known.source) == source_key(row.source) != ""
        )
        if speaker is None and renamed:
            return
        zh, en = (f"(第 {speaker[1]} 行)", f" (row {speaker[1]})") if speaker else ("", "")
        raise Unusable(
            Words(
                zh=f"编号“{site_id}”已属于“{known.name}”{zh}",
                en=f"id {site_id!r} already belongs to {known.name!r}{en}",
            )
        )
