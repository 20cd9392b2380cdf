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
from functools import lru_cache

from ravi.ledger.accounts import voice_lexicon as lexicon
from ravi.ledger.accounts.voice_lexicon import Folded
from ravi.reading.claims.actor_kinds import recognise
from ravi.reading.text.normal import fold, normalise
from ravi.report import Mention

#: Marks that part a name from what its bearer is, and quotation marks that are no part of it.
_PARTS = re.compile(r"\s*[،,؛;()\[\]]\s*|\s+[-–—]\s+")
_QUOTES = re.compile(r"[«»\"'“”]")

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
    words = lexicon.fold_words(_split(name or ""))
    return Origin("publisher", words, body=outlet(name or "", language))


@lru_cache(maxsize=20_000)
def origin_of(mention: Mention, language: str) -> Origin:
    """Return what a mention says about the voice it names.

    >>> said = origin_of(Mention("سرتیپ یحیی سریع، سخنگوی نیروهای مسلح یمن", None), "fa")
    >>> said.kind, said.body, said.speaker
    ('organisation', 'ارتشیمن', True)
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
    words = lexicon.fold_words(_split(_QUOTES.sub("", name)))
    joined = lexicon.outlet_aliases(language).get("".join(words), "".join(words))
    known = _known_outlet(words, language) or lexicon.outlets(language).get(joined)
    if known:
        return fold(known)
    generic = lexicon.marked(language, "publishers", "generic") | lexicon.media_nouns(language)
    bare = "".join(word for word in words if word not in generic) or joined
    tails = [word for word in generic if len(word) > 3 and bare.endswith(word) and bare != word]
    return bare.removesuffix(max(tails, key=len, default=""))


def _split(text: str) -> list[str]:
    return normalise(text).text.split()


def _untitled(words: Sequence[str], language: str) -> Folded:
    """Return words, folded, without titles; a title with nothing after it stays."""
    folded, titles = lexicon.fold_words(words), lexicon.marked(language, "voice_words", "title")
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
    generic = lexicon.marked(language, "publishers", "generic") | lexicon.media_nouns(language)
    named = [word for word in words if word not in generic | lexicon.collective_words(language)]
    named = [word for word in named if word.removesuffix("ی") not in lexicon.places(language)]
    return bool(named) and (
        words[0] in generic or any(words[-1].endswith(tail) for tail in lexicon.outlet_endings(language))
    )


def _known_outlet(words: Folded, language: str) -> str:
    """Return the known outlet whose name ends the words, with nothing but what outlets are called before it."""
    before = lexicon.marked(language, "publishers", "generic") | lexicon.collective_words(language)
    before |= lexicon.marked(language, "roles", "journalist")
    for start in range(len(words)):
        known = lexicon.outlets(language).get("".join(words[start:]))
        if known:
            return known
        if words[start] not in before and words[start].removesuffix("ی") not in lexicon.places(language):
            return ""
    return ""


def _is_unnamed(words: Folded, language: str) -> bool:
    if not words:
        return True
    if words[0] in lexicon.marked(language, "voice_words", "indefinite") or words[0].isdigit():
        return True
    phrases = lexicon.collectives(language)
    if any(words[:n] in phrases for n in range(1, min(4, len(words)) + 1)):
        return True
    if (words[0].removesuffix("ی"),) in phrases or (
        len(words) < 3 and words[-1].endswith(lexicon.plural_endings(language))
    ):
        return True
    kind = recognise(list(words), language)
    role = _find_role(words, language)
    witness = role is not None and role.kind == "witness" and role.start == 0
    return witness or (kind is not None and kind.kind in lexicon.NOBODY and not kind.name and role is None)


def _known_within(words: Folded, language: str) -> str:
    """Return the known actor that an unnamed group belongs to («مقامات پنتاگون»), empty when none."""
    ends = (lexicon.bodies(language).get("".join(words[start:])) for start in range(1, len(words)))
    return fold(next(filter(None, ends), ""))


def _document(words: Folded, language: str) -> Origin | None:
    """Return a document, or the organisation whose statement it is."""
    role = _find_role(words, language)
    if role is not None and role.start == 0:
        return None
    channels = lexicon.channels(language)
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
    while held and held[0] in lexicon.marked(language, "voice_words", "degree"):
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
    places, bodies = lexicon.places(language), lexicon.bodies(language)
    if any("".join((*role.words[n:], *held)) in bodies for n in range(len(role.words) + 1)):
        return held, ()
    ends = (role.words[n:] for n in range(1, len(role.words)))
    own = next((end for end in ends if "".join(end) in bodies), None)
    if own and held and not _is_placed(held, language):  # «فرمانده سپاه حسین سلامی»
        return own, held
    for stop in range(len(held) - 1, 0, -1):
        rest, joined = held[stop:], "".join(held[:stop])
        if (joined in bodies or (joined in places and "country" in role.of)) and len(rest) <= 4:
            return (held[:stop], rest) if rest[0] not in places else (held, ())
    if role.of == "country" and held and not _is_placed(held, language):
        return (), held
    return held, ()


def _is_placed(words: Folded, language: str) -> bool:
    """Say whether words begin with a place, or hold the noun of an organisation («این کشور»)."""
    placed = any("".join(words[:n]) in lexicon.places(language) for n in (1, 2, 3))
    return placed or any(word in lexicon.heads(language) for word in words)


def _plain(parts: Sequence[Folded], language: str) -> Origin:
    """Return a body or, by default, a person."""
    words = tuple(word for part in parts for word in part)
    known = next((part for part in parts if "".join(part) in lexicon.bodies(language)), None)
    if known is not None:
        return Origin("organisation", words, body=_body(known, language), known=_is_known(known, language))
    if _is_body(words, language) or "".join(words) in lexicon.places(language) or len(words) > 3:
        return Origin("organisation", words, body=_body(words, language), known=_is_known(words, language))
    return Origin("person", words, person=words)


def _is_body(words: Folded, language: str) -> bool:
    """Say whether words name an organisation: a known one, or with the noun of one before them."""
    if "".join(words) in lexicon.bodies(language):
        return True
    return any("".join(words[:n]) in lexicon.heads(language) for n in range(1, min(3, len(words)) + 1))


def _body(words: Folded, language: str) -> str:
    """Return the key of an organisation: of the known one that all the words name, else their letters."""
    joined = "".join(words)
    if joined in lexicon.countries(language):
        return lexicon.countries(language)[joined]
    known = lexicon.bodies(language).get(joined)
    return fold(known) if known and joined not in lexicon.heads(language) else joined


def _is_known(words: Folded, language: str) -> bool:
    """Say whether words are the whole name of one known actor or place, so that they need no fuller name."""
    joined = "".join(words)
    return joined in lexicon.places(language) or (
        joined in lexicon.bodies(language) and joined not in lexicon.heads(language)
    )


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
    roles = lexicon.roles(language)
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
