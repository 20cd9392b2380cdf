"""Brings news text to one spelling, and keeps the way back to every original character.

``normalise`` applies these steps in this order; no option changes the order:

1. HTML entities that end in ``;`` become the character they stand for.
2. Line ends become a line feed, every kind of space a plain space.
3. Look-alike letters become the Persian letter, digits become ASCII digits, curly
   quotation marks straight ones (« » stay), presentation forms plain letters.
4. Vowel marks, tatweel, soft hyphens, direction marks and other invisible
   characters go. A madda or hamza that stands apart joins its letter first.
5. Half-spaces that do nothing go: doubled, beside a space or a punctuation mark, or
   after a letter that does not join to the next («خودرو‌های» = «خودروهای»).
6. Latin letters with their accents apart are composed.
7. The linking ی or ء after ه goes («خانه‌ی», «خانهٔ», «خانۀ» → «خانه»).

For Arabic (``language="ar"``) letters keep their Arabic form.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from html.entities import html5

from ravi.report import Span

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
YEH, KEHEH, GAF, HEH, ALEF = (
    "\N{ARABIC LETTER FARSI YEH}",
    "\N{ARABIC LETTER KEHEH}",
    "\N{ARABIC LETTER GAF}",
    "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER ALEF}",
)

# Letters that never join to the letter after them: a half-space there cannot be seen.
NON_JOINING = "ءاآأإؤدذرزژوٱ"

_PERSIAN_LETTERS = {
    "\N{ARABIC LETTER YEH}": YEH,
    "\N{ARABIC LETTER ALEF MAKSURA}": YEH,
    "\N{ARABIC LETTER E}": YEH,
    "\N{ARABIC LETTER YEH WITH TAIL}": YEH,
    "\N{ARABIC LETTER YEH BARREE}": YEH,
    "\N{ARABIC LETTER KAF}": KEHEH,
    "\N{ARABIC LETTER SWASH KAF}": KEHEH,
    "\N{ARABIC LETTER KAF WITH RING}": GAF,
    "\N{ARABIC LETTER TEH MARBUTA}": HEH,
    "\N{ARABIC LETTER TEH MARBUTA GOAL}": HEH,
    "\N{ARABIC LETTER HEH GOAL}": HEH,
    "\N{ARABIC LETTER HEH GOAL WITH HAMZA ABOVE}": HEH,
    "\N{ARABIC LETTER HEH WITH YEH ABOVE}": HEH,
    "\N{ARABIC LETTER HEH DOACHASHMEE}": HEH,
    "\N{ARABIC LETTER AE}": HEH,
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": ALEF,
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": ALEF,
    "\N{ARABIC LETTER ALEF WASLA}": ALEF,
}
# Persian keyboards put these into Arabic text; Arabic keeps all its own letters.
_ARABIC_LETTERS = {YEH: "\N{ARABIC LETTER YEH}", KEHEH: "\N{ARABIC LETTER KAF}"}

_MARKS = (  # characters that go: vowel and Quranic marks, tatweel, and what cannot be seen
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08d3-\u08ff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u180e\u200d-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_MADDA, _HAMZA = "\N{ARABIC MADDAH ABOVE}", "\N{ARABIC HAMZA ABOVE}"
_COMPOSED = {
    (ALEF, _MADDA): "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}",
    ("\N{ARABIC LETTER WAW}", _HAMZA): "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}",
    (YEH, _HAMZA): "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}",
    ("\N{ARABIC LETTER YEH}", _HAMZA): "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}",
}
_MAX_ROUNDS = 8  # an entity can hide in an entity; nobody nests them deeper in earnest


def _plain_characters() -> dict[int, str]:
    """Return the one-to-one replacements that hold in every language."""
    table = {ord(c): " " for c in "\t\N{NO-BREAK SPACE}\u1680\u202f\u205f\u3000"}
    table |= dict.fromkeys(range(0x2000, 0x200B), " ")
    table |= {ord(c): "\n" for c in "\r\v\f\x85\u2028\u2029"}
    table |= {0x660 + d: str(d) for d in range(10)} | {0x6F0 + d: str(d) for d in range(10)}
    table |= {ord(c): '"' for c in "“”„‟〝〞＂"} | {ord(c): "'" for c in "‘’‚‛"}
    table |= {ord(c): "-" for c in "‐‑‒−﹣"}
    table |= {0x200B: ZWNJ, 0x66A: "%", 0x66B: ".", 0x66C: ",", ord("\N{ARABIC LETTER HIGH HAMZA}"): _HAMZA}
    return table


def _compatibility_forms() -> dict[int, str]:
    """Return what presentation forms, full-width and mathematical letters stand for.

    An isolated vowel mark decomposes to a space and the mark in Unicode; here to nothing.
    """
    blocks = ((0xFB00, 0xFB06), (0xFB50, 0xFDFC), (0xFE70, 0xFEFC), (0xFF01, 0xFF5E), (0x1D400, 0x1D7FF))
    marks = re.compile(f"[{_MARKS}]")
    table = {}
    for code in (code for first, last in blocks for code in range(first, last + 1)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            bare = marks.sub("", plain)
            table[code] = "" if bare != plain and not bare.strip() else bare
    return table


def _tables(letters: dict[str, str]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the one-to-one table and the table of characters whose length changes."""
    base = _plain_characters() | {ord(letter): plain for letter, plain in letters.items()}
    forms = {code: plain.translate(base) for code, plain in _compatibility_forms().items()}
    single = base | {code: plain for code, plain in forms.items() if len(plain) == 1}
    return single, {code: plain for code, plain in forms.items() if len(plain) != 1}


