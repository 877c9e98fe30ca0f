"""``python -m geodata.streets.near_tables STORE_URL``: make the tables that are not up to date."""

import sys

from geodata.streets.near_tables.building import main

main(sys.argv[1])
