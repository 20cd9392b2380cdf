"""What people hand in at the desk: a text, the address of a page or feed, files; each a job."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ravi.errors import EmptyInputError, InputError, TooLargeError
from ravi.intake.files import Unread, Unreadable
from ravi.intake.kinds import ENDINGS
from ravi.intake.options import IntakeOptions
from ravi.intake.sources import open_sources
from ravi.reading.accept import check_text, parse_published
from ravi.web.jobs import Job, Jobs
from ravi.web.settings import DeskSettings

#: What a person may tell of reports, beside the reports themselves.
TOLD = ("publisher", "published", "title")
#: Characters of one of these.
_LONGEST = 500
#: What may stand in the name of a file that is shown; everything else could paint on the page or hide.
_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]+")

Upload = tuple[str, bytes]


def add_text(jobs: Jobs, text: str, told: Mapping[str, str]) -> Job:
    """Begin to read a text that was pasted; raise ``InputError`` for one that cannot be a report."""
    check_text(text)
    given = _told(told)
    url = _address(told["url"]) if told.get("url") else None
    parse_published(given.get("published"))
    unread = Unread(text, source="pasted").override(url=url, **given)
    return jobs.start(lambda: [unread], total=1)


def add_address(jobs: Jobs, url: str, told: Mapping[str, str], settings: DeskSettings) -> Job:
    """Begin to fetch a page or feed; only http and https are fetched, and by default public addresses only."""
    address, options = _address(url), _options(told, settings)
    return jobs.start(lambda: open_sources([address], options))


def add_files(jobs: Jobs, files: Sequence[Upload], told: Mapping[str, str], settings: DeskSettings) -> Job:
    """Begin to read uploaded files, each under a name of the desk's own; theirs is only shown."""
    given = [(name, data) for name, data in files if data]
    if not given:
        raise EmptyInputError("no file is chosen, or all are empty; choose some")
    if len(given) > settings.most_files:
        raise TooLargeError(f"{len(given)} files are more than {settings.most_files}; give fewer at once")
    options = _options(told, settings)
    folder = Path(tempfile.mkdtemp(prefix="ravi-desk-"))
    names = {}
    for number, (name, data) in enumerate(given):
        path = folder / f"{number}{_ending(name)}"
        path.write_bytes(data)
        names[path] = shown_name(name)
    return jobs.start(_reader(names, options), folder=folder)


def shown_name(name: str) -> str:
    """Return the name of an uploaded file for people to read: its last part, without what steers or hides.

    >>> shown_name("../../etc/pass\\x00wd"), shown_name("C:\\\\news\\\\a.txt")
    ('pass wd', 'a.txt')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _STRANGE.sub(" ", last).strip()[:200] or "file"


def _reader(names: Mapping[Path, str], options: IntakeOptions) -> Callable[[], Iterable[Unread | Unreadable]]:
    def read() -> Iterator[Unread | Unreadable]:
        for path, name in names.items():
            for one in open_sources([str(path)], options):
                yield _named(one, path, name)

    return read


def _named(one: Unread | Unreadable, path: Path, name: str) -> Unread | Unreadable:
    """Return what a file gave under the name that its owner knows; a report named after the file too."""
    source = one.source.replace(str(path), name)
    if isinstance(one, Unread):
        return one.override(source=source, id=Path(name).stem if one.id == path.stem else one.id)
    return Unreadable(source, InputError(str(one.error).replace(str(path), name)))


def _ending(name: str) -> str:
    """Return the ending by which a file's kind is told, of those that are known."""
    lower = shown_name(name).lower()
    packed = ".gz" if lower.endswith(".gz") else ""
    ending = next((one for one in ENDINGS if lower.removesuffix(".gz").endswith(one)), "")
    return ending + packed


def _address(url: str) -> str:
    if not re.fullmatch(r"https?://[^\s\x00-\x1f]+", url.strip(), re.IGNORECASE) or len(url) > 2_000:
        raise InputError(f"{url.strip()!r:.80} is no address of a page; give one that begins with https://")
    return url.strip()


def _options(told: Mapping[str, str], settings: DeskSettings) -> IntakeOptions:
    given = _told(told)
    return IntakeOptions(
        publisher=given.get("publisher"),
        published=given.get("published"),
        title=given.get("title"),
        language=None,
        allow_private=settings.allow_private,
    )


def _told(told: Mapping[str, str]) -> dict[str, str]:
    """Return what a form tells of the reports; fields left empty tell nothing."""
    found = {}
    for name in TOLD:
        value = " ".join(str(told.get(name) or "").replace("\x00", "").split())
        if len(value) > _LONGEST:
            raise InputError(f"{name} has {len(value)} characters; give {_LONGEST} at most")
        if value:
            found[name] = value
    return found
