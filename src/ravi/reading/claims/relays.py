"""Through whom a voice is heard, where a formula says so; elsewhere the model does (``voices``).

A formula is said once, where the voice comes in, and holds for all that the report tells of it: of the voices
with several claims in a report, 394 of 404 come through the same outlets in all of them. Checked with the
annotated chains, «رویترز به نقل از یک مقام …» and «یک مقام … به رویترز گفت» hand on 19 of 20 claims of their
voice, «به گزارش رویترز، یک مقام … گفت» 96 of 100.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ravi.reading.claims.named import Named
from ravi.reading.document import Document
from ravi.reading.lexical import Match

#: Words between an outlet's name and the formula that follows it, or the verb of what was told to it.
_REACH = 2


class Relays:
    """The outlets through which formulas say that a document's voices are heard."""

    def __init__(
        self,
        document: Document,
        named: Named,
        marks: Sequence[Match],
        is_publisher: Callable[[str], bool],
    ) -> None:
        """Find the formulas; ``is_publisher`` says whether a key is the publisher's, who hands on everything."""
        self.document, self.named = document, named
        self.saying = [mark.start for mark in marks if mark.lexicon == "saying"]
        relays = [mark for mark in marks if mark.lexicon == "relays"]
        self.after = {mark.end: mark.row["does"] for mark in relays}
        self.quoting = {mark.start: mark.end for mark in relays if mark.row["does"] == "quote"}
        self._outlets: dict[str, list[range]] = {}
        for run, key in named:
            if named.is_outlet(run) and not is_publisher(key):
                for voice in self._handed_on_by(run):
                    self._outlets.setdefault(named.at(voice.start)[1], []).append(run)

    def of(self, key: str) -> list[range]:
        """Return the words of the outlets that a voice is heard through, in their order; none without a formula."""
        told = [run for voice, runs in self._outlets.items() if self._is_one(voice, key) for run in runs]
        return self.named.each_once(sorted(told, key=lambda run: run.start))

    def told_to(self, voice: range) -> range | None:
        """Return the words of the outlet that a formula says a voice spoke to («… به رویترز گفت»); None without one."""
        after = (run for run in self._beside(voice) if run.start >= voice.stop and self.named.is_outlet(run))
        return next((run for run in after if self._is_told(run)), None)

    def _is_one(self, voice: str, key: str) -> bool:
        """Say whether two keys are one voice; a body within another's name («ارتش اسرائیل») is not."""
        return voice == key or self.named.one_person(voice, key)

    def _handed_on_by(self, outlet: range) -> Iterator[range]:
        """Yield the words of the voices that a formula says are heard through an outlet."""
        beside = self._beside(outlet)
        before = [run for run in beside if run.stop <= outlet.start]
        behind = [run for run in beside if run.start >= outlet.stop]
        ends = [self.quoting[at] for at in self._next(outlet) if at in self.quoting]
        yield from (run for run in behind if run.start in ends)  # «رویترز به نقل از …»
        formula = self.after.get(outlet.start)
        if formula in ("report", "quote"):  # «به گزارش رویترز، …»
            yield from (run for run in behind if not self.named.is_outlet(run))
        elif before and self._is_told(outlet):  # «… به رویترز گفت»
            yield before[-1]

    def _is_told(self, outlet: range) -> bool:
        """Say whether something is said to an outlet: by a formula, or with a preposition and a verb of saying."""
        if self.after.get(outlet.start) == "interview":
            return True
        words = self.document.tokens
        leads = outlet.start > 0 and words[outlet.start - 1].upos == "ADP"
        return leads and any(at in self.saying for at in self._next(outlet))

    def _next(self, run: range) -> range:
        """Return the next few words of the sentence."""
        sentence = self.document.sentences[self.document.tokens[run.start].sentence]
        return range(run.stop, min(run.stop + _REACH + 1, sentence.stop))

    def _beside(self, outlet: range) -> list[range]:
        """Return the words of the voices in an outlet's sentence, itself among them."""
        words = self.document.tokens
        at = words[outlet.start].sentence
        return [run for run in self.named.runs if words[run.start].sentence == at]
