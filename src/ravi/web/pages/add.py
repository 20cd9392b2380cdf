"""``/add`` and ``/jobs/{id}``: reports taken in, and how far that is."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.response import Redirect

from ravi.intake.kinds import ENDINGS
from ravi.web.days import with_iso
from ravi.web.desk import desk_of
from ravi.web.intake import Upload, add_address, add_files, add_text
from ravi.web.pages.common import Id
from ravi.web.security import AnyRequest
from ravi.web.views.adding import AddView, job_view

#: Seconds after which the page of a job loads again where no script shows its progress.
REFRESH = 2


@get("/add", sync_to_thread=False, include_in_schema=False)
def add_page(request: AnyRequest) -> Response[str]:
    """Show the forms: a text, an address, files."""
    desk = desk_of(request)
    ui = desk.interface(request)
    most = ui.word(
        "add.most", files=desk.settings.most_files, megabytes=desk.settings.most_bytes // 1_000_000
    )
    view = AddView(most, ",".join((*ENDINGS, ".gz")))
    return desk.page(request, "add.html", ui.word("menu.add"), view=view)


@post("/add", include_in_schema=False)
async def add(request: AnyRequest) -> Redirect:
    """Take in what the form holds: files, else an address, else a text."""
    desk = desk_of(request)
    form = await request.form()
    told = with_iso(
        {name: value for name, value in form.items() if isinstance(value, str)}, published="add.published"
    )
    files = await uploads(request)
    if files:
        job = add_files(desk.jobs, files, told, desk.settings)
    elif told.get("address", "").strip():
        job = add_address(desk.jobs, told["address"], told, desk.settings)
    else:
        job = add_text(desk.jobs, told.get("text", "").replace("\r\n", "\n"), told)
    return Redirect(f"/jobs/{job.id}", status_code=303)


@get("/jobs/{name:str}", sync_to_thread=False, include_in_schema=False)
def job_page(request: AnyRequest, name: Id) -> Response[str]:
    """Show how far a job is and what became of its reports."""
    desk = desk_of(request)
    ui = desk.interface(request)
    view = job_view(ui, desk.jobs.find(name))
    return desk.page(
        request, "job.html", ui.word("job.title"), refresh=0 if view.is_done else REFRESH, view=view
    )


async def uploads(request: AnyRequest) -> list[Upload]:
    """Return the files that a form brings, with their names; fields that hold none are left out."""
    form = await request.form()
    return [
        (value.filename, await value.read())
        for _, value in form.multi_items()
        if isinstance(value, UploadFile) and value.filename
    ]


HANDLERS = (add_page, add, job_page)
