"""The pages of an import: drop a file, wait, look, apply."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import Final

from flask import jsonify, redirect, request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from locator.errors import InvalidInput
from locator.unions import Role
from locator.uploads import FATES, LARGEST_UPLOAD, Fate, Upload
from locator.vocabulary import DATUMS, KINDS
from web.desk.blueprint import desk, state
from web.desk.guard import desk_route, member
from web.desk.importing.choosing import LONGEST_SOURCE, read_choices
from web.desk.importing.naming import CALLED, FIELDS, HOW, STAGES
from web.desk.page import desk_page
from web.language import asked_language

ROWS: Final = 50  # on one page
FORM_BYTES: Final = 64 * 1024  # what a form carries beside its file


@desk_route(desk, "/import", role=Role.EDITOR)
def imports() -> Response:
    """Show where to drop a file, and the files of the last day."""
    return imports_page()


@desk_route(
    desk, "/import", methods=("POST",), role=Role.EDITOR, largest=LARGEST_UPLOAD + FORM_BYTES
)
def receive_import() -> Response:
    """Take a file and begin to plan it."""
    file = request.files.get("file") or FileStorage()
    try:
        with closing(file):
            number = state().uploads.receive(
                file.stream, name=file.filename or "", member=member(), at=datetime.now(UTC)
            )
    except InvalidInput as error:
        return imports_page(error)
    return redirect(url_for("desk.one_import", number=number), code=303)


def imports_page(error: InvalidInput | None = None) -> Response:
    """Return the page with the form."""
    return desk_page(
        "importing/drop.html",
        error=error,
        uploads=state().uploads.of(member()),
        largest=LARGEST_UPLOAD,
    )


@desk_route(desk, "/import/<number>", role=Role.EDITOR)
def one_import(number: str) -> Response:
    """Show what a file would do, or did; while that is worked out, how far it is."""
    upload = state().uploads.find(number, member())
    if upload.progress is not None:
        return desk_page("importing/wait.html", upload=upload, stages=STAGES)
    outcome = upload.outcome
    if outcome is not None and outcome.state == "applied":
        if outcome.revision > state().snapshot().revision:
            state().refresh()
        return desk_page("importing/done.html", upload=upload, fates=FATES)
    return preview_page(upload)


def preview_page(upload: Upload, error: InvalidInput | None = None) -> Response:
    """Return the page of what a file would do."""
    counts: Mapping[Fate, int] = upload.outcome.counts if upload.outcome else {}
    fate = shown_fate(counts)
    pages = -(-counts.get(fate, 0) // ROWS)
    page = max(min(request.args.get("page", 1, type=int), pages), 1)  # there is always one
    start = (page - 1) * ROWS
    rows = state().uploads.rows(upload.id, member(), fate, start=start, count=ROWS)
    return desk_page(
        "importing/preview.html",
        error=error,
        upload=upload,
        fates=FATES,
        fate=fate,
        rows=rows,
        page=page,
        pages=pages,
        called=CALLED,
        fields=FIELDS,
        how=HOW,
        datums=DATUMS,
        kinds=KINDS,
        longest_source=LONGEST_SOURCE,
    )


def shown_fate(counts: Mapping[Fate, int]) -> Fate:
    """Return whose rows are asked for; else the first fate that any row has."""
    asked = request.args.get("show", "")
    there: Fate = next((fate for fate in FATES if counts.get(fate)), "new")
    return next((fate for fate in FATES if fate == asked), there)


@desk_route(desk, "/import/<number>/progress", role=Role.EDITOR)
def import_progress(number: str) -> Response:
    """Tell a script of ours how far it is."""
    progress = state().uploads.find(number, member()).progress
    if progress is None:
        return jsonify(working=False)
    doing = STAGES[progress.stage].say(asked_language(request))
    return jsonify(working=True, doing=doing, share=progress.share)


@desk_route(desk, "/import/<number>/plan", methods=("POST",), role=Role.EDITOR)
def plan_import(number: str) -> Response:
    """Have a file read in another way."""
    uploads = state().uploads
    upload = uploads.find(number, member())
    try:
        sheets = upload.outcome.sheets if upload.outcome else ()
        uploads.plan(number, member(), read_choices(request.form, sheets))
    except InvalidInput as error:
        return preview_page(upload, error)
    return redirect(url_for("desk.one_import", number=number), code=303)


@desk_route(desk, "/import/<number>/apply", methods=("POST",), role=Role.EDITOR)
def apply_import(number: str) -> Response:
    """Have written what was shown."""
    digest, deactivate = request.form.get("digest", ""), "deactivate" in request.form
    state().uploads.apply(number, member(), digest=digest, deactivate=deactivate)
    return redirect(url_for("desk.one_import", number=number), code=303)


@desk_route(desk, "/import/<number>/drop", methods=("POST",), role=Role.EDITOR)
def drop_import(number: str) -> Response:
    """Remove a file."""
    state().uploads.drop(number, member())
    return redirect(url_for("desk.imports"), code=303)


@desk_route(desk, "/import/<number>/rejects.xlsx", role=Role.EDITOR)
def import_rejects(number: str) -> Response:
    """Send the rejected rows with their reasons, to be mended and dropped again."""
    upload = state().uploads.find(number, member())
    path = state().uploads.rejects(number, member())
    stem = upload.name.rpartition(".")[0] or upload.name
    return send_file(path.resolve(), as_attachment=True, download_name=f"{stem}-退回.xlsx")
