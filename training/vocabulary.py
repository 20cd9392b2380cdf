"""Cuts the pretrained vocabulary to the pieces that Persian, Arabic and English text uses."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from training.pretrained import BLOCK, Pretrained

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
#: Letters of the three languages (Latin, Arabic script), digits and punctuation: kept one by one.
SCRIPT = re.compile(r"[\u0021-\u024f\u0600-\u06ff\u2010-\u2030\u20a0-\u20bf]")
DIGITS = {ord(c): str(i % 10) for i, c in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}
PERSIAN = DIGITS | {ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک"}


def plain(word: str, language: str) -> str:
    """Write a word as the reader's normalised text writes it."""
    return unicodedata.normalize("NFKC", word).translate(PERSIAN if language == "fa" else DIGITS)


def tokenizer(pieces: list[str], scores: Iterable[float]) -> Tokenizer:
    """Return the Unigram tokenizer over ``pieces``; a half-space splits pieces as a space does."""
    model = Tokenizer(
        models.Unigram(
            [(p, float(s)) for p, s in zip(pieces, scores, strict=True)], unk_id=pieces.index("<unk>")
        )
    )
    model.normalizer = normalizers.Replace("\u200c", " ")
    model.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")
    return model


def cut(pretrained: Pretrained, words: Counter[str], target: Path, *, least: int = 2) -> Tokenizer:
    """Write the cut tokenizer and its 4-bit embedding blocks to ``target``; keep pieces seen ``least`` times."""
    full = tokenizer(pretrained.pieces, pretrained.scores)
    seen: Counter[int] = Counter()
    vocabulary = sorted(words)
    for word, encoding in zip(vocabulary, full.encode_batch(vocabulary), strict=True):
        for piece in encoding.ids:
            seen[piece] += words[word]
    names = {p: i for i, p in enumerate(pretrained.pieces)}
    kept = [names[s] for s in SPECIAL]
    letters = {
        i
        for i, p in enumerate(pretrained.pieces)
        if len(p) < 3 and SCRIPT.fullmatch(p.lstrip("\u2581") or "!")
    }
    kept += sorted((letters | {i for i, n in seen.items() if n >= least}) - set(kept))
    target.mkdir(parents=True, exist_ok=True)
    blocks = pretrained.blocks("emb.word").reshape(pretrained.sizes["vocabulary"], -1)[kept]
    np.save(target / "embeddings.npy", blocks.view(np.uint8).reshape(len(kept), -1))
    smaller = tokenizer([pretrained.pieces[i] for i in kept], pretrained.scores[kept])
    smaller.save(str(target / "tokenizer.json"), pretty=False)
    return smaller


def embedding_blocks(path: Path) -> np.ndarray:
    """Return the blocks that ``cut`` wrote, one row a piece."""
    return np.load(path).view(BLOCK)


def count_words(texts: Iterable[tuple[str, str]]) -> Counter[str]:
    """Count the words of (text, language) pairs, with half-spaces and without."""
    counts: Counter[str] = Counter()
    for text, language in texts:
        for word in re.findall(r"[\w\u200c]+|[^\w\s]", plain(text, language)):
            counts[word] += 1
            if "\u200c" in word:
                counts[word.replace("\u200c", "")] += 1
    return counts


def read_news(folder: Path) -> Iterable[tuple[str, str]]:
    """Yield the texts of the news files, with their language."""
    for language in ("fa", "ar", "en"):
        for line in (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"], language