_SINGLE_FA, _OTHER_FA = _tables(_PERSIAN_LETTERS)
_SINGLE_AR, _OTHER_AR = _tables(_ARABIC_LETTERS)

ARABIC = (  # the letters of the script: no digits, marks or punctuation
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9"
)
# An entity with its semicolon; «&amp;zwnj;» (escaped twice) is read as one entity.
_ENTITY = re.compile(r"&(?:amp;|#0{0,4}38;)*(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE_END = re.compile("\r\n")
_LONG_FORM = re.compile("[" + "".join(map(chr, _OTHER_FA)) + "]")
# A letter that may take a madda or hamza, and the marks after it; or marks alone.
_MARKED = re.compile(f"([اویي]?)([{_MARKS}]+)")
_ACCENTED = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u04ff\u1e00-\u1eff][\u0300-\u034e\u0350-\u036f]+")
# Half-spaces to drop: (1) after anything but a joining letter or a digit, (2) before anything
# but a word character, (3) all but the first of a run.
_JOINING = rf"[^\W_{NON_JOINING}]"
_STRAY = re.compile(rf"(?<!{_JOINING})(?<!{ZWNJ}){ZWNJ}+|{ZWNJ}+(?![\w{ZWNJ}])|(?<={_JOINING}{ZWNJ}){ZWNJ}+")
# The not sign served as a half-space in old word processors; only between Arabic-script letters.
_NOT_SIGN = re.compile("(?<=[\u0621-\u06d3])\xac(?=[\u0621-\u06d3])")
# What a word goes on with; a letter of another script begins a new one.
_GOES_ON = rf"[{ARABIC}\d{ZWNJ}]"
_LINKING_YEH = re.compile(rf"(?<={HEH}){ZWNJ}{YEH}(?!{_GOES_ON})")
# The last letter of a word as it stood before step 7 and before its marks went: «خانهٔ», «خانۀ», «خانه‌ی».
_LINKED = re.compile(
    rf"[\u06c0\u06c2]|[{HEH}\u06c1\u06be\u06d5](?:{_HAMZA}|{ZWNJ}[{YEH}\u064a\u0649](?!{_GOES_ON}))"
)


class NormalText:
    """Normalised text and, for each of its characters, the original characters it stands for."""

    __slots__ = ("ends", "length", "starts", "text")

    def __init__(self, text: str, starts: list[int], ends: list[int], length: int) -> None:
        """Keep the text and the half-open original range of each character."""
        self.text = text
        self.starts = starts
        self.ends = ends
        self.length = length

    def span(self, start: int, end: int) -> Span:
        """Return the original characters that ``text[start:end]`` stands for.

        >>> normalise("&laquo;كتاب").span(1, 3)
        Span(start=7, end=9)
        """
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.length
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def position(self, original: int) -> int:
        """Return where the original offset ``original`` lies in ``text`` (the next character if it went)."""
        return bisect_right(self.ends, original)


