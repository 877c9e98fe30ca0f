"""What is asked of the store itself, beside what is served."""

from geodata.store import Accounts, Past, Photos, Reports
from web.state.source import Source


class Stored:
    """The parts of a store that pages reach.

    Parameters
    ----------
    source : Source
        The store.
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    @property
    def reports(self) -> Reports:
        """The reports in the store."""
        return self._source.reports

    @property
    def accounts(self) -> Accounts:
        """The staff in the store."""
        return self._source.accounts

    @property
    def photos(self) -> Photos:
        """The photographs in the store."""
        return self._source.photos

    @property
    def past(self) -> Past:
        """What happened in the store."""
        return self._source.past
