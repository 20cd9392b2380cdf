"""Counts in how many reports a word stands: ``languages/fa/common_words.tsv``, by which linking weighs words.

``python -m training.word_counts`` reads the reports written for training (``training/written``) and writes
the table. They are the project's own, so that counts of them may ship; other news lends no counts.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from ravi.ledger.linking.weights import stem
from ravi.reading.text.sentences import tokenise
from training.paths import ROOT

TABLE = ROOT / "src" / "ravi" / "languages" / "fa" / "common_words.tsv"
#: Of a long report, the first characters only: its end speaks of older news.
LENGTH = 1500
#: A word that stands in a smaller share of the reports is as good as unseen.
LEAST = 0.004

HEAD = """\
# In how many of a thousand reports of conflict news a word stands: the commoner, the less it says about which
# event a report tells (see docs/linking.md). Words not listed stand in fewer than {least:g} of a thousand.
# stem  the word without its commonest endings, letters folded (ravi.ledger.linking.weights.stem)
# share reports of a thousand
# Origin: counted by training/word_counts.py over the project's own {count} written reports. Licence: Apache-2.0.
stem\tshare
"""


def count(folder: Path) -> tuple[Counter[str], int]:
    """Return how many of the reports in the JSONL files of ``folder`` have each stem, and how many there are."""
    found: Counter[str] = Counter()
    reports = 0
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            reports += 1
            document = tokenise(json.loads(line)["text"][:LENGTH], "fa")
            found.update({stem(token.text) for token in document.tokens} - {""})
    return found, reports


def write(found: Counter[str], reports: int, table: Path = TABLE) -> None:
    """Write the table, the commonest stems first."""
    shares = ((stem, number / reports) for stem, number in found.items())
    common = sorted((-share, stem) for stem, share in shares if share >= LEAST)
    rows = "".join(f"{stem}\t{-share * 1000:.1f}\n" for share, stem in common)
    table.write_text(HEAD.format(least=LEAST * 1000, count=reports) + rows, encoding="utf-8")


if __name__ == "__main__":
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    write(*count(ROOT / "training" / "written"))
