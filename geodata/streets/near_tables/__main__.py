"""``python -m geodata.streets.near_tables``: make the tables of `STORE` that are not up to date."""

import os

from geodata.background import STORE
from geodata.streets.near_tables.building import main

main(os.environ[STORE])
