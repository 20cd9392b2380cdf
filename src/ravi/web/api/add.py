"""``/add`` and ``/jobs``: reports handed in, and how far they are."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.params import JSONBody, MultipartBody
from litestar.response import ServerSentEvent

from ravi.web.api.common import Name, answers, known_text
from ravi.web.desk import desk_of
from ravi.web.intake import add_address, add_files, add_text
from ravi.web.interface import Interface
from ravi.web.jobs import Job
from ravi.web.messages import tell
from ravi.web.problems import Problem
from ravi.web.security import AnyRequest
from ravi.web.views.adding import job_words

#: Seconds between two looks at a job, and the most that one stream of events lasts.
PAUSE, LONGEST = 0.25, 3_600


@dataclass(frozen=True, slots=True)
class Handed:
    """A report: its text, or the address of a page or feed; and what is known of it."""

    text: str = ""
    address: str = ""
    url: str = ""
    publisher: str = ""
    published: str = ""
    title: str = ""


@dataclass(slots=True)
class HandedFiles:
    """Files of reports, and what is known of all of them."""

    files: list[UploadFile]
    publisher: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeItem:
    """What became of one report: ``added``, ``copy``, ``revised``, ``known`` or ``refused`` with the reason."""

    kind: str
    source: str
    report: str | None
    claims: int
    error: str | None


@dataclass(frozen=True, slots=True)
class JobItem:
    """A job: ``done`` reports of ``total`` (null: nobody knows); ``href`` is where it leads when it is finished."""

    id: str
    is_done: bool
    done: int
    total: int | None
    outcomes: list[OutcomeItem]
    failed: str | None
    href: str | None
    events: str


@post("/add", sync_to_thread=True, status_code=202, responses=answers(413), tags=["add"])
def hand_in(request: AnyRequest, data: JSONBody[Handed]) -> JobItem:
    """Begin to read a text or to fetch an address; the job says how far it is."""
    desk = desk_of(request)
    told = {
        name: known_text(getattr(data, name), name, 2_000)
        for name in ("publisher", "published", "title", "url")
    }
    if data.text and data.address:
        raise Problem(
            400, "request", "there are both a text and an address", "give one of them; url is the text's own"
        )
    if data.address:
        return job_item(
            add_address(desk.jobs, known_text(data.address, "address", 2_000), told, desk.settings)
        )
    return job_item(add_text(desk.jobs, data.text, told))


@post("/add/files", status_code=202, responses=answers(413), tags=["add"])
async def hand_in_files(
    request: AnyRequest,
    data: MultipartBody[HandedFiles],
) -> JobItem:
    """Begin to read files."""
    desk = desk_of(request)
    told = {name: known_text(getattr(data, name), name, 2_000) for name in ("publisher", "published")}
    files = [(one.filename or "file", await one.read()) for one in data.files]
    return job_item(add_files(desk.jobs, files, told, desk.settings))


@get("/jobs/{name:str}", sync_to_thread=False, responses=answers(404), tags=["add"])
def show_job(request: AnyRequest, name: Name) -> JobItem:
    """Show how far a job is."""
    return job_item(desk_of(request).jobs.find(name))


@get("/jobs/{name:str}/events", sync_to_thread=False, responses=answers(404), tags=["add"])
def watch_job(request: AnyRequest, name: Name) -> ServerSentEvent:
    """Tell a job's progress as it happens: ``progress``, then ``failed`` or ``finished``."""
    desk = desk_of(request)
    return ServerSentEvent(_events(desk.jobs.find(name), desk.interface(request)))


async def _events(job: Job, ui: Interface) -> AsyncIterator[dict[str, Any]]:
    """Yield a job's events until it is done; a reader that goes on looking an hour later asks again."""
    told = -1
    for _ in range(int(LONGEST / PAUSE)):
        is_done = job.is_done
        if job.done != told:
            told = job.done
            yield _event("progress", {"done": job.done, "total": job.total, "words": job_words(ui, job)})
        if is_done:
            refused = [one.error for one in job.outcomes if one.error]
            if job.failed or (refused and not job.result):
                words = job.failed or refused[0]
                yield _event("failed", {"words": tell(ui, words) or words, "href": f"/jobs/{job.id}"})
            else:
                yield _event("finished", {"href": job.result or f"/jobs/{job.id}"})
            return
        await asyncio.sleep(PAUSE)


def _event(name: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"event": name, "data": json.dumps(data, ensure_ascii=False)}


def job_item(job: Job) -> JobItem:
    """Return a job as the API gives it."""
    outcomes = [
        OutcomeItem(one.kind, one.source, one.report or None, one.claims, one.error or None)
        for one in list(job.outcomes)
    ]
    events = f"/api/v1/jobs/{job.id}/events"
    return JobItem(job.id, job.is_done, job.done, job.total, outcomes, job.failed, job.result or None, events)


HANDLERS = (hand_in, hand_in_files, show_job, watch_job)
