"""The corridor: a report's text goes through every room, each adds what it knows, nothing flows back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from ravi.reading import lexical
from ravi.reading.accept import check_text, parse_published
from ravi.reading.claims.told import Told
from ravi.reading.claims.writing import write_claims
from ravi.reading.counts.finding import find_counts
from ravi.reading.network.model import Model, load_model
from ravi.reading.network.thresholds import Thresholds, load_thresholds
from ravi.reading.places.finding import find_places
from ravi.reading.places.references import give_areas
from ravi.reading.places.unnamed import find_unnamed
from ravi.reading.text.language import settle_language
from ravi.reading.text.sentences import tokenise
from ravi.reading.times.finding import estimate_published, find_times
from ravi.report import Report


def read(
    text: str,
    *,
    publisher: str | None = None,
    published: date | str | None = None,
    language: str | None = None,
    title: str | None = None,
    id: str | None = None,
) -> Report:
    """Read one report and return it with its claims.

    ``text`` is the report's body, unmodified: all spans count its code points.
    ``publisher`` is the outlet, first in every chain of voices. ``published`` is the
    Gregorian publication date (a date or ``YYYY-MM-DD``); when it is not given, it is
    estimated from the text's own dates, and ``published_why`` says how. ``language``
    is guessed when it is not given. A text with nothing to report has no claims.

    Raises a ``ravi.errors.InputError`` for what is no report (empty, binary, too
    large), a ``LanguageError`` for a language that is not read, a ``DateError`` for
    a date that is none.
    """
    check_text(text)
    day = parse_published(published)
    report = Report(text, settle_language(text, language), publisher, day, title, id)
    report, told = survey(report, load_model(), load_thresholds())
    return replace(report, claims=write_claims(told))


def survey(report: Report, model: Model, thresholds: Thresholds) -> tuple[Report, Told]:
    """Walk a report through the corridor up to its claims; return it with its date, and what was found."""
    # 1. text, sentences, tokens: normalised, each with the characters it stands for
    document = tokenise(report.text, report.language)
    # 2. lexicons propose; the model tags, parses, names, and scores events and links
    seen = model.analyse(document, lexical.mark(document, report.publisher))
    # 3. times, counted from the publication date; counts; places
    if report.published is None:
        day, why = estimate_published(document)
        report = replace(report, published=day, published_why=why)
    times = find_times(document, report.published, calendar=publisher_calendar(report.language))
    places = find_places(document)
    told = Told(
        document=document,
        seen=seen,
        thresholds=thresholds,
        publisher=report.publisher,
        times=times,
        places=give_areas(document, [*places, *find_unnamed(document, places)]),
        numbers=find_counts(document, times),
        marks=lexical.matches(document),
    )
    # 4. events, actors, voices, stance: claims (``claims.writing.write_claims``)
    return report, told


def publisher_calendar(language: str) -> Literal["solar", "gregorian"]:
    """Return whose months «last month» means: Persian outlets count in the Solar Hijri calendar."""
    return "solar" if language == "fa" else "gregorian"
