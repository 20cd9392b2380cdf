"""Reads treebanks and entity corpora into one kind of sentence."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from training.renaming import Renaming
from training.sentence import Sentence, guess_names, read_sentences
from training.silver import to_present_release

ENTITY_TYPES = ("PER", "LOC", "ORG", "POG", "NAT", "EVE", "DAT")
#: Auxiliaries that stand before their verb; all others follow it.
LEADING_AUXILIARIES = ("خواه", "نخواه")


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def simple_relation(relation: str) -> str:
    """Fold subtypes that only some treebanks know, so that the treebanks agree."""
    keep = {"compound:lvc", "obl:arg", "nsubj:pass", "flat:name", "flat:num"}
    return relation if relation in keep else relation.split(":")[0]


def read_treebank(path: Path, language: str) -> list[Sentence]:
    """Read a CoNLL-U file; words written with a space inside (verb and auxiliary) become two words."""
    sentences = []
    for block in _blocks(path):
        rows = [c for c in (line.split("\t") for line in block if line[0] != "#") if c[0].isdigit()]
        if not rows:
            continue
        parts, main = [], []
        for cells in rows:
            words = cells[1].split(" ")
            leading = words[0].startswith(LEADING_AUXILIARIES)
            main.append(len(parts) + (len(words) - 1 if leading else 0) + 1)
            parts.extend((w, cells, i == (len(words) - 1 if leading else 0)) for i, w in enumerate(words))
        tags, heads, relations = [], [], []
        owner = {id(c): m for c, m in zip(rows, main, strict=True)}
        for _, cells, is_main in parts:
            head = int(cells[6])
            tags.append(cells[3] if is_main else "AUX")
            heads.append((main[head - 1] if head else 0) if is_main else owner[id(cells)])
            relations.append(simple_relation(cells[7]) if is_main else "aux")
        sentences.append(
            Sentence(tuple(p[0] for p in parts), language, tuple(tags), tuple(heads), tuple(relations))
        )
    return sentences


def read_entities(
    path: Path, language: str, types: dict[str, str], *, word: int = 0, tag: int = -1
) -> list[Sentence]:
    """Read an entity corpus, one word a line; ``types`` maps its types to ours, others become O."""
    sentences = []
    for block in _blocks(path):
        rows = [
            line.split("\t") if "\t" in line else line.split()
            for line in block
            if not line.startswith("# ") and line[0] != "-"
        ]
        rows = [r for r in rows if len(r) > 1 and r[word].strip()]
        if not rows:
            continue
        labels = []
        for cells in rows:
            kind = types.get(cells[tag][2:])
            labels.append(f"{cells[tag][0]}-{kind}" if kind and cells[tag][0] in "BI" else "O")
        known = frozenset(types.values())
        sentences.append(
            Sentence(tuple(r[word] for r in rows), language, entities=tuple(labels), known_entities=known)
        )
    return [guess_names(s) for s in sentences]


def name_words(sentences: Iterable[Sentence]) -> set[str]:
    """Return the words that are more often than not part of a person's name, or a place's name by themselves."""
    named: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for sentence in sentences:
        seen.update(sentence.words)
        assert sentence.tags is not None
        named.update(w for w, tag in zip(sentence.words, sentence.tags, strict=True) if tag == "PROPN")
    return {w for w, n in named.items() if 2 * n >= seen[w]}


def settle_nouns(sentence: Sentence, names: set[str]) -> Sentence:
    """Leave NOUN open to mean PROPN only where the word may be a name."""
    assert sentence.tags
    assert sentence.heads
    assert sentence.relations
    flat = {i for i, r in enumerate(sentence.relations) if r == "flat:name"}
    flat |= {sentence.heads[i] - 1 for i in flat}
    vague = tuple(
        t == "NOUN" and (i in flat or w in names)
        for i, (w, t) in enumerate(zip(sentence.words, sentence.tags, strict=True))
    )
    return replace(sentence, vague=vague)


@dataclass(frozen=True)
class Corpora:
    """Training sentences with how often each is drawn in a pass, and the sets kept for measuring."""

    train: list[tuple[list[Sentence], float]]
    measure: dict[str, list[Sentence]]

    @cached_property
    def renaming(self) -> Renaming:
        """The names in the training sentences, to be given to others."""
        return Renaming(s for sentences, _ in self.train for s in sentences if s.entities is not None)


def held_out(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Split off every tenth sentence for measuring."""
    return [s for i, s in enumerate(sentences) if i % 10], sentences[::10]


def _same(names: Iterable[str]) -> dict[str, str]:
    return {n: n for n in names}