def normalise(original: str, language: str = "fa") -> NormalText:
    """Bring ``original`` to one spelling; see the module for the steps.

    Idempotent: normalising the result changes nothing (unless entities hide in
    entities more than eight deep).

    >>> normalise("گزارش&zwnj;هاي ۲۵ شهريور").text == "گزارش‌های 25 شهریور"
    True
    """
    single, other = (_SINGLE_AR, _OTHER_AR) if language == "ar" else (_SINGLE_FA, _OTHER_FA)
    places = list(range(len(original)))
    normal = NormalText(original, places, [place + 1 for place in places], len(original))
    for _ in range(_MAX_ROUNDS):
        if "&" in normal.text:
            _rewrite(normal, _ENTITY, _character)
        if "\r" in normal.text:
            _rewrite(normal, _LINE_END, _line_feed)
        normal.text = normal.text.translate(single)
        _rewrite(normal, _LONG_FORM, lambda match: other[ord(match.group())])
        _rewrite(normal, _MARKED, _compose_arabic)
        if "\xac" in normal.text:  # a stray half-space beside one would hide it
            _rewrite(normal, _STRAY, _nothing)
            normal.text = _NOT_SIGN.sub(ZWNJ, normal.text)
        _rewrite(normal, _STRAY, _nothing)
        _rewrite(normal, _ACCENTED, _compose_latin)
        if language != "ar":
            _rewrite(normal, _LINKING_YEH, _nothing)
        if not any(_character(match) != match.group() for match in _ENTITY.finditer(normal.text)):
            break
    return normal


def form(word: str, original: str, end: int) -> str:
    """Return a normalised Persian word as the network reads it: with the ء over its last ه, if it was written to link.

    ``end`` is where the word ends in ``original``. Lexicons know the word without that mark, which few papers
    write; where it is written it tells what belongs to what.

    >>> form("حمله", "حمله‌ی دیروز", 4) == form("حمله", "حملۀ دیروز", 4) == "حملهٔ"
    True
    """
    return word + _HAMZA if word.endswith(HEH) and _LINKED.match(original, end - 1) else word


def _rewrite(normal: NormalText, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> None:
    """Replace every match; each new character stands for the whole matched range."""
    text, starts, ends = normal.text, normal.starts, normal.ends
    pieces: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        new = replace(match)
        if new == match.group():
            continue
        first, last = match.span()
        pieces += (text[done:first], new)
        new_starts += starts[done:first]
        new_starts += [starts[first]] * len(new)
        new_ends += ends[done:first]
        new_ends += [ends[last - 1]] * len(new)
        done = last
    if done:
        normal.text = "".join(pieces) + text[done:]
        normal.starts = new_starts + starts[done:]
        normal.ends = new_ends + ends[done:]


def _character(match: re.Match[str]) -> str:
    """Return the character an entity stands for, or the entity itself when it is none."""
    name = match.group(1)
    if name[0] != "#":
        return html5.get(name + ";", match.group())
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()


def _line_feed(match: re.Match[str]) -> str:
    return "\n"


def _nothing(match: re.Match[str]) -> str:
    return ""


def _compose_arabic(match: re.Match[str]) -> str:
    """Return the letter with its madda or hamza, without any other mark."""
    letter, marks = match.groups()
    for mark in (_MADDA, _HAMZA):
        if mark in marks and (letter, mark) in _COMPOSED:
            return _COMPOSED[letter, mark]
    return letter


def _compose_latin(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group())


# What ``fold`` takes for the same letter besides what ``normalise`` does: hamza carriers, and
# Kurdish, Pashto and Urdu letters as Persian papers write them. Everything but letters and digits goes.
_FOLDED = str.maketrans("آؤئۆۇڕړڵێټډښږڼځڅة", "اویووررلیتدشژنجسه", "ء")
_NOT_NAME = re.compile(r"[\W_]+")


@lru_cache(maxsize=50_000)  # names and words come again and again
def fold(name: str) -> str:
    """Return a key that is equal for spellings of one name: letters and digits only.

    >>> fold("حزب‌الله") == fold("حزب الله") == fold("حزبالله")
    True
    >>> fold("رئیسی") == fold("رييسي") and fold("Ḥasan") == fold("hasan")
    True
    """
    plain = normalise(name).text.translate(_FOLDED)
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return _NOT_NAME.sub("", bare).casefold()
