"""Cuts a text into sentences and tokens whose spans are exact in the original.

Tokens follow the Persian treebanks: a word with its half-spaces is one token (and so
is «می کنند» once its half-space is back), punctuation is cut off, a number keeps its
separators (``3.5``, ``1,200``, ``14:30``, ``2019/03/12``), and so do a link, an
``@handle`` and a ``#tag``.

A sentence ends at a line's end, and after ``.``, ``!``, ``?`` or ``؟`` with the
quotation marks and brackets that close there; never at ``:``, ``؛`` or ``…``.
"""

from __future__ import annotations

import re
from functools import cache

from ravi.languages.lexicon import rows
from ravi.reading.document import Document, Token
from ravi.reading.text.halfspaces import joins, merge, repair_word
from ravi.reading.text.normal import ARABIC, ZWNJ, NormalText, normalise
from ravi.report import Span

_LATIN = rf"(?:(?![{ARABIC}])[^\W\d_])"  # any letter of another script
_LINK_END = r"""[^\s«»<>"،؛؟.,;:!?)\]}'*]"""  # a link's last character: no punctuation

# Everything that can be a token: the first alternative that fits wins, spaces fall between.
# Left out on purpose: letters and digits written together («۲۰ساله») are two tokens, a comma
# belongs to a number only before exactly three digits, and a range («۱۰-۱۲») is three tokens.
_TOKEN = re.compile(
    rf"""
      # «آیت‌ا...»: how papers shorten «الله»; «م.», «ه.ش.»: single letters with full stops
      (?P<short>(?:[{ARABIC}]+{ZWNJ})?ا(?:\.\.\.|…) | (?:[{ARABIC}]\.)+(?:[{ARABIC}](?![{ARABIC}]))?)
    | (?P<word>[{ARABIC}]+(?:{ZWNJ}[{ARABIC}0-9]+)*)
    | (?P<line>\n)
    | (?P<link>(?:https?://|www\.)[^\s«»<>"،؛؟]*{_LINK_END}
        | [A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
        | [A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{{2,4}}(?![A-Za-z])(?:/[^\s«»<>"،؛؟]*{_LINK_END})?
        | [@\#][^\W_][\w{ZWNJ}]*)
    | (?P<number>\d{{4}}-\d\d?-\d\d?(?!\d)|\d+(?:,\d{{3}}(?!\d)|[./:]\d+)*)(?:{ZWNJ}[{ARABIC}]+)*
    | (?P<latin>(?:[A-Z]\.){{2,}}|{_LATIN}[^\W_]*(?:[-'&]{_LATIN}[^\W_]*|-\d[^\W_]*)*)
    | (?P<mark>(?P<run>[.!?؟…_*=~•—-])(?P=run)*|\S)
    """,
    re.VERBOSE,
)
_CLOSING = frozenset("»)]'")
_COMMAS = frozenset("،,؛;")


#: A word with a full stop, or one right after a full stop.
_STOPPED = re.compile(rf"(?:\s*(?=[{ARABIC}]+\.))?([{ARABIC}]+)")


@cache
def _abbreviations(language: str) -> dict[str, bool]:
    """Return the shortened words; for each, whether it is one only beside another."""
    return {row["word"]: bool(row.get("beside")) for row in rows(language, "abbreviations")}


def tokenise(original: str, language: str = "fa") -> Document:
    """Cut ``original`` into sentences and tokens; Persian half-spaces are repaired on the way.

    >>> document = tokenise("وي گفت: ۳/۵ ميليون نفر. سپس رفت.", "fa")
    >>> [document.words(part.start, part.stop) for part in document.sentences]
    ['وی گفت : 3/5 میلیون نفر .', 'سپس رفت .']
    """
    cutter = _Cutter(normalise(original, language), original, language)
    for match in _TOKEN.finditer(cutter.normal.text):
        cutter.take(match)
    cutter.end_sentence()
    return cutter.document


