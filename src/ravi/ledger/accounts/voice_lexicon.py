"""The lexicons by which the mention of a voice is taken apart, folded (``text.normal.fold``) for look-up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ravi.languages.lexicon import rows
from ravi.reading.text.normal import fold

Folded = tuple[str, ...]

#: Kinds of actor (``data/actor_kinds.tsv``) that are nobody in particular unless they have a name.
NOBODY = frozenset({"civilians", "protesters", "prisoners", "unnamed_group", "media"})


def fold_words(words: Sequence[str]) -> Folded:
    """Return words folded, those of marks alone left out."""
    return tuple(key for key in map(fold, words) if key)


@cache
def marked(language: str, name: str, kind: str) -> frozenset[str]:
    """Return the words of one kind in the lexicon ``name``."""
    return frozenset(fold(row["word"]) for row in rows(language, name) if row["kind"] == kind)


@cache
def outlet_aliases(language: str) -> dict[str, str]:
    """Return the other names of outlets, each with the outlet."""
    named = (row for row in rows(language, "publishers") if row["kind"] == "alias")
    return {fold(row["word"]): fold(row["of"]) for row in named}


@cache
def roles(language: str) -> dict[str, dict[str, str]]:
    """Return the rows of the roles by their words."""
    return {fold(row["word"]): row for row in rows(language, "roles")}


@cache
def channels(language: str) -> dict[str, str]:
    """Return the nouns of channels, each with its channel."""
    return {fold(row["word"]): row["channel"] for row in rows(language, "channels")}


@cache
def collectives(language: str) -> frozenset[Folded]:
    """Return the phrases for voices without a name, word by word."""
    return frozenset(fold_words(row["word"].split()) for row in rows(language, "collectives"))


@cache
def media_nouns(language: str) -> frozenset[str]:
    """Return the single words for media without a name."""
    media = (row["word"] for row in rows(language, "collectives") if row["does"] == "media")
    return frozenset(fold(word) for word in media if " " not in word)


@cache
def outlet_endings(language: str) -> frozenset[str]:
    """Return the words that end outlets' names, also written together («نورنیوز»)."""
    return marked(language, "voice_words", "outlet_ending")


@cache
def plural_endings(language: str) -> tuple[str, ...]:
    """Return the endings of plurals that no name has."""
    return tuple(marked(language, "voice_words", "plural"))


@cache
def collective_words(language: str) -> frozenset[str]:
    """Return every word of the phrases for voices without a name."""
    return frozenset(word for words in collectives(language) for word in words)


def bodies(language: str) -> dict[str, str]:
    """Return the canonical names of known actors that are no outlets, by every spelling."""
    return _actors(language)[0]


def outlets(language: str) -> dict[str, str]:
    """Return the canonical names of known outlets, by every spelling."""
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
def heads(language: str) -> frozenset[str]:
    """Return the nouns that an organisation's name begins with."""
    named = (row for row in rows(language, "actors") if row["match"] == "head" and row["kind"] not in NOBODY)
    return frozenset(fold(row["word"]) for row in named)


@cache
def places(language: str) -> frozenset[str]:
    """Return the names of the places of the lexicon."""
    return frozenset(
        fold(word)
        for row in rows(language, "places")
        for word in (row["name"], *row["aliases"].split("|"))
        if word
    )


@cache
def countries(language: str) -> dict[str, str]:
    """Return countries' names, each with the one it goes by."""
    return {
        fold(word): fold(row["name"])
        for row in rows(language, "places")
        if row["kind"] == "country"
        for word in (row["name"], *row["aliases"].split("|"))
        if word
    }
