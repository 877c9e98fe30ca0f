"""A look before a change is kept: what is shown has a mark, and the form sends it back."""

from collections.abc import Callable
from hashlib import sha256

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput
from locator.model import Site
from web.desk.changing import change_sites


def mark_of(*wanted: object) -> str:
    """Return what a form sends back, so that nothing is kept that nobody has looked at."""
    return sha256(repr(wanted).encode()).hexdigest()[:32]


def was_looked_at(mark: str) -> bool:
    """Tell whether this request wants kept what has a mark, and was shown it."""
    return request.form.get("step") == "save" and request.form.get("looked") == mark


def look_then_keep(
    site: Site,
    *,
    read: Callable[[], Site],
    mark: Callable[[Site], str],
    page: Callable[..., Response],
    then: str,
) -> Response:
    """Show what a form would make of a site; keep it once it has been looked at.

    Parameters
    ----------
    site : Site
        As it is.
    read : callable
        Reads this request's form. InvalidInput: it is not clear, which the page tells.
    mark : callable
        Gives the mark of what the page shows of the changed site.
    page : callable
        Draws the page: `page(site, form, error=…)` or `page(site, form, changed=…)`.
    then : str
        The endpoint of the list that is shown afterwards.
    """
    try:
        changed = read()
    except InvalidInput as error:
        return page(site, request.form, error=error)
    if not was_looked_at(mark(changed)):
        return page(site, request.form, changed=changed)
    change_sites([changed])
    return redirect(url_for(then, changed=site.id), code=303)
