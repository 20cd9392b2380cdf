"""Who does what in a clause, as the tree has it: the verb of an event's words, its subject and its object."""

from __future__ import annotations

from collections.abc import Sequence

from ravi.reading.document import Document

#: What is never both one phrase, and the relations inside one, followed for so many steps.
_ARGUMENTS, _STEPS = frozenset({"nsubj", "obj"}), 6
_WITHIN = frozenset(
    {"nmod", "amod", "flat", "compound", "nummod", "det", "conj", "appos", "case", "punct", "cc"}
)


def dependents(document: Document, words: Sequence[int], relation: str) -> list[int]:
    """Return the words that stand in a relation to the verb of an event's words («کرد» for «محکوم کرد», «محکوم»)."""
    tokens = document.tokens
    verbs = {i for i in words if tokens[i].upos == "VERB"} | document.light_verbs(words)
    sentence = document.sentences[tokens[words[0]].sentence]
    return [
        i for i in sentence if tokens[i].head in verbs and i not in verbs and tokens[i].relation == relation
    ]


def are_apart(document: Document, one: int, other: int) -> bool:
    """Say whether two words are of two arguments of verbs («احمد رضایی | شهر رقه | را گرفت»)."""
    first, second = _argument(document, one), _argument(document, other)
    return first is not None and second is not None and first != second


def _argument(document: Document, token: int) -> tuple[int, str] | None:
    """Return the verb and the relation of the subject or object that a word is part of; None outside of both."""
    tokens = document.tokens
    for _ in range(_STEPS):
        relation = tokens[token].relation.partition(":")[0]
        if relation in _ARGUMENTS:
            return tokens[token].head, relation
        if relation not in _WITHIN or tokens[token].head == token:
            return None
        token = tokens[token].head
    return None
