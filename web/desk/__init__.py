"""The clerk's desk: what staff do, signed in, under ``/desk``; cookies exist nowhere else."""

from web.desk import changing, home, visiting
from web.desk.accounts import people, signing, tokens
from web.desk.blueprint import desk
from web.desk.importing import routes as importing
from web.desk.placing import routes as placing
from web.desk.reports import routes

PARTS = (
    changing,
    home,
    importing,
    people,
    placing,
    signing,
    tokens,
    routes,
    visiting,
)  # importing them has put their routes on the desk

__all__ = ["PARTS", "desk"]
