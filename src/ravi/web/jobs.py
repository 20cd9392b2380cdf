"""Reports taken in beside the pages: one worker, a job for each form that was sent, progress for whoever looks."""

from __future__ import annotations

import logging
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

from ravi.errors import RaviError
from ravi.intake.files import Unread, Unreadable
from ravi.ledger.adding import Added, Refused, take_in
from ravi.ledger.store.opening import Ledger
from ravi.web.problems import Problem

#: Jobs that wait at most; more are refused until some are done.
WAITING = 20
#: Jobs that are remembered.
REMEMBERED = 200
#: Outcomes that a job's page shows; the rest are counted.
SHOWN = 1_000
_log = logging.getLogger("ravi.web")

Sources = Callable[[], Iterable[Unread | Unreadable]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: ``kind`` as in ``ledger.adding.Added``, or ``refused`` with the reason."""

    kind: str
    source: str
    report: str = ""
    claims: int = 0
    error: str = ""


@dataclass(slots=True)
class Job:
    """Reports being taken in; ``total`` is None where nobody knows how many there are.

    ``done`` counts all of them, ``outcomes`` holds the first ``SHOWN``.
    """

    id: str
    total: int | None = None
    done: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    failed: str | None = None
    is_done: bool = False

    @property
    def result(self) -> str:
        """Where the job leads: to the report if it was one, else to the list of what changed last."""
        reports = [one.report for one in self.outcomes if one.report]
        if not self.is_done or not reports:
            return ""
        return f"/reports/{reports[0]}" if len(reports) == 1 else "/?order=change"


class Jobs:
    """The jobs of one desk."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="ravi-desk-add")

    def start(self, sources: Sources, *, total: int | None = None, folder: Path | None = None) -> Job:
        """Begin to take in what ``sources`` gives; ``folder`` is removed afterwards."""
        if sum(not job.is_done for job in self._jobs.values()) >= WAITING:
            raise Problem(503, "busy", "many reports are waiting already", "try again when some are read")
        job = Job(f"j-{token_hex(8)}", total)
        self._jobs[job.id] = job
        while len(self._jobs) > REMEMBERED:
            self._jobs.popitem(last=False)
        self._worker.submit(self._run, job, sources, folder)
        return job

    def find(self, name: str) -> Job:
        """Return a job; raise a ``Problem`` when there is none (any more)."""
        if name not in self._jobs:
            raise Problem(404, "unknown_id", f"there is no job {name!r:.40}", "its reports are in the list")
        return self._jobs[name]

    def close(self) -> None:
        """Wait for the report that is being read, and drop what waits."""
        self._worker.shutdown(cancel_futures=True)

    def _run(self, job: Job, sources: Sources, folder: Path | None) -> None:
        try:
            for outcome in self._outcomes(sources):
                job.done += 1
                if len(job.outcomes) < SHOWN:
                    job.outcomes.append(outcome)
        except RaviError as error:
            job.failed = str(error)
        except Exception:
            _log.exception("a job failed")
            job.failed = "the reports could not be taken in; see the log of ravi desk"
        finally:
            if folder:
                shutil.rmtree(folder, ignore_errors=True)
            job.is_done = True

    def _outcomes(self, sources: Sources) -> Iterator[Outcome]:
        return (_told(take_in(self._ledger, one), one.source) for one in sources())


def _told(told: Added | Refused, source: str) -> Outcome:
    if isinstance(told, Refused):
        return Outcome("refused", source, error=str(told.error))
    return Outcome(told.kind, source, told.report, told.claims)
