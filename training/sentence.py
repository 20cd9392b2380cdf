"""A sentence of a treebank or an entity corpus."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

_LINKING = re.compile(
    "ه\N{ARABIC HAMZA ABOVE}$|\N{ARABIC LETTER HEH WITH YEH ABOVE}$|ه\N{ZERO WIDTH NON-JOINER}ی$"
)


@dataclass(frozen=True)
class Sentence:
    """Words with whatever a corpus says of them; a missing layer is None.

    ``heads`` are 1-based word numbers, 0 for the root; None is not known. ``known_entities`` are the
    entity types that the corpus marks. ``vague``: which NOUN may be a proper noun.
    """

    words: tuple[str, ...]
    language: str
    tags: tuple[str | None, ...] | None = None
    heads: tuple[int | None, ...] | None = None
    relations: tuple[str | None, ...] | None = None
    entities: tuple[str, ...] | None = None
    known_entities: frozenset[str] = frozenset()
    vague: tuple[bool, ...] | None = None

    def without_linking_marks(self) -> Sentence:
        """Return the sentence as most papers write it: no ء over the ه of a word that links to the next."""
        return replace(self, words=tuple(_LINKING.sub("ه", w) for w in self.words))

    def without_half_spaces(self) -> Sentence:
        """Return the sentence with its half-spaces lost."""
        return replace(self, words=tuple(w.replace("\u200c", "") or w for w in self.words))


def guess_names(sentence: Sentence) -> Sentence:
    """Tag the words of person and place names as proper nouns, and nothing else: treebanks here have few."""
    assert sentence.entities is not None
    following = (*sentence.entities[1:], "O")
    pairs = zip(sentence.entities, following, strict=True)
    return replace(
        sentence,
        tags=tuple("PROPN" if e[2:] == "PER" or (e == "B-LOC" and n != "I-LOC") else None for e, n in pairs),
    )


def write_sentences(sentences: list[Sentence], path: Path) -> None:
    """Write sentences as JSON lines, to be read by ``read_sentences``."""
    lines = (
        json.dumps([s.words, s.language, s.tags, s.heads, s.relations], ensure_ascii=False) for s in sentences
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_sentences(path: Path) -> list[Sentence]:
    """Read sentences that ``write_sentences`` wrote."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Sentence(tuple(w), language, *map(tuple, layers)) for w, language, *layers in lines]
