"""The page that takes in reports, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from ravi.web.interface import Interface
from ravi.web.jobs import Job, Outcome
from ravi.web.messages import tell


@dataclass(frozen=True, slots=True)
class AddView:
    """The forms; ``most`` says how much one upload may bring."""

    most: str
    endings: str


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What became of one report; ``is_foreign`` where that is known in English only."""

    kind: str
    words: str
    source: str
    url: str
    claims: str
    is_foreign: bool


@dataclass(frozen=True, slots=True)
class JobView:
    """A job: under way or done; ``result`` is where it leads to.

    ``is_foreign`` where why it failed is known in English only.
    """

    id: str
    is_done: bool
    state: str
    done: int
    total: int | None
    outcomes: tuple[OutcomeLine, ...]
    failed: str
    is_foreign: bool
    result: str
    events: str


def job_view(ui: Interface, job: Job) -> JobView:
    """Return the page of a job as it is now."""
    outcomes = list(job.outcomes)
    return JobView(
        id=job.id,
        is_done=job.is_done,
        state=job_words(ui, job),
        done=job.done,
        total=job.total,
        outcomes=tuple(_line(ui, one) for one in outcomes),
        failed=tell(ui, job.failed or "") or job.failed or "",
        is_foreign=bool(job.failed and not tell(ui, job.failed)),
        result=job.result,
        events=f"/api/v1/jobs/{job.id}/events",
    )


def job_words(ui: Interface, job: Job) -> str:
    """Return how far a job is, in words."""
    return ui.word("job.done" if job.is_done else "job.running", number=job.done)


def _line(ui: Interface, one: Outcome) -> OutcomeLine:
    url = f"/reports/{one.report}" if one.report else ""
    claims = ui.word("claims.number", number=one.claims) if one.report else ""
    if not one.error:
        return OutcomeLine(one.kind, ui.word(f"added.{one.kind}"), one.source, url, claims, is_foreign=False)
    told = tell(ui, one.error)
    return OutcomeLine(one.kind, told or one.error, one.source, url, claims, is_foreign=not told)
