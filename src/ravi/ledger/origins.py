"""Takes the mention of an origin apart: who speaks, in what office, for which body.

The words alone decide, by the lexicons of the report's language: a title goes, a role
(«سخنگوی») begins an office, what is left before it or in a segment of its own is a person.
A known body counts as known only where its name covers all the words that name the body:
«وزارت خارجه روسیه» is not Iran's ministry for holding its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ravi.languages.lexicon import rows
from ravi.reading.actor_kinds import recognise
from ravi.reading.text import fold, normalise
from ravi.report import Mention

Folded = tuple[str, ...]

#: Marks that part a name from what its bearer is, and quotation marks that are no part of it.
_PARTS = re.compile(r"\s*[،,؛;()\[\]]\s*|\s+[-–—]\s+")
_QUOTES = re.compile(r"[«»\"'“”]")

#: Kinds of actor (``data/actor_kinds.tsv``) that are nobody in particular unless they have a name.
_NOBODY = frozenset({"civilians", "protesters", "prisoners", "unnamed_group", "media"})
#: Channels whose noun names a document; what an organisation puts out as a statement is its own voice.
_DOCUMENTS = frozenset({"statement", "report", "letter", "leaflet", "video", "email"})


@dataclass(frozen=True, slots=True)
class Origin:
    """What the words of an origin say.

    ``kind`` is ``person``, ``organisation``, ``media``, ``document``, ``unnamed`` or
    ``publisher``. Word by word, folded: ``words`` all of them without titles, ``person`` a
    person's name, ``office`` the role and what it is held in. ``body`` is the organisation
    spoken for, by the one name of a known actor or by its own letters. ``speaker`` says
    that the office is to speak for the body, ``known`` that the words are a known name as they stand.
    """

    kind: str
    words: Folded
    person: Folded = ()
    office: Folded = ()
    body: str = ""
    speaker: bool = False
    known: bool = False


def publisher_of(name: str | None, language: str) -> Origin:
    """Return a publisher's own voice."""
    words = _fold_words(_split(name or ""))
    return Origin("publisher", words, body=outlet(name or "", language))


@lru_cache(maxsize=20_000)
def origin_of(mention: Mention, language: str) -> Origin:
    """Return what a mention says about the voice it names.

    >>> said = origin_of(Mention("سرتیپ یحیی سریع، سخنگوی نیروهای مسلح یمن", None), "fa")
    >>> said.kind, said.body, said.speaker
    ('organisation', 'ارتش یمن', True)
    >>> origin_of(Mention("منابع محلی", None), "fa").kind
    'unnamed'
    """
    parts = [
        _untitled(_split(part), language) for part in _PARTS.split(_QUOTES.sub("", mention.name)) if part
    ]
    parts = [part for part in parts if part]
    words = tuple(word for part in parts for word in part)
    if _is_outlet(words, language):
        return Origin("media", words, body=outlet(mention.name, language))
    if _is_unnamed(words, language):
        return Origin("unnamed", words, body=_known_within(words, language))
    return _document(words, language) or _office(parts, language) or _plain(parts, language)


def outlet(name: str, language: str) -> str:
    """Return the one key of a news outlet: its known name, else its letters without «خبرگزاری» and the like.

    >>> outlet("خبرگزاری فارس", "fa") == outlet("فارس", "fa") == outlet("فارس‌نیوز", "fa")
    True
    """
    words = _fold_words(_split(_QUOTES.sub("", name)))
    joined = _aliases(language).get("".join(words), "".join(words))
    known = _known_outlet(words, language) or _outlets(language).get(joined)
    if known:
        return fold(known)
    generic = _lexicon(language, "publishers", "generic") | _media_nouns(language)
    bare = "".join(word for word in words if word not in generic) or joined
    tail = next((word for word in generic if len(word) > 3 and bare.endswith(word) and bare != word), "")
    return bare.removesuffix(tail)


def _split(text: str) -> list[str]:
    return normalise(text).text.split()


def _fold_words(words: Sequence[str]) -> Folded:
    return tuple(key for key in map(fold, words) if key)


def _untitled(words: Sequence[str], language: str) -> Folded:
    """Return words, folded, without titles; a title with nothing after it stays."""
    folded, titles = _fold_words(words), _lexicon(language, "voice_words", "title")
    kept: list[str] = []
    at = 0
    while at < len(folded):
        length = next((n for n in (3, 2, 1) if "".join(folded[at : at + n]) in titles), 0)
        if not length or at + length >= len(folded):
            length = 0
            kept.append(folded[at])
        at += length or 1
    return tuple(kept)


