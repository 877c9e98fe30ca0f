"""``python -m geodata.streets.near_tables``: make the tables of `STORE` that are not up to date."""

import os

from geodata.streets.near_tables.building import STORE, main

main(os.environ[STORE])
