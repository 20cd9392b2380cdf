"""Rebuilds ``src/ravi/data/iran-lunar-months.tsv`` from the list of Iran's lunar Hijri month starts.

usage: python training/lunar_months.py LIST > src/ravi/data/iran-lunar-months.tsv

LIST has one month a line, ``1440/9 2019-05-07 # source``, a star before some.
"""

from __future__ import annotations

import itertools
import re
import sys
from datetime import date
from pathlib import Path

HEAD = """\
# Lunar Hijri months as Iran's official calendar had them.
# year    lunar Hijri year
# start   Gregorian day of its first listed month's first day (year, month, day)
# first   number of that month (1 unless the list begins or breaks off inside the year)
# lengths one letter for each following listed month: o has 30 days, . has 29; the list's last month has
#         no known length: only its start is told, by the letters before it
# Origin: list of month starts from Iranian almanacs, newspapers and the Calendar Center of the University of
# Tehran, 1265-1447; licence CC0 1.0. Rebuild with training/lunar_months.py.
"""
LINE = re.compile(r"\*?(\d+)/(\d+) (\d{4}-\d{2}-\d{2})")


def main() -> None:
    """Print the table for the list named on the command line."""
    starts: dict[tuple[int, int], date] = {}
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        if found := LINE.match(line):
            starts[int(found[1]), int(found[2])] = date.fromisoformat(found[3])
    months = sorted(starts)
    years: dict[int, list[str]] = {}
    for this, following in itertools.pairwise(months):
        days = (starts[following] - starts[this]).days
        if days not in (29, 30) or following[0] * 12 + following[1] != this[0] * 12 + this[1] + 1:
            sys.exit(f"{sys.argv[1]}: {this} to {following} is {days} days; the list must not skip months")
        row = years.setdefault(this[0], [starts[this].isoformat(), str(this[1]), ""])
        row[2] += "o" if days == 30 else "."
    print(HEAD + "year\tstart\tfirst\tlengths")
    for year, row in sorted(years.items()):
        print(year, *row, sep="\t")


if __name__ == "__main__":
    main()