def _is_outlet(words: Folded, language: str) -> bool:
    """Say whether words name a news outlet, or its unnamed reporter."""
    if not words:
        return False
    if _known_outlet(words, language):
        return True
    generic = _lexicon(language, "publishers", "generic") | _media_nouns(language)
    named = [word for word in words if word not in generic | _collective_words(language)]
    named = [word for word in named if word.removesuffix("ی") not in _places(language)]
    return bool(named) and (
        words[0] in generic or any(words[-1].endswith(tail) for tail in _media_tails(language))
    )


def _known_outlet(words: Folded, language: str) -> str:
    """Return the known outlet whose name ends the words, with nothing but what outlets are called before it."""
    before = _lexicon(language, "publishers", "generic") | _collective_words(language)
    before |= _lexicon(language, "roles", "journalist")
    for start in range(len(words)):
        known = _outlets(language).get("".join(words[start:]))
        if known:
            return known
        if words[start] not in before and words[start].removesuffix("ی") not in _places(language):
            return ""
    return ""


def _is_unnamed(words: Folded, language: str) -> bool:
    if not words:
        return True
    if words[0] in _lexicon(language, "voice_words", "indefinite") or words[0].isdigit():
        return True
    phrases = _phrases(language)
    if any(words[:n] in phrases for n in range(1, min(4, len(words)) + 1)):
        return True
    if (words[0].removesuffix("ی"),) in phrases or (len(words) < 3 and words[-1].endswith(_plural(language))):
        return True
    kind = recognise(list(words), language)
    role = _find_role(words, language)
    witness = role is not None and role.kind == "witness" and role.start == 0
    return witness or (kind is not None and kind.kind in _NOBODY and not kind.name and role is None)


def _known_within(words: Folded, language: str) -> str:
    """Return the known actor that an unnamed group belongs to («مقامات پنتاگون»), empty when none."""
    ends = (_bodies(language).get("".join(words[start:])) for start in range(1, len(words)))
    return fold(next(filter(None, ends), ""))


def _document(words: Folded, language: str) -> Origin | None:
    """Return a document, or the organisation whose statement it is."""
    role = _find_role(words, language)
    if role is not None and role.start == 0:
        return None
    channels = _channels(language)
    for n in (3, 2, 1):
        channel = channels.get("".join(words[:n])) or channels.get("".join(words[:n]).removesuffix("ی"))
        if channel not in _DOCUMENTS:
            continue
        rest = words[n:]
        if channel == "statement" and rest:
            spoken = _office([rest], language)
            return spoken or Origin("organisation", words, body=_body(rest, language))
        return Origin("document", words, body=_body(rest, language) if rest else "")
    return None


def _office(parts: Sequence[Folded], language: str) -> Origin | None:
    """Return somebody in an office, when the words have a role in them."""
    words = tuple(word for part in parts for word in part)
    found = [(n, role) for n, part in enumerate(parts) if (role := _find_role(part, language))]
    if not found:
        return None
    at, role = found[0]
    held = parts[at][role.stop :]
    person = (
        parts[at][: role.start]
        or tuple(
            word for n, part in enumerate(parts) if n != at and not _is_body(part, language) for word in part
        )[:4]
    )
    if not person:
        held, person = _cut_person(role, held, language)
    while held and held[0] in _lexicon(language, "voice_words", "degree"):
        held = held[1:]
    body = _body(held, language) if held and role.speaks else ""
    is_speaker = role.kind == "speaker"
    kind = "organisation" if is_speaker and held else "person"
    office = (role.name, *((body,) if body else held))
    return Origin(kind, words, person, office, body, is_speaker, _is_known(held, language))


def _cut_person(role: _Role, held: Folded, language: str) -> tuple[Folded, Folded]:
    """Return what an office is held in and the name after it.

    A name follows a known body («سخنگوی ارتش یمن یحیی سریع»), a country, or a country's office that
    has no country («نخست‌وزیر نتانیاهو»).
    """
    places, bodies = _places(language), _bodies(language)
    if any("".join((*role.words[n:], *held)) in bodies for n in range(len(role.words) + 1)):
        return held, ()
    for stop in range(len(held) - 1, 0, -1):
        rest, joined = held[stop:], "".join(held[:stop])
        if (joined in bodies or (joined in places and "country" in role.of)) and len(rest) <= 4:
            return (held[:stop], rest) if rest[0] not in places else (held, ())
    if role.of == "country" and held and not _is_placed(held, language):
        return (), held
    return held, ()


def _is_placed(words: Folded, language: str) -> bool:
    """Say whether words begin with a place, or hold the noun of an organisation («این کشور»)."""
    placed = any("".join(words[:n]) in _places(language) for n in (1, 2, 3))
    return placed or any(word in _heads(language) for word in words)


def _plain(parts: Sequence[Folded], language: str) -> Origin:
    """Return a body or, by default, a person."""
    words = tuple(word for part in parts for word in part)
    known = next((part for part in parts if "".join(part) in _bodies(language)), None)
    if known is not None:
        return Origin("organisation", words, body=_body(known, language), known=_is_known(known, language))
    if _is_body(words, language) or "".join(words) in _places(language) or len(words) > 3:
        return Origin("organisation", words, body=_body(words, language), known=_is_known(words, language))
    return Origin("person", words, person=words)


