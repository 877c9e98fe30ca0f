"""``python -m geodata.dumps LICENCE``: make the dumps of `STORE` if they are not up to date."""

import sys
from importlib.abc import MetaPathFinder


class NoDataFrames(MetaPathFinder):
    """Hides data frames: pyogrio and pyarrow load them if they can, and nothing here needs them."""

    def find_spec(self, fullname: str, *_: object) -> None:
        """Say that they are not there."""
        if fullname in ("geopandas", "pandas"):
            raise ModuleNotFoundError(fullname)


sys.meta_path.insert(0, NoDataFrames())

from geodata.dumps.building import main  # noqa: E402 -- after that

main(sys.argv[1])
