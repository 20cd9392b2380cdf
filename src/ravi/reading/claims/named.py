"""Who is named as a voice in a document: their words, and the words that mean one named before («وی», «این منبع»)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ravi.reading.claims.actor_kinds import recognise
from ravi.reading.claims.actors import phrase, share, trim
from ravi.reading.claims.clauses import are_apart
from ravi.reading.claims.name_keys import same_name
from ravi.reading.claims.pointing import points_back
from ravi.reading.claims.tellings import is_kind
from ravi.reading.document import Document
from ravi.reading.lexical import Match
from ravi.reading.network.model import Floats
from ravi.reading.text.normal import fold

#: Least chance of a token to be part of a voice's name.
_NAMING = 0.3
#: Least chance of a noun to name a voice for the names that its phrase goes on with to be but a part of it.
_SURE = 0.5


class Named:
    """The voices that a document names, in its order: by number, their words and the key that mentions share."""

    def __init__(self, document: Document, chances: Floats, marks: Sequence[Match]) -> None:
        """Find them; ``chances`` of each token to be none of a voice's words, to begin them, to go on with them."""
        self.document = document
        self.runs: list[range] = []
        self._of_token: dict[int, int] = {}
        referring = {mark.start: mark.end for mark in marks if mark.lexicon == "role_nouns"}
        for run in _named(document, chances):
            if (same := self._beside(run)) is not None:
                meant = same
                if _person(document, run) and not _person(document, self.runs[same]):
                    self.runs[same] = run
            elif run.start not in referring and not points_back(document, run):
                self.runs.append(run)
                meant = len(self.runs) - 1
            elif self.runs:  # «این منبع» is whoever was last named so
                meant = self._meant(range(run.start, max(run.stop, referring.get(run.start, 0))))
            else:
                continue
            self._of_token.update(dict.fromkeys(run, meant))
        self.keys = [voice_key(document, run) for run in self.runs]
        self._persons = {key: _person(document, run) for run, key in self}

    def __iter__(self) -> Iterator[tuple[range, str]]:
        return zip(self.runs, self.keys, strict=True)

    def __getitem__(self, number: int) -> tuple[range, str]:
        return self.runs[number], self.keys[number]

    def at(self, token: int) -> tuple[range, str]:
        """Return the words and the key of the voice that a token names or means, or of the phrase around it."""
        number = self._of_token.get(token)
        if number is not None:
            return self[number]
        run = phrase(self.document, token) or range(token, token + 1)
        return run, voice_key(self.document, run)

    def one_voice(self, a: str, b: str) -> bool:
        """Say whether two keys may be one voice: one name inside the other, or two spellings of a person's."""
        return _one_name(a, b) or same_name(self._persons.get(a, ""), self._persons.get(b, ""))

    def each_once(self, runs: Sequence[range]) -> list[range]:
        """Return the words of voices without those that may be a voice before them («شبکه الجزیره», «الجزیره»)."""
        kept: dict[str, range] = {}
        for run in runs:
            key = voice_key(self.document, run)
            if not any(self.one_voice(key, other) for other in kept):
                kept[key] = run
        return list(kept.values())

    def one_person(self, a: str, b: str) -> bool:
        """Say whether two keys may be one voice by a name of a person, in both or all that one is («ماسلوف»)."""
        first, second = self._persons.get(a, ""), self._persons.get(b, "")
        if first and second:
            return self.one_voice(a, b)
        return _is_part(b, first) or _is_part(a, second)

    def _beside(self, run: range) -> int | None:
        """Return the number of the voice that a run is an apposition to («سخنگوی ارتش، احمد رضایی»), if any."""
        words = self.document.tokens
        for number in range(len(self.runs) - 1, -1, -1):
            pairs = ((run, self.runs[number]), (self.runs[number], run))
            if any(words[i].relation == "appos" and words[i].head in at for part, at in pairs for i in part):
                return number
        return None

    def _meant(self, run: range) -> int:
        """Return the number of the voice that words point back at: of those named, the last that fits best.

        «این منبع» is the last whose name has that noun, «همین رسانه» else the last outlet, «این استاد» whoever is none.
        """
        noun = next((i for i in run if self.document.tokens[i].upos != "DET"), run.start)
        is_outlet = self.is_outlet(range(noun, noun + 1))

        def fits(number: int) -> tuple[bool, bool, int]:
            name = self.runs[number]
            holds = any(self.document.tokens[i].text == self.document.tokens[noun].text for i in name)
            return holds, self.is_outlet(name) == is_outlet, number

        return max(range(len(self.runs)), key=fits)

    def is_outlet(self, run: range) -> bool:
        """Say whether words name a medium, such as an agency or a newspaper."""
        return _is_outlet(self.document, run)


