"""Measures tags and trees: ``python -m bench.parsing FILE.conllu [--strip-half-spaces] [--json]``.

The reader's model gets the treebank's own words, packed into windows as a report's
sentences are. Shares of all words, punctuation included; relations are compared
after folding the subtypes that the model does not know (``nmod:poss`` as ``nmod``).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from ravi.reading import lexical
from ravi.reading.document import Document, Token
from ravi.reading.network.model import Model, load_model
from ravi.reading.text.normal import normalise
from ravi.report import Span

Word = tuple[str, str, int, str]
#: Sentences read together, about what a report has.
TOGETHER = 12


def read_words(path: Path) -> Iterator[list[Word]]:
    """Yield each sentence's words as (form, tag, head, relation)."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        words = [(c[1], c[3], int(c[6]), c[7]) for c in rows if c[0].isdigit()]
        if words:
            yield words


def as_document(sentences: list[list[str]], language: str) -> Document:
    """Return words as a document; its text is the words with spaces between."""
    tokens: list[Token] = []
    parts, at = [], 0
    for number, words in enumerate(sentences):
        start = len(tokens)
        for word in words:
            normal = normalise(word, language)
            end = normal.ends[-1] if normal.text else len(word)
            tokens.append(Token(normal.text or word, Span(at, at + end), number))
            at += len(word) + 1
        parts.append(range(start, len(tokens)))
    return Document(" ".join(w for words in sentences for w in words), language, tokens, parts)


def measure(path: Path, language: str, strip: bool, every: int, model: Model) -> dict[str, float]:
    """Return UPOS, UAS and LAS in per cent, and how many words and sentences they stand on."""
    sentences = list(read_words(path))[::every]
    hits = {"upos": 0, "uas": 0, "las": 0}
    known = set(model.labels.relations)
    for i in range(0, len(sentences), TOGETHER):
        part = sentences[i : i + TOGETHER]
        forms = [[(w[0].replace("\u200c", "") or w[0]) if strip else w[0] for w in s] for s in part]
        document = as_document(forms, language)
        model.analyse(document, lexical.mark(document, None))
        for words, tokens in zip(part, document.sentences, strict=True):
            for place, (_, tag, head, relation) in zip(tokens, words, strict=True):
                token = document.tokens[place]
                right = token.head == (tokens.start + head - 1 if head else place)
                relation = relation if relation in known else relation.split(":")[0]
                hits["upos"] += token.upos == tag
                hits["uas"] += right
                hits["las"] += right and token.relation == relation
    count = sum(map(len, sentences))
    return {n: round(100 * v / count, 2) for n, v in hits.items()} | {
        "words": count,
        "sentences": len(sentences),
    }


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--language", default="fa", help="the treebank's language (fa)")
    parser.add_argument("--strip-half-spaces", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="measure every Nth sentence (1)")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(
        arguments.file, arguments.language, arguments.strip_half_spaces, arguments.every, load_model()
    )
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:10} {value}")


if __name__ == "__main__":
    main()
