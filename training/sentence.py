"""A sentence of a treebank or an entity corpus."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Sentence:
    """Words with whatever a corpus says of them; a missing layer is None.

    ``heads`` are 1-based word numbers, 0 for the root. ``known_entities`` are the
    entity types that the corpus marks. ``vague``: which NOUN may be a proper noun.
    """

    words: tuple[str, ...]
    language: str
    tags: tuple[str | None, ...] | None = None
    heads: tuple[int, ...] | None = None
    relations: tuple[str, ...] | None = None
    entities: tuple[str, ...] | None = None
    known_entities: frozenset[str] = frozenset()
    vague: tuple[bool, ...] | None = None

    def without_half_spaces(self) -> Sentence:
        """Return the sentence with its half-spaces lost."""
        return replace(self, words=tuple(w.replace("\u200c", "") or w for w in self.words))
