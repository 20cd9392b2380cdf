"""Ids that follow from what they name, so that the same report has the same id in every ledger."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ravi.data.tables import table
from ravi.ledger.words import plain_words
from ravi.report import Claim

_LENGTH = 16


def text_key(words: Sequence[str]) -> str:
    """Return the hash of a text's ``plain_words``: one key for every spelling of one text.

    >>> text_key(plain_words("حمله‌ي هوايي", "fa")) == text_key(plain_words("حمله‌ی   هوایی", "fa"))
    True
    """
    return _hash(" ".join(words))


def report_id(key: str, publisher: str | None) -> str:
    """Return a report's id, from its ``text_key`` and its publisher."""
    return f"r-{_hash(key, ' '.join(plain_words(publisher or '', 'fa')))}"


def claim_ids(report: str, claims: Sequence[Claim]) -> list[str]:
    """Return the ids of a report's claims, from the report, each trigger and its voice."""
    seen: Counter[str] = Counter()
    ids = []
    for claim in claims:
        told = _hash(report, *map(str, claim.trigger), claim.type, claim.origin.name)
        seen[told] += 1
        ids.append(f"c-{told}" if seen[told] == 1 else f"c-{_hash(told, str(seen[told]))}")
    return ids


def incident_id(claims: Sequence[str]) -> str:
    """Return the id of the incident that ``claims``, ids, make: that of the first of them."""
    return f"i-{min(claims).removeprefix('c-')}"


def claim_of_incident(incident: str) -> str:
    """Return the claim that an incident is named after: it leads to the incident even after a merger."""
    return f"c-{incident.removeprefix('i-')}"


def canonical_url(url: str) -> str:
    """Return the address without what does not tell pages apart: fragment, tracking, host's capitals.

    >>> canonical_url("HTTPS://Www.Example.org:443/a?utm_source=x&id=5#top")
    'https://www.example.org/a?id=5'
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    port = parts.port
    if port and (parts.scheme.lower(), port) not in {("http", 80), ("https", 443)}:
        host = f"{host}:{port}"
    dropped = {row["name"] for row in table("ravi.data", "tracking")}
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in dropped and not name.lower().startswith("utm_")
    ]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(query), ""))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
