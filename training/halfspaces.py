"""Trains the half-space table of ``ravi.reading.text.halfspaces``; one command, the same result every time.

    python training/halfspaces.py [--data ../shared/data] [--lilak FOLDER] [--out FILE]

Reads the raw text of PerDT train (CC BY-SA 4.0: how words are written, with their
half-spaces) and Lilak (npm ``dictionary-fa`` 2.0.0, Apache-2.0: which words and verb
forms there are; ``npm pack dictionary-fa`` and unpack it). Half-spaces are taken out
of PerDT's words, or replaced by spaces, and the two classifiers learn to put them back.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from ravi.reading.text.halfspaces import (
    Table,
    is_open_space,
    space_features,
    split_word,
    word_cuts,
    word_features,
)
from ravi.reading.text.normal import NON_JOINING, ZWNJ, normalise

WORD = re.compile(rf"[\u0621-\u063a\u0641-\u064a\u0671-\u06d3{ZWNJ}]+")
PARTS_SEEN = 3  # a head or tail must stand beside half-spaces in this many different words
TORN = 0.25  # how many half-spaces, of all in print, are thought to be written as spaces
SMALLEST_WEIGHT = 0.2  # smaller ones change nothing but the size of the table
PENALTY = 1.5e-7  # for each weight's square
# How much a word counts that only the dictionary has, and a listed word taken for unlisted,
# beside a word seen once in the treebank.
DICTIONARY_COMPOUND, DICTIONARY_WORD, UNLISTED = 0.05, 0.1, 0.2
# Added to the classifiers' scores, so that a doubtful place stays as the writer left it. These and the
# margins below were set by reading what the repair changed in 1,686 news reports, then checked against
# the development set: they cost it next to nothing.
WORD_BIAS, SPACE_BIAS = 0.0, -0.5
# «کردهای» is rather the Kurds than «کرده‌ای», you have done: news says "you" less than novels do.
PLURAL_MARGIN = -3.0
SPACE_MARGIN, KEPT_APART = -1.5, ("شده", "شدن", "نشده", "کرده", "کردن", "داده", "دادن", "گرفته", "یافته")
HEADER = """\
# What the half-space repair of ravi.reading.text.halfspaces looks up; written by training/halfspaces.py.
# Fields are separated by tabs, words by spaces:
#   words VALUE …   words written without a half-space: 1 rare, 2 in the dictionary, 3 usual, 4 frequent;
#                   5 to 8 the same for nouns whose plural needs no half-space
#   verbs …         verb forms that stand after «می»
#   compounds …     words written with a half-space
#   heads … tails … what often stands before and after a half-space (further half-spaces left out)
#   endings …       the tails that have no further half-space
#   weight FEATURE VALUE   the classifiers' weights (w: inside a word, s: at a space)
#   exceptions …    words the classifiers get wrong, as they should be
# Origin: derived from the text of the Universal Dependencies treebank Persian PerDT (train), by
# Mohammad Sadegh Rasooli, Pegah Safari, Amirsaeid Moloodi and Alireza Nourian, CC BY-SA 4.0, and from
# Lilak, the Persian spell-checking dictionary (npm dictionary-fa 2.0.0), copyright 2015
# Mostafa Sedaghat Joo, Apache-2.0. Licence of this file: CC BY-SA 4.0.
"""


Numbers = np.ndarray[Any, np.dtype[Any]]
Row = tuple[list[str], float, float]  # features, whether a half-space is there, weight


def main() -> None:
    """Train and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--lilak", type=Path, default=Path("../shared/data/lexicons/dictionary-fa"))
    parser.add_argument("--out", type=Path, default=Path("src/ravi/languages/fa/halfspaces.txt"))
    args = parser.parse_args()
    raw = args.data / "ud/fa-perdt-train-silver/perdt-train.raw.txt"
    sentences = [WORD.findall(normalise(line).text) for line in raw.read_text(encoding="utf-8").splitlines()]
    table = train(sentences, read_lilak(args.lilak / "index.dic"))
    args.out.write_text(HEADER + write_table(table), encoding="utf-8")
    print(f"{args.out}: {args.out.stat().st_size:,} bytes, {len(table.weights):,} weights")


def read_lilak(path: Path) -> dict[str, str]:
    """Return the dictionary's words in normalised form, and the classes of endings each takes."""
    lilak: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.partition("/")
        word = normalise(word).text
        lilak[word] = lilak.get(word, "") + flags
    return lilak


