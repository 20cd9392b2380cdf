"""What the rooms of the corridor pass on: a text cut into sentences and tokens, and what the model saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ravi.reading.text.normal import form
from ravi.report import Span


@dataclass(slots=True)
class Token:
    """One word or punctuation mark.

    ``text`` is the normalised form (Persian letters, half-spaces repaired, Arabic
    and Persian digits as ASCII digits); ``span`` the characters of the original
    that it stands for. The model fills the rest: ``upos`` (universal tag),
    ``head`` (index of its head in ``Document.tokens``, its own index for a
    root), ``relation`` (universal dependency), ``entity`` (``O``, ``B-PER`` …).
    """

    text: str
    span: Span
    sentence: int
    upos: str = "X"
    head: int = -1
    relation: str = "dep"
    entity: str = "O"


@dataclass(slots=True)
class Document:
    """A report's text on its way through the corridor; offsets are the original's.

    ``sentences`` holds one range of token indices for each sentence.
    """

    original: str
    language: str
    tokens: list[Token]
    sentences: list[range] = field(default_factory=list)

    def span(self, start: int, end: int) -> Span:
        """Return the original characters from token ``start`` up to token ``end`` (exclusive)."""
        return Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)

    def words(self, start: int, end: int) -> str:
        """Return the normalised words from token ``start`` up to token ``end``, a space between."""
        return " ".join(token.text for token in self.tokens[start:end])

    def forms(self) -> list[str]:
        """Return the tokens as the network reads them (``text.form``)."""
        if self.language == "ar":
            return [token.text for token in self.tokens]
        return [form(token.text, self.original, token.span.end) for token in self.tokens]

    def root(self, words: Sequence[int]) -> int:
        """Return the highest of some words in the tree: the first whose head is none of them."""
        return next((i for i in words if self.tokens[i].head not in words), words[0])

    def light_verbs(self, words: Iterable[int]) -> set[int]:
        """Return the verbs whose compounds the words are the nouns of: «کرد» for «بازداشت» in «بازداشت کرد»."""
        return {self.tokens[i].head for i in words if self.tokens[i].relation == "compound:lvc"}