def _is_body(words: Folded, language: str) -> bool:
    """Say whether words name an organisation: a known one, or with the noun of one before them."""
    if "".join(words) in _bodies(language):
        return True
    return any("".join(words[:n]) in _heads(language) for n in range(1, min(3, len(words)) + 1))


def _body(words: Folded, language: str) -> str:
    """Return the key of an organisation: of the known one that all the words name, else their letters."""
    joined = "".join(words)
    if joined in _countries(language):
        return _countries(language)[joined]
    known = _bodies(language).get(joined)
    return fold(known) if known and joined not in _heads(language) else joined


def _is_known(words: Folded, language: str) -> bool:
    """Say whether words are the whole name of one known actor or place, so that they need no fuller name."""
    joined = "".join(words)
    return joined in _places(language) or (joined in _bodies(language) and joined not in _heads(language))


@dataclass(frozen=True, slots=True)
class _Role:
    """A role found among words: where, its words, its name without the linking ی, and its row."""

    start: int
    stop: int
    words: Folded
    name: str
    kind: str
    of: str
    speaks: bool


def _find_role(words: Folded, language: str) -> _Role | None:
    """Return the first role among words, the longest that begins there; none after an organisation's name."""
    roles = _roles(language)
    for start in range(len(words)):
        for stop in range(min(len(words), start + 5), start, -1):
            joined = "".join(words[start:stop])
            linked = joined.removesuffix("ی") if stop < len(words) else joined
            row = roles.get(joined) or roles.get(linked)
            if row is None or (start and _is_body(words[:start], language)):
                continue
            if (
                start
                and row["of"] == "country"
                and stop < len(words)
                and not _is_placed(words[stop:], language)
            ):
                continue
            name = fold(row["word"]).removesuffix("ی")
            return _Role(start, stop, words[start:stop], name, row["kind"], row["of"], row["speaks"] == "yes")
    return None


@cache
def _lexicon(language: str, name: str, kind: str) -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in rows(language, name) if row["kind"] == kind)


@cache
def _aliases(language: str) -> dict[str, str]:
    named = (row for row in rows(language, "publishers") if row["kind"] == "alias")
    return {fold(row["word"]): fold(row["of"]) for row in named}


@cache
def _roles(language: str) -> dict[str, dict[str, str]]:
    return {fold(row["word"]): row for row in rows(language, "roles")}


@cache
def _channels(language: str) -> dict[str, str]:
    return {fold(row["word"]): row["channel"] for row in rows(language, "channels")}


@cache
def _phrases(language: str) -> frozenset[Folded]:
    return frozenset(_fold_words(row["word"].split()) for row in rows(language, "collectives"))


@cache
def _media_nouns(language: str) -> frozenset[str]:
    media = (row["word"] for row in rows(language, "collectives") if row["does"] == "media")
    return frozenset(fold(word) for word in media if " " not in word)


@cache
def _media_tails(language: str) -> frozenset[str]:
    """Return the words that end outlets' names, also written together («نورنیوز»)."""
    return _lexicon(language, "voice_words", "outlet_ending")


@cache
def _plural(language: str) -> tuple[str, ...]:
    return tuple(_lexicon(language, "voice_words", "plural"))


@cache
def _collective_words(language: str) -> frozenset[str]:
    return frozenset(word for words in _phrases(language) for word in words)


def _bodies(language: str) -> dict[str, str]:
    return _actors(language)[0]


def _outlets(language: str) -> dict[str, str]:
    return _actors(language)[1]


@cache
def _actors(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the canonical names of known actors by every spelling, folded: of outlets apart."""
    bodies: dict[str, str] = {}
    outlets: dict[str, str] = {}
    for row in rows(language, "actors"):
        if row["match"] == "name":
            found = outlets if row["kind"] == "media" else bodies
            for word in (row["word"], *filter(None, row["aliases"].split("|"))):
                found.setdefault(fold(word), row["canonical"])
    return bodies, outlets


@cache
def _heads(language: str) -> frozenset[str]:
    named = (row for row in rows(language, "actors") if row["match"] == "head" and row["kind"] not in _NOBODY)
    return frozenset(fold(row["word"]) for row in named)


@cache
def _places(language: str) -> frozenset[str]:
    return frozenset(
        fold(word)
        for row in rows(language, "places")
        for word in (row["name"], *row["aliases"].split("|"))
        if word
    )


@cache
def _countries(language: str) -> dict[str, str]:
    return {
        fold(word): fold(row["name"])
        for row in rows(language, "places")
        if row["kind"] == "country"
        for word in (row["name"], *row["aliases"].split("|"))
        if word
    }