def train(sentences: list[list[str]], lilak: dict[str, str]) -> Table:
    """Return a table trained on tokens as they should be written."""
    counts = Counter(word.strip(ZWNJ) for sentence in sentences for word in sentence)
    del counts[""]
    table = look_ups(counts, lilak)
    rows = list(word_rows(table, counts, lilak))
    table.weights |= fit(rows, WORD_BIAS, "w")
    for feature in (f"wn{common}" for common in range(1, 5)):
        table.weights[feature] = round(table.weights.get(feature, 0.0) + PLURAL_MARGIN, 2)
    rows = list(space_rows(table, sentences))
    table.weights |= fit(rows, SPACE_BIAS, "s")
    # A space before what seldom follows a half-space, or before what also makes verbs with any
    # word («ثبت شده است»), is left more readily than the treebank would have it.
    for feature in ("st?", *(f"st{tail}" for tail in KEPT_APART)):
        table.weights[feature] = round(table.weights.get(feature, 0.0) + SPACE_MARGIN, 2)
    table.exceptions = exceptions(table, counts)
    return table


PLURAL = re.compile(r"(?:ها|های|هایی|هایم|هایت|هایش|هایمان|هایتان|هایشان|هاست)$")


def is_careless(word: str, plain: set[str], verbs: set[str]) -> bool:
    """Say whether a word written without a half-space looks as if it had lost one.

    Both sources hold some («درگیریها», «میخواهند»): they must not teach that this is how
    the word is written.
    """
    plural = PLURAL.search(word)
    if plural and word[: plural.start()] in plain and word[plural.start() - 1] not in NON_JOINING:
        return True
    return any(word.startswith(prefix) and word.removeprefix(prefix) in verbs for prefix in ("می", "نمی"))


def look_ups(counts: Counter[str], lilak: dict[str, str]) -> Table:
    """Fill the word lists and the heads and tails."""
    table = Table()
    spelled = [word for word in (*counts, *lilak) if ZWNJ in word]
    table.verbs = {w.split(ZWNJ)[1] for w in spelled if w.split(ZWNJ)[0] in ("می", "نمی")}
    plain = {word for word in (*counts, *lilak) if ZWNJ not in word}
    doubtful = {word for word in plain if is_careless(word, plain, table.verbs)}
    careless = {w for w in doubtful if counts[w] < 5 and (PLURAL.search(w) or not lilak.get(w))}
    for word in careless:
        lilak.pop(word, None)
        del counts[word]
    table.words = {word: commonness(word, counts[word], lilak) for word in plain - careless}
    # «میدانی» (of a field): a word of its own, though «می‌دانی» (you know) is lost now and then
    table.words |= {word: 3 for word in doubtful - careless if word.startswith(("می", "نمی"))}
    table.nouns = {
        w for w in table.words if w[-1] in NON_JOINING and "sd" in re.findall("..", lilak.get(w, ""))
    }
    heads: Counter[str] = Counter()
    tails: Counter[str] = Counter()
    for word in (word for word in counts if ZWNJ in word):
        parts = word.split(ZWNJ)
        for cut in range(1, len(parts)):
            heads["".join(parts[:cut])] += 1
            tails["".join(parts[cut:])] += 1
            tails[parts[cut]] += len(parts) - cut > 1
            heads[parts[cut - 1]] += cut > 1
    table.heads = {part for part, count in heads.items() if count >= PARTS_SEEN}
    table.tails = {part for part, count in tails.items() if count >= PARTS_SEEN}
    whole = {part for word in counts for part in word.split(ZWNJ)[1:]}
    table.endings = table.tails & whole
    for word in lilak:
        first, _, rest = word.partition(ZWNJ)
        if rest and not first.endswith("می") and rest not in ("ام", "ای", "ایم", "اید", "اند"):
            table.compounds.add(word)
    return table


def commonness(word: str, count: int, lilak: dict[str, str]) -> int:
    """Say how common a plain word is: see ``Table.words``."""
    if count >= 10:
        return 4
    if count >= 2 or (count and word in lilak):
        return 3
    return 2 if word in lilak else int(count > 0)


def word_rows(table: Table, counts: Counter[str], lilak: dict[str, str]) -> Iterable[Row]:
    """Yield a row for every open place in every type, counted as if it were met for the first time."""
    joined: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        joined[word.replace(ZWNJ, "")][word] += count
    for word in lilak:
        if word.replace(ZWNJ, "") not in joined:
            joined[word.replace(ZWNJ, "")][word] += 0
    for form, spellings in sorted(joined.items()):
        for word, count in spellings.items():
            plain = counts.get(form, 0) - (word == form)
            common = commonness(form, plain, lilak)
            unseen = DICTIONARY_COMPOUND if word != form else DICTIONARY_WORD
            weight = min(count, 20) ** 0.5 if count else unseen
            right = cuts_of(word)
            for cut in word_cuts(table, form):
                yield list(word_features(table, form, cut, common)), float(cut in right), weight
                if word == form and common:  # as a name that no list holds would look
                    yield list(word_features(table, form, cut, 0)), 0.0, UNLISTED