class _Cutter:
    """The state of one pass over the tokens: the open sentence and the open quotation."""

    __slots__ = (
        "document",
        "ended",
        "first",
        "last_kind",
        "last_stop",
        "normal",
        "persian",
        "quoted",
        "shortened",
    )

    def __init__(self, normal: NormalText, original: str, language: str) -> None:
        self.normal = normal
        self.document = Document(original, language, [])
        self.persian = language == "fa"
        self.shortened = _abbreviations(language)
        self.first = 0  # the open sentence's first token
        self.ended = False  # a full stop was seen; only what closes may follow in this sentence
        self.quoted = False  # a straight quotation mark is open
        self.last_kind: str | None = None
        self.last_stop = 0  # where the last token ends in the normalised text

    def take(self, match: re.Match[str]) -> None:
        """Add one match as a token, join it to the last token, or end the sentence."""
        kind, text = match.lastgroup, match.group()
        if kind == "line":
            self.end_sentence()
            self.quoted = False
            return
        if self.ended and self._goes_on(text):
            self.ended = False
        elif self.ended and not self._closes(text):
            self.end_sentence()
        start, stop = match.span()
        if kind == "word" and self.persian:
            text = repair_word(text)
            follows = self.last_kind == "word" and start > self.last_stop
            if follows and not self._is_letter(text, stop) and self._join(text, stop):
                return
        tokens = self.document.tokens
        span = Span(self.normal.starts[start], self.normal.ends[stop - 1])
        if kind == "mark" and self._mark(text, span, start, stop):
            self.last_kind, self.last_stop = kind, stop
            return
        tokens.append(Token(text, span, len(self.document.sentences)))
        self.last_kind, self.last_stop = kind, stop

    def _join(self, right: str, stop: int) -> bool:
        """Join ``right`` to the last token if the space between should be a half-space."""
        last = self.document.tokens[-1]
        if not joins(last.text, right):
            return False
        last.text = merge(last.text, right)
        last.span = Span(last.span.start, self.normal.ends[stop - 1])
        self.last_stop = stop
        return True

    def _mark(self, text: str, span: Span, start: int, stop: int) -> bool:
        """Note what a punctuation mark opens or ends; say whether it belongs to the last token."""
        tokens = self.document.tokens
        if text == '"':
            self.quoted = not self.quoted
        elif text == ".":
            last = tokens[-1] if len(tokens) > self.first and start == self.last_stop else None
            if last and last.text in self.shortened and self._is_short(last.text, stop):
                last.text += "."
                last.span = Span(last.span.start, span.end)
                return True
            numbered = len(tokens) == self.first + 1 and self.last_kind == "number"
            glued = self.normal.text[stop : stop + 1]
            self.ended = not numbered and not (glued.isascii() and glued.isalnum())
        elif text[0] in "!?؟" and not (len(tokens) > self.first and tokens[-1].text == "("):
            self.ended = True
        return False

    def _is_letter(self, word: str, stop: int) -> bool:
        """Say whether a word with a full stop after it is one of several letters («ام. اس. ان.»)."""
        has_stop = self.normal.text[stop : stop + 1] == "."
        return has_stop and word in self.shortened and self._next_is_short(stop + 1)

    def _is_short(self, word: str, stop: int) -> bool:
        """Say whether a word of the list is shortened where its full stop ends at ``stop``."""
        if not self.shortened[word] or self._next_is_short(stop):
            return True
        before = self.document.tokens[self.first : -1]
        return bool(before) and before[-1].text[-1] == "." and before[-1].text[:-1] in self.shortened

    def _next_is_short(self, stop: int) -> bool:
        after = _STOPPED.match(self.normal.text, stop)
        return after is not None and after[1] in self.shortened

    def _goes_on(self, text: str) -> bool:
        """Say whether the sentence did not end: «(شگفتا!) …», «چرا؟»، …."""
        return text in _COMMAS or (text == ")" and self.document.tokens[-1].text != ".")

    def _closes(self, text: str) -> bool:
        """Say whether a token right after a full stop still belongs to its sentence."""
        return text in _CLOSING or text[0] in ".!?؟" or (text == '"' and self.quoted)

    def end_sentence(self) -> None:
        """Close the open sentence, if it has a token."""
        count = len(self.document.tokens)
        if count > self.first:
            self.document.sentences.append(range(self.first, count))
            self.first = count
        self.ended = False
        self.last_kind = None
