"""Which language a text is in: Persian, Arabic or English, or an error that says what it is instead.

Letters that one alphabet has and its neighbours lack, and each language's commonest
grammar words, are counted over the first part of the text; the lexicons
``languages/letters.tsv`` and ``languages/*/function_words.tsv`` hold both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache

from ravi.data.tables import table
from ravi.errors import EmptyInputError, LanguageError, UnreadLanguageError
from ravi.languages.lexicon import rows

READ = ("fa",)
"""The languages that the reader reads."""

_NAMES = {
    "fa": "Persian",
    "ar": "Arabic",
    "en": "English",
    "ur": "Urdu",
    "ps": "Pashto",
    "ckb": "Central Kurdish",
    "ug": "Uyghur",
    "sd": "Sindhi",
}

SAMPLE = 20_000
"""How many characters of a text are looked at; a report's language shows in the first hundred."""

ENGLISH_SHARE = 0.08
"""The least weight of English grammar words to each word: news has .25–.40, other languages under .07."""

# A run of letters; marks, digits, punctuation and the half-space end it.
_WORD = re.compile(r"[^\W\d_]+")

# Letters typed for one another on Persian and Arabic keyboards.
_FOLD = str.maketrans(
    {
        "\N{ARABIC LETTER YEH}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER KAF}": "\N{ARABIC LETTER KEHEH}",
    }
)


def settle_language(text: str, language: str | None = None) -> str:
    """Return the code of the language to read ``text`` in: the one given, or the one guessed.

    Raises ``LanguageError`` when it cannot be told and ``UnreadLanguageError`` when it is not read yet.
    """
    code = language.lower() if language else guess_language(text)
    if code not in READ:
        raise UnreadLanguageError(_unread(code, told=bool(language)), language=code)
    return code


def guess_language(text: str) -> str:
    """Return ``fa``, ``ar`` or ``en``, or raise a ``LanguageError`` for any other language.

    >>> guess_language("سخنگوی ارتش این خبر را رد کرد")
    'fa'
    >>> guess_language("قال المتحدث إن القوات انسحبت من المدينة")
    'ar'
    >>> guess_language("The army denied that its forces had left the town")
    'en'
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample)
    if not words:
        raise EmptyInputError("there are no words in the text; give a report of at least one sentence")
    script = _main_script(words)
    if script == "ARABIC":
        return _settle_arabic_script(sample, words)
    if script == "LATIN":
        return _settle_latin_script(words)
    raise LanguageError(
        f"the text is in {script.title()} letters ({words[0]!r:.30}), which Ravi does not read; {_REMEDY}"
    )


_REMEDY = "give a Persian report"


def _unread(code: str, *, told: bool) -> str:
    name = _NAMES.get(code, repr(code))
    if code in ("ar", "en"):
        return f"the text is in {name}, which is not read yet; Persian (fa) is" + (
            "" if told else " (if it is Persian after all, say so: --language fa)"
        )
    return f"the text is in {name}, which Ravi does not read; {_REMEDY}"


def _main_script(words: list[str]) -> str:
    """Return the script that most letters are in, by the first word of their Unicode names."""
    letters = Counter(character for word in words for character in word)
    scripts: Counter[str] = Counter()
    for letter, number in letters.items():
        scripts[unicodedata.name(letter, "UNKNOWN").split()[0]] += number
    return scripts.most_common(1)[0][0]


def _settle_arabic_script(sample: str, words: list[str]) -> str:
    scores: dict[str, float] = defaultdict(float)
    characters = Counter(sample)
    for letter, language, weight in _letters():
        scores[language] += weight * characters[letter]
    folded = Counter(word.translate(_FOLD) for word in words)
    for language in ("fa", "ar"):
        scores[language] += sum(weight * folded[word] for word, weight in _function_words(language))
    (most, best), (second, _) = sorted(((score, name) for name, score in scores.items()), reverse=True)[:2]
    if most == second:
        raise LanguageError(
            f"the text is too short to tell Persian from Arabic ({sample.strip()!r:.60}); "
            "say which: --language fa"
        )
    if best not in ("fa", "ar"):
        raise UnreadLanguageError(_unread(best, told=False), language=best)
    return best


def _settle_latin_script(words: list[str]) -> str:
    counted = Counter(word.lower() for word in words)
    weight = sum(weight * counted[word] for word, weight in _function_words("en"))
    if weight < ENGLISH_SHARE * len(words):
        raise LanguageError(
            f"the text is in Latin letters but not in English ({words[0]!r:.30} …); {_REMEDY}"
        )
    return "en"


@cache
def _function_words(language: str) -> tuple[tuple[str, float], ...]:
    return tuple((row["word"], float(row["weight"])) for row in rows(language, "function_words"))


@cache
def _letters() -> tuple[tuple[str, str, float], ...]:
    listed = table("ravi.languages", "letters")
    return tuple((chr(int(row["letter"], 16)), row["language"], float(row["weight"])) for row in listed)
