"""The clerk's desk: what staff do, signed in, under ``/desk``; cookies exist nowhere else."""

from web.desk import changing, home
from web.desk.accounts import people, signing, tokens
from web.desk.announcing import routes as announcing_pages
from web.desk.blueprint import desk
from web.desk.facts import routes as facts_pages
from web.desk.history import routes as history_pages
from web.desk.hours import routes as hours_pages
from web.desk.importing import routes as import_pages
from web.desk.placing import routes as placing_pages
from web.desk.reports import routes as report_pages
from web.desk.visiting import routes as visit_pages

PARTS = (
    announcing_pages,
    changing,
    facts_pages,
    history_pages,
    home,
    hours_pages,
    import_pages,
    people,
    placing_pages,
    signing,
    tokens,
    report_pages,
    visit_pages,
)  # importing them has put their routes on the desk

__all__ = ["PARTS", "desk"]