def cuts_of(word: str) -> set[int]:
    """Return where the half-spaces of ``word`` are, counted in letters."""
    cuts, letters = set(), 0
    for part in word.split(ZWNJ)[:-1]:
        letters += len(part)
        cuts.add(letters)
    return cuts


def space_rows(table: Table, sentences: list[list[str]]) -> Iterable[Row]:
    """Yield a row for every open pair of neighbouring word parts: torn words, and real spaces."""
    torn: Counter[tuple[str, str]] = Counter()
    apart: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        parts = [word.split(ZWNJ) for word in sentence if word.strip(ZWNJ)]
        for word in parts:
            torn.update(pairwise(word))
            torn.update(plural_after_non_joining(table, word[-1]))
        apart.update((left[-1], right[0]) for left, right in pairwise(parts))
    for pairs, answer, share in ((torn, 1.0, TORN), (apart, 0.0, 1.0)):
        for (left, right), count in sorted(pairs.items()):
            if is_open_space(table, left, right):
                yield list(space_features(table, left, right)), answer, share * min(count, 50) ** 0.7


def plural_after_non_joining(table: Table, part: str) -> Iterable[tuple[str, str]]:
    """Yield stem and ending of «نیروهای»: joined in print without a half-space, but torn all the same."""
    for ending in ("ها", "های", "هایی", "هایش", "هایشان", "هایم", "هایمان", "هاست"):
        stem = part.removesuffix(ending)
        if stem != part and len(stem) > 1 and stem[-1] in NON_JOINING and stem in table.words:
            yield stem, ending


def fit(rows: list[Row], bias: float, name: str) -> dict[str, float]:
    """Fit a logistic classifier and return its weights, small ones left out."""
    seen = Counter(feature for features, _, _ in rows for feature in features)
    names = sorted(feature for feature, count in seen.items() if count >= 2)
    index = {feature: number for number, feature in enumerate(names, 1)}
    places = np.zeros((len(rows), max(len(features) for features, _, _ in rows)), dtype=np.int32)
    for number, (features, _, _) in enumerate(rows):
        places[number, : len(features)] = [index.get(feature, 0) for feature in features]
    answers = np.array([answer for _, answer, _ in rows])
    weights = np.array([weight for _, _, weight in rows])
    theta = descend(places, answers, weights / weights.sum(), len(names) + 1)
    print(f"{name}: {len(rows):,} places, {len(names):,} features")
    found = {feature: round(float(theta[index[feature]]), 2) for feature in names}
    found[name] = round(found[name] + bias, 2)
    return {feature: weight for feature, weight in found.items() if abs(weight) >= SMALLEST_WEIGHT}


def descend(places: Numbers, answers: Numbers, weights: Numbers, size: int) -> Numbers:
    """Return the weights that fit best: 300 steps of Adam on all rows; weight 0 is the empty place's."""
    theta, mean, square = (np.zeros(size) for _ in range(3))
    for step in range(1, 301):
        error = weights * (1 / (1 + np.exp(-theta[places].sum(1))) - answers)
        slope = np.bincount(places.ravel(), np.repeat(error, places.shape[1]), size) + PENALTY * theta
        slope[0] = 0
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        pace = 0.1 * (1 - step / 301)
        theta -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        theta[0] = 0
    return theta


def exceptions(table: Table, counts: Counter[str]) -> dict[str, str]:
    """Return what the classifier gets wrong of the words seen twice or more with one spelling."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        spellings[word.replace(ZWNJ, "")][word] += count
    wrong = {}
    for form, found in sorted(spellings.items()):
        word, count = found.most_common(1)[0]
        common = table.words.get(form, 0)
        if count < 2 or count < 0.8 * found.total() or table.plural(form):
            continue
        guess = form if common >= 3 else split_word(table, form, common)
        if guess != word:
            wrong[form] = word
    return wrong


def write_table(table: Table) -> str:
    """Return the table's text, everything sorted."""
    lines = []
    for value in range(1, 9):  # 5 to 8: the nouns
        chosen = sorted(w for w, common in table.words.items() if common + 4 * (w in table.nouns) == value)
        lines.append(f"words\t{value}\t{' '.join(chosen)}")
    for kind in ("verbs", "compounds", "heads", "tails", "endings"):
        lines.append(f"{kind}\t{' '.join(sorted(getattr(table, kind)))}")
    lines.append(f"exceptions\t{' '.join(sorted(table.exceptions.values()))}")
    lines += [f"weight\t{feature}\t{weight:g}" for feature, weight in sorted(table.weights.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
