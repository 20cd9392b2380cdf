"""Hangs a Persian sentence's punctuation by the rest of its tree, as the treebank PerDT has it.

- What separates («،», «؛») hangs on what follows it where that depends on something before it (a conjunct, a
  clause, an apposition). Where what stands before it depends on something after it, it hangs on that or within
  it: on the word before it where something after it was its head.
- A colon hangs on what it opens.
- The mark that ends a sentence hangs on the root or its last conjunct; where that arc would cross another, as
  over a relative clause that stands behind its verb, on the word before it.

No claim depends on it. The network learns these only in part, for they follow from arcs that it has yet to choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ravi.reading.document import Document

#: The heads of a sentence's words: numbers from 1, 0 for the root, None where it is not known.
Heads = list[int | None]

SEPARATING, OPENING, ENDING = frozenset("،؛"), ":", frozenset(".!؟")


def settle_marks(document: Document) -> None:
    """Hang the marks of a document whose tokens have their heads and relations."""
    for sentence in document.sentences:
        tokens = document.tokens[sentence.start : sentence.stop]
        heads: Heads = [
            0 if token.head == i else token.head - sentence.start + 1
            for i, token in zip(sentence, tokens, strict=True)
        ]
        hang_marks([token.text for token in tokens], heads, [token.relation for token in tokens])
        for i, token, head in zip(sentence, tokens, heads, strict=True):
            token.head = head - 1 + sentence.start if head else i


def hang_marks(words: Sequence[str], heads: Heads, relations: Sequence[str | None]) -> None:
    """Give the marks of a sentence their heads, in place.

    A mark on whose way something is not known stays as it is, as does one that has dependants.
    """
    marks = {i for i, relation in enumerate(relations, 1) if relation == "punct"}
    for i in sorted(marks - set(heads)):
        if i == len(words):
            if words[i - 1] in ENDING and i - 1 not in marks:
                heads[i - 1] = _of_ending(heads, relations, marks)
        elif words[i - 1] == OPENING:
            opened = _branch(heads, i + 1, i)
            heads[i - 1] = opened[-1] if opened else heads[i - 1]
        elif words[i - 1] in SEPARATING and i > 1 and not marks & {i - 1, i + 1}:
            heads[i - 1] = _of_separating(heads, i)


def _above(heads: Heads, word: int) -> Iterator[int | None]:
    """Yield a word and what it hangs on, up to 0; None at last where a head is not known or they go in a circle."""
    at: int | None = word
    for _ in range(len(heads) + 1):
        yield at
        if not at:
            return
        at = heads[at - 1]
    yield None


def _branch(heads: Heads, word: int, after: int) -> list[int]:
    """Climb from a word as long as heads stand behind ``after``; nothing where they do not end there."""
    branch: list[int] = []
    for at in _above(heads, word):
        if at is None:
            break
        if at <= after:
            return branch
        branch.append(at)
    return []


def _of_separating(heads: Heads, mark: int) -> int | None:
    own, following = heads[mark - 1], _branch(heads, mark + 1, mark)
    for at in _above(heads, mark - 1):
        if at in following:
            return mark - 1 if own and own > mark else own
    if at == 0 and following and heads[following[-1] - 1]:
        return following[-1]
    return own


def _of_ending(heads: Heads, relations: Sequence[str | None], marks: set[int]) -> int | None:
    if None in heads[:-1] or heads.count(0) != 1:
        return heads[-1]
    root = heads.index(0) + 1
    conjuncts = [i for i, head in enumerate(heads, 1) if head == root and relations[i - 1] == "conj"]
    wanted = max(conjuncts, default=root)
    arcs = (sorted((i, head)) for i, head in enumerate(heads, 1) if head and i not in marks)
    crossed = any(low < wanted < high for low, high in arcs)
    return len(heads) - 1 if crossed else wanted
