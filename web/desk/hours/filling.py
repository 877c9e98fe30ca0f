"""The form of hours as a site fills it in: one set of fields, whoever has filled them."""

from typing import Final

from werkzeug.datastructures import MultiDict

from locator.hours import exceptions_of, read_hours, read_week, regular_hours
from locator.hours.exceptions import Spans, clock
from locator.model import Site

Form = MultiDict[str, str]

MOST_ROWS: Final = 8  # of the week: seven days and holidays
MOST_SPANS: Final = 12  # a day
MOST_WAYS: Final = 24
MOST_EXCEPTIONS: Final = 60


def form_of(site: Site) -> Form:
    """Return the fields that say what a site says."""
    regular = regular_hours(site.hours)
    form: Form = MultiDict()
    form["text"] = site.hours.text
    form["by"] = "keep" if regular.osm else "text"
    if regular.workdays:
        form["workdays"] = "on"
    for number, row in enumerate((regular.osm and read_week(regular.osm)) or ()):
        form.setlist(f"days{number}", list(row.days))
        form[f"state{number}"] = row.state
        if row.state == "open":
            fill_spans(form, f"week{number}", row.spans)
    for number, way in enumerate(site.access or ()):
        form[f"access{number}"], form[f"during{number}"] = way.access, way.during or ""
    for offer in site.services or ():
        form[f"service-{offer.code}"] = (offer.hours and offer.hours.text) or ""
    for number, each in enumerate(exceptions_of(site.hours)):
        form[f"first{number}"], form[f"last{number}"] = str(each.first), str(each.last)
        form[f"what{number}"] = "open" if each.spans else "closed"
        fill_spans(form, f"date{number}", each.spans)
    return form


def fill_spans(form: Form, name: str, spans: Spans) -> None:
    """Put opening times into the fields of one row; midnight reads 00:00 there."""
    for number, (start, end) in enumerate(spans):
        form[f"{name}-from{number}"] = clock(start % 1440)
        form[f"{name}-to{number}"] = clock(end % 1440)


def used(form: Form, most: int, *names: str) -> range:
    """Return the numbers of the rows that are filled in, and of one more to fill in."""
    filled = [n for n in range(most) if any(form.get(f"{name}{n}") for name in names)]
    return range(min(most, max(filled, default=-1) + 2))


def understood(site: Site) -> bool:
    """Tell whether the regular hours of a site are known."""
    return regular_hours(site.hours).osm is not None


def in_a_table(site: Site) -> bool:
    """Tell whether the regular hours fit into the table of a week."""
    osm = regular_hours(site.hours).osm
    return osm is None or read_week(osm) is not None


def read_differently(site: Site) -> bool:
    """Tell whether the text beside known hours would be read as others."""
    told, known = read_hours(site.hours.text).hours, regular_hours(site.hours)
    return None not in (told.osm, known.osm) and told != known