def read_silver(data: Path) -> tuple[list[Sentence], list[Sentence]]:
    """Return the silver sentences as the present release has them, and those whose trees cannot be trusted."""
    older = read_treebank(data / "ud/fa-perdt-train-silver/fa_perdt-train-silver.conllu", "fa")
    present = [(sentence, to_present_release(sentence)) for sentence in older]
    return [new for _, new in present if new], [old for old, new in present if not new]


def load_corpora(data: Path, mended: Path | None = None) -> Corpora:
    """Load every set under ``data`` (the folder described in its README), the silver trees from ``mended`` if given."""
    ud, ent = data / "ud", data / "entities"
    silver = read_sentences(mended) if mended else read_silver(data)[0]
    seraji = read_treebank(ud / "fa-seraji/fa_seraji-ud-dev.conllu", "fa")
    informal = read_treebank(ud / "fa-iperudt/iPerUDT_train.conllu", "fa")
    english = read_treebank(ud / "en-ewt/en_ewt-ud-train.assembled.conllu", "en")
    arabic, arabic_test = held_out(read_treebank(ud / "ar-pud/ar_pud-ud-test.conllu", "ar"))
    tweets = ent / "fa-parstwiner/persian-ner-twitter-data"
    tweet_types = _same(("PER", "LOC", "ORG", "NAT", "EVE", "POG"))
    wiki, wiki_test = held_out(
        read_entities(ent / "fa-textmining/eval.conll", "fa", _same(("PER", "ORG", "LOC", "DAT", "EVE")))
    )
    coarse = {"Location": "LOC", "Person": "PER", "Group": "ORG"}
    politics = {"politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG",
                "country": "LOC", "location": "LOC", "election": "EVE", "event": "EVE"}  # fmt: skip
    wnut = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}
    uner = _same(("PER", "LOC", "ORG"))
    aqmar = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
    arabic_names = [
        s
        for p in sorted((ent / "ar-aqmar/aqmar/manual_NEs").glob("*.txt"))
        for s in read_entities(p, "ar", aqmar)
    ]
    tweets_train = read_entities(tweets / "train.txt", "fa", tweet_types)
    names = name_words([*tweets_train, *wiki])
    silver, seraji = ([settle_nouns(s, names) for s in sentences] for sentences in (silver, seraji))
    train = [
        (silver, 2.0), (seraji, 0.5), (informal, 0.3), (english, 0.3), (arabic, 1.5),
        (tweets_train, 4.0), (wiki, 1.5),  # the articles leave many a name untagged
        (read_entities(ent / "multiconer2/coarse-fa-train10.conll", "fa", coarse), 1.0),
        (read_entities(ent / "multiconer2/coarse-en-train10.conll", "en", coarse), 0.2),
        (read_entities(ent / "en-wnut17/wnut17train.conll", "en", wnut), 0.3),
        (read_entities(ent / "en-uner-ewt/en_ewt-ud-dev.iob2", "en", uner, word=1, tag=2), 0.3),
        (read_entities(ent / "en-crossner-politics/dev.txt", "en", politics), 1.0), (arabic_names, 0.5),
    ]  # fmt: skip
    measure = {
        "fa-perdt": read_treebank(ud / "fa-perdt/fa_perdt-ud-dev.conllu", "fa"),
        "en-ewt": read_treebank(ud / "en-ewt/en_ewt-ud-dev.conllu", "en"),
        "ar-pud": arabic_test,
        "fa-parstwiner": read_entities(tweets / "dev.txt", "fa", tweet_types),
        "fa-textmining": wiki_test,
    }
    return Corpora(train, measure)


def draw_pass(corpora: Corpora, rng: random.Random) -> list[Sentence]:
    """Draw one pass over the training sets, with Persian as papers write it.

    Half-spaces are lost in a third of its sentences, the ء over linking ه in half of them. Names that are
    tagged are given to others (``Renaming``).
    """
    drawn: list[Sentence] = []
    for sentences, times in corpora.train:
        drawn.extend(sentences * int(times))
        drawn.extend(rng.sample(sentences, int(len(sentences) * (times % 1))))
    rng.shuffle(drawn)
    drawn = [s if s.entities is None else corpora.renaming.rename(s, rng) for s in drawn]
    return [_as_papers_write(s, rng) if s.language == "fa" else s for s in drawn]


def _as_papers_write(sentence: Sentence, rng: random.Random) -> Sentence:
    if rng.random() < 1 / 3:
        sentence = sentence.without_half_spaces()
    return sentence.without_linking_marks() if rng.random() < 1 / 2 else sentence
