"""Which sites whoever imports may change."""

from geodata.importing.ledger import Ledger
from geodata.importing.understanding import Rejected
from locator.model import Site
from locator.unions import Jurisdictions, Member, may_edit
from locator.words import Words


class Permit:
    """What somebody may change.

    Parameters
    ----------
    member : Member or None
        Who imports; None: whoever may change everything.
    jurisdictions : Jurisdictions
        Who is responsible where.
    """

    def __init__(self, member: Member | None, jurisdictions: Jurisdictions) -> None:
        self._member = member
        self._jurisdictions = jurisdictions

    def covers(self, site: Site) -> bool:
        """Tell whether they may change a site."""
        member = self._member
        return member is None or may_edit(member, self._jurisdictions.chain_of_site(site))

    def refuse_others(self, ledger: Ledger) -> list[Rejected]:
        """Take back what the rows would do to sites of others, and return those rows.

        A site may neither be taken from others nor given to them.
        """
        refused = []
        for site_id, site in list(ledger.current.items()):
            stored = ledger.stored.get(site_id)
            others = next((s for s in (stored, site) if s and not self.covers(s)), None)
            if others is not None:
                rows = ledger.take_back(site_id)
                refused += [Rejected(*row, self._reason(others)) for row in rows]
        return refused

    def _reason(self, site: Site) -> Words:
        chain = self._jurisdictions.chain_of_site(site)
        name = chain[0].name if chain else "-"
        return Words(
            zh=f"归“{name}”管,不在您的范围内", en=f"{name!r} is responsible for it, not your union"
        )
