"""The page that takes in reports, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from ravi.web.interface import Interface
from ravi.web.jobs import Job, Outcome


@dataclass(frozen=True, slots=True)
class AddView:
    """The forms; ``most`` says how much one upload may bring."""

    most: str
    endings: str


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What became of one report."""

    kind: str
    words: str
    source: str
    url: str
    claims: str


@dataclass(frozen=True, slots=True)
class JobView:
    """A job: under way or done; ``result`` is where it leads to."""

    id: str
    is_done: bool
    state: str
    done: int
    total: int | None
    outcomes: tuple[OutcomeLine, ...]
    failed: str
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
        failed=job.failed or "",
        result=job.result,
        events=f"/api/v1/jobs/{job.id}/events",
    )


def job_words(ui: Interface, job: Job) -> str:
    """Return how far a job is, in words."""
    return ui.word("job.done" if job.is_done else "job.running", number=job.done)


def _line(ui: Interface, one: Outcome) -> OutcomeLine:
    url = f"/reports/{one.report}" if one.report else ""
    claims = ui.word("claims.number", number=one.claims) if one.report else ""
    return OutcomeLine(one.kind, one.error or ui.word(f"added.{one.kind}"), one.source, url, claims)
