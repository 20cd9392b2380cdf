"""What errors say, in the reader's language.

An error is raised with its English sentence; that is what programs and the command line get, and what is kept
of it where it is kept. For a page the sentence is looked up in ``messages.tsv``, and said in Persian with what
stood in it.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from string import Formatter

from ravi.data.tables import table
from ravi.web.interface import Interface

#: Characters of a sentence that is looked up; a longer one is shown as it is.
LONGEST = 8_000
#: Where the words of a filter, or of what is told of a report, may be.
_FILTERS = ("filter", "add")
#: What a claim's fields are under in a path.
_CLAIM = "claims[0]."


@dataclass(frozen=True, slots=True)
class Message:
    """One error: its sentence in both languages, and ``parts``, the English one cut at what differs.

    ``names`` are the names of what differs, one between each two parts.
    """

    key: str
    en: str
    fa: str
    parts: tuple[str, ...]
    names: tuple[str, ...]

    def read(self, said: str) -> dict[str, str] | None:
        """Return what stands in ``said`` for each name; None where ``said`` is another sentence.

        >>> one = next(one for one in messages() if one.key == "files.many")
        >>> one.read("70 files are more than 50; give fewer at once"), one.read("70 files")
        ({'number': '70', 'most': '50'}, None)
        """
        first, *others = self.parts
        if not said.startswith(first) or (not others and said != first):
            return None
        at, found = len(first), {}
        for number, (name, part) in enumerate(zip(self.names, others, strict=True), 1):
            is_last = number == len(others)
            end = len(said) - len(part) if is_last and said.endswith(part) else said.find(part, at)
            if end < at or (is_last and end + len(part) != len(said)):
                return None
            found[name], at = said[at:end], end + len(part)
        return found


def tell(ui: Interface, said: str) -> str:
    """Return an error's sentence in the reader's language; empty where only the one it has is known.

    >>> tell(Interface("fa"), "there are no words in the text; give a report of at least one sentence")
    'در متن واژه‌ای نیست؛ گزارشی دست‌کم یک‌جمله‌ای بدهید.'
    """
    if ui.language == "en" or len(said) > LONGEST:
        return ""
    return _tell(ui, said)


@cache
def messages() -> tuple[Message, ...]:
    """Return the errors that are known, in the order in which they are tried."""
    return tuple(_message(row) for row in table("ravi.web", "messages"))


def _message(row: dict[str, str]) -> Message:
    parts, names = [""], []
    for literal, name, *_ in Formatter().parse(row["en"]):
        parts[-1] += literal
        if name is not None:
            names.append(name)
            parts.append("")
    return Message(row["key"], row["en"], row["fa"], tuple(parts), tuple(names))


@lru_cache(maxsize=4_096)  # the page of a job says the same of many reports
def _tell(ui: Interface, said: str) -> str:
    for one in messages():
        found = one.read(said)
        if found is not None:
            return one.fa.format(**{name: _shown(ui, name, value) for name, value in found.items()})
    return ""


def _shown(ui: Interface, name: str, value: str) -> str:
    """Return what stood in an English sentence as it stands in the reader's: words, digits, else itself, apart."""
    if name == "filter":
        value = next(_words(ui, *(f"{one}.{value}" for one in _FILTERS)), value)
    elif name == "path":
        head = value.removeprefix(_CLAIM).partition(".")[0].partition("[")[0]
        value = next(_words(ui, f"field.{head}"), value)
    elif name == "reason":
        value = tell(ui, value) or value
    elif value.replace(",", "").isdecimal():
        return ui.number(value.replace(",", "\N{ARABIC THOUSANDS SEPARATOR}"))
    return f"\N{FIRST STRONG ISOLATE}{_unquoted(value)}\N{POP DIRECTIONAL ISOLATE}"


def _words(ui: Interface, *keys: str) -> Iterator[str]:
    return (ui.word(key) for key in keys if ui.has(key))


def _unquoted(value: str) -> str:
    """Return a text that stood as Python writes it; the end of a long one may be cut off, its mark with it.

    >>> _unquoted("'it\\\\u200cis'"), _unquoted("'cut o"), _unquoted("36.2")
    ('it\\u200cis', 'cut o', '36.2')
    """
    if value[:1] not in ("'", '"'):
        return value
    for closed in (value, value + value[0]):
        try:
            return str(literal_eval(closed))
        except (SyntaxError, ValueError):
            continue
    return value[1:]