def _one_name(a: str, b: str) -> bool:
    """Say whether one voice may be meant: the same letters, or one name inside the other («سندرز», «برنی سندرز»)."""
    short, long = sorted((a, b), key=len)
    return short == long or (len(short) > 3 and short in long)


def _is_part(key: str, name: str) -> bool:
    return len(key) > 3 and key in fold(name)


def voice_key(document: Document, tokens: range) -> str:
    """Return what mentions of one voice share: their letters, without marks, spaces and spelling variants."""
    return fold(document.words(tokens.start, tokens.stop))


def _named(document: Document, chances: Floats) -> list[range]:
    """Return the runs of tokens that name voices."""
    runs: list[range] = []
    for i, (_, begin, inside) in enumerate(chances.tolist()):
        if begin + inside < _NAMING:
            continue
        joined = (
            runs and runs[-1].stop == i and document.tokens[i].sentence == document.tokens[i - 1].sentence
        )
        is_other = document.tokens[i].entity == "O" and are_apart(document, i - 1, i) if joined else False
        if joined and inside >= begin and not is_other:
            runs[-1] = range(runs[-1].start, i + 1)
        else:
            runs.append(range(i, i + 1))
    parts = [part for run in runs for part in _parted(document, run)]
    named = [_to_its_end(document, run) for run in (trim(document, part) for part in parts) if run]
    clear = [_clear(document, run, named, float(chances[run.start, 1:].sum())) for run in named]
    return [run for run in clear if not any({*run} < {*other} for other in clear)]


def _parted(document: Document, run: range) -> Iterator[range]:
    """Yield a run, or the voice and the outlet it speaks to («یک مقام | به الجزیره», not «برخی از رسانه‌ها»)."""
    words = document.tokens
    for i in run[1:-1]:
        outlet = range(i + 1, run.stop)
        is_told = words[i].upos == "ADP" and words[document.root(outlet)].head not in run
        if is_told and _is_outlet(document, outlet):
            yield from (range(run.start, i), outlet)
            return
    yield run


def _is_outlet(document: Document, run: range) -> bool:
    known = recognise([document.tokens[i].text for i in run], document.language)
    return known is not None and known.kind == "media"


def _to_its_end(document: Document, run: range) -> range:
    """Return a run with what follows of the person's name that it begins («کامران» of «کامران سهرابی»)."""
    words, stop = document.tokens, run.stop
    if words[stop - 1].entity.endswith("PER"):
        while stop < len(words) and words[stop].entity == "I-PER":
            stop += 1
    return range(run.start, stop)


def _clear(document: Document, run: range, named: Sequence[range], chance: float) -> range:
    """Return a voice's words as wide as they go without another's of ``named``, or with those that are part of it."""
    wider = _with_its_noun(document, _whole(document, run))
    others = [other for other in named if other != run and share(wider, other)]
    if not others:
        return wider
    is_sure = chance >= _SURE and not is_kind(document, run.start, "telling")
    return wider if is_sure and all(_is_rest(document, other, run, wider) for other in others) else run


def _is_rest(document: Document, other: range, run: range, whole: range) -> bool:
    """Say whether another voice's words are but the rest of one («اوکراین» of «رئیس جمهور اوکراین»), and no person."""
    return run.stop <= other.start and other.stop <= whole.stop and not _person(document, other)


def _person(document: Document, run: range) -> str:
    """Return the words of a voice that name a person."""
    tokens = (document.tokens[i] for i in run)
    return " ".join(token.text for token in tokens if token.entity.endswith("PER"))


def _whole(document: Document, run: range) -> range:
    """Return a voice's words; a noun or an adjective alone, which names nobody, with the phrase that it is part of.

    So with the first noun of a name: «خبرگزاری» of «خبرگزاری فرانسه».
    """
    token = run.start
    alone = document.tokens[token]
    if (
        len(run) > 1
        or alone.upos not in ("NOUN", "ADJ")
        or (alone.entity != "O" and not _goes_on(document, token))
    ):
        return run
    around = phrase(document, alone.head if alone.upos == "ADJ" else token)
    return around if token in around else run


def _goes_on(document: Document, token: int) -> bool:
    """Say whether the word after a token belongs to it: to the same name, or as whose it is."""
    after = document.tokens[token + 1 : token + 2]
    return any(word.head == token and word.relation.startswith(("nmod", "flat")) for word in after)


def _with_its_noun(document: Document, run: range) -> range:
    """Return a voice's words before a colon with the noun that they belong to: «دیدبان» of «دیدبان حقوق بشر: …»."""
    words = document.tokens
    if run.stop == len(words) or words[run.stop].text != ":":
        return run
    root = document.root(run)
    noun = words[root].head
    if noun >= run.start or not words[root].relation.startswith("nmod") or is_kind(document, noun, "telling"):
        return run
    around = phrase(document, noun)
    return range(around.start, run.stop) if around.stop >= run.stop else run
