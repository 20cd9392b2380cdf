"""What the head of a report says of whose account it is: «… کشته شدند. به گزارش فارس به نقل از رویترز، …».

In the annotated reports a lead before such a formula that names one voice beside the publisher, with no nearer voice
of its own, is that voice's 35 times and the publisher's 16 times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ravi.reading.claims.named import voice_key
from ravi.reading.document import Document
from ravi.reading.lexical import Match

#: The sentences that the formula may begin, counted from 0, and the words of its sentence that it may take.
_FIRST, _LAST, _LONG = 1, 4, 14
#: The formulas after which the voice is named whose account it is.
_HANDS_ON = frozenset({"report", "quote"})


def voice_of_lead(
    document: Document,
    marks: Sequence[Match],
    named: Sequence[range],
    is_publisher: Callable[[range], bool],
) -> tuple[int, int] | None:
    """Return the sentence that names whose account the report is, and the number of that voice in ``named``.

    None where no formula follows the lead, or where it names several voices beside the publisher.
    """
    after = {_word(document, mark.end): mark for mark in marks if mark.lexicon == "relays"}
    begins = {mark.start for mark in after.values() if mark.row["does"] == "report"}
    for number, sentence in enumerate(document.sentences[_FIRST:_LAST], _FIRST):
        if _word(document, sentence.start) not in begins:
            continue
        told_by = [
            voice
            for voice, run in enumerate(named)
            if run.start in after
            and run.start in sentence[:_LONG]
            and after[run.start].row["does"] in _HANDS_ON
        ]
        others = [voice for voice in told_by if not is_publisher(named[voice])]
        return (number, others[0]) if len(others) == 1 else None
    return None


def _word(document: Document, token: int) -> int:
    """Return the first token from ``token`` on that has a letter or a digit."""
    while token < len(document.tokens) and not any(map(str.isalnum, document.tokens[token].text)):
        token += 1
    return token


#: The lines of a report that its writer's name may be one of.
_HEAD = 4


def writers(document: Document) -> Iterator[str]:
    """Yield the keys of the names that stand alone in a line at the head of a report."""
    for sentence in document.sentences[:_HEAD]:
        names = [document.tokens[i].entity.endswith("PER") for i in sentence]
        if all(names) and len(names) > 1:
            yield voice_key(document, sentence)
