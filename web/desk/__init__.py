"""The clerk's desk: what staff do, signed in, under ``/desk``; cookies exist nowhere else."""

from web.desk import changing, home, visiting
from web.desk.accounts import people, signing, tokens
from web.desk.announcing import routes as announcing
from web.desk.blueprint import desk
from web.desk.hours import routes as hours
from web.desk.placing import routes as placing
from web.desk.reports import routes

PARTS = (
    announcing,
    changing,
    home,
    hours,
    people,
    placing,
    signing,
    tokens,
    routes,
    visiting,
)  # importing them has put their routes on the desk

__all__ = ["PARTS", "desk"]
