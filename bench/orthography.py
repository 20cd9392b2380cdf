"""Measures half-space repair: ``python -m bench.orthography FILE [--how joined|torn|kept] [--json]``.

FILE is a treebank (``.conllu``: the text of its sentences) or a marked-up text, a
sentence a line, where ``|`` and ``^`` stand for a half-space that was lost and is
required, ``?`` for one that was lost and is optional, ``+`` for a space that should be
a half-space, ``~`` for a space that may as well be one, ``_`` for a lost space.

Half-spaces are taken out (``joined``), made spaces (``torn``) or left in (``kept``:
then every change is a mistake), and the reader's tokens say which are put back.
Optional places count neither way.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ravi.reading.text.normal import ZWNJ, normalise
from ravi.reading.text.sentences import tokenise

LOST = {"|": "joined", "^": "joined", "+": "space"}  # required, by what stands there in print
OPTIONAL = {"?": "", "~": " ", "_": ""}  # and what stands there in print


@dataclass
class Sentence:
    """A sentence as printed, and where half-spaces belong: places counted in visible characters."""

    text: str
    required: dict[int, str] = field(default_factory=dict)
    optional: set[int] = field(default_factory=set)


def read_marked(line: str) -> Sentence:
    """Read a line of the marked-up format.

    >>> read_marked("نقاب+زده می|رود")
    Sentence(text='نقاب زده میرود', required={4: 'space', 9: 'joined'}, optional=set())
    """
    sentence = Sentence("")
    place = 0
    for character in line:
        if character in LOST:
            sentence.required[place] = LOST[character]
            sentence.text += " " if character == "+" else ""
        elif character in OPTIONAL:
            sentence.optional.add(place)
            sentence.text += OPTIONAL[character]
        else:
            sentence.text += character
            place += not character.isspace()
    return sentence


def read_plain(text: str, how: str) -> Sentence:
    """Read well-written text and spoil it as ``how`` says.

    >>> read_plain("می‌رود", "torn")
    Sentence(text='می رود', required={2: 'space'}, optional=set())
    """
    text = normalise(text).text
    sentence = Sentence(text.replace(ZWNJ, {"joined": "", "torn": " ", "kept": ZWNJ}[how]))
    place = 0
    for character in text:
        if character == ZWNJ:
            sentence.required[place] = "space" if how == "torn" else how
        place += not character.isspace() and character != ZWNJ
    return sentence


def read(path: Path, how: str) -> Iterator[Sentence]:
    """Yield the sentences of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if path.suffix == ".conllu":
            if line.startswith("# text = "):
                yield read_plain(line.removeprefix("# text = "), how)
        elif line.strip():
            yield read_marked(line)


def repaired(text: str) -> set[int]:
    """Return the places where the reader put or left a half-space."""
    document = tokenise(text, "fa")
    places, place = set(), 0
    for token in document.tokens:
        printed = text[token.span.start : token.span.end]
        for character in printed if " " in printed else "":  # joined across a space
            place += not character.isspace() and character != ZWNJ
            if character.isspace():
                places.add(place)
        place -= sum(not c.isspace() and c != ZWNJ for c in printed) if " " in printed else 0
        for character in token.text:
            if character == ZWNJ:
                places.add(place)
            else:
                place += 1
    return places


def measure(sentences: Iterator[Sentence]) -> tuple[dict[str, float], Counter[str]]:
    """Return the figures, and the words of the mistakes."""
    found = wrong = required = 0
    by_print: Counter[tuple[str, bool]] = Counter()
    mistakes: Counter[str] = Counter()
    for sentence in sentences:
        places = repaired(sentence.text)
        required += len(sentence.required)
        for place, printed in sentence.required.items():
            by_print[printed, place in places] += 1
            if place in places:
                found += 1
            else:
                mistakes["missed " + around(sentence.text, place)] += 1
        for place in places - sentence.required.keys() - sentence.optional:
            wrong += 1
            mistakes["wrong " + around(sentence.text, place)] += 1
    figures: dict[str, float] = {"required": required, "found": found, "wrong": wrong}
    figures |= {"precision": ratio(found, found + wrong), "recall": ratio(found, required)}
    figures["f"] = ratio(2 * found, found + wrong + required)
    for printed in sorted({printed for printed, _ in by_print}):
        hits = by_print[printed, True]
        figures[f"recall_{printed}"] = ratio(hits, hits + by_print[printed, False])
    return figures, mistakes


def ratio(part: float, whole: float) -> float:
    """Return part of whole, 1 when there is nothing to find."""
    return round(part / whole, 4) if whole else 1.0


def around(text: str, place: int) -> str:
    """Return the word at a place, the place marked."""
    seen = 0
    for index, character in enumerate(text):
        if seen == place and not character.isspace():
            left = text[:index].rstrip().rpartition(" ")[2]
            gap = "|" if text[index - 1 : index] != " " else " | "
            return left + gap + text[index:].partition(" ")[0]
        seen += not character.isspace() and character != ZWNJ
    return ""


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="bench.orthography", description=about)
    parser.add_argument("file", type=Path, help="a .conllu file or a marked-up text")
    parser.add_argument(
        "--how", choices=("joined", "torn", "kept"), default="joined", help="for .conllu files"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--mistakes", type=int, default=0, metavar="N", help="list the N most frequent mistakes"
    )
    args = parser.parse_args(arguments)
    figures, mistakes = measure(read(args.file, args.how))
    if args.json:
        print(json.dumps({"file": str(args.file), "how": args.how, **figures}))
    else:
        for name, figure in figures.items():
            print(f"{name:<16}{figure:>9}")
    for mistake, count in mistakes.most_common(args.mistakes):
        print(count, mistake)
    return 0


if __name__ == "__main__":
    sys.exit(main())
