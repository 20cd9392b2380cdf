from __future__ import annotations

import pytest

from ravi.errors import LanguageError, UnreadLanguageError
from ravi.reading.text.language import guess_language, settle_language

TOLD_APART = [
    pytest.param("fa", "نیروهای ارتش به شهر حمله کردند.", id="persian"),
    pytest.param(
        "fa", "نيروهاي ارتش به شهر حمله كردند و اين شهر را گرفتند.", id="persian typed with Arabic letters"
    ),
    pytest.param(
        "fa", "جبهة النصرة به حلب حمله کرد و ۱۲ تن از «الجیش الحر» را کشت.", id="persian with Arabic names"
    ),
    pytest.param("fa", "حمله هوایی تهران", id="persian headline"),
    pytest.param("ar", "قصفت القوات مدينة حلب وقتل عدد من المدنيين في الهجوم.", id="arabic"),
    pytest.param(
        "ar", "اعلن الجيش ان القوات سيطرت على المدينه بعد معارك عنيفه مع داعش", id="arabic without hamzas"
    ),
    pytest.param(
        "en", "Government forces shelled the town on Sunday, killing at least 12 people.", id="english"
    ),
]

NOT_READ = [
    pytest.param("وزیر اعظم نے کہا ہے کہ فوج نے حملہ کیا", "Urdu", id="urdu"),
    pytest.param("د پوځ ویاند وویل چې برید شوی دی", "Pashto", id="pashto"),
    pytest.param("هێزەکانی پێشمەرگە هێرشیان کردە سەر شارەکە", "Central Kurdish", id="kurdish"),
    pytest.param("Le porte-parole de l'armée a dit que les forces avancent", "not in English", id="french"),
    pytest.param("Die Armee hat in der Nacht die Stadt angegriffen", "not in English", id="german"),
    pytest.param("Армия начала наступление", "Cyrillic", id="russian"),
]


@pytest.mark.parametrize(("language", "text"), TOLD_APART)
def test_languages_are_told_apart(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(("text", "name"), NOT_READ)
def test_other_languages_are_named(text: str, name: str) -> None:
    with pytest.raises(LanguageError, match=name):
        guess_language(text)


def test_too_little_to_tell() -> None:
    with pytest.raises(LanguageError, match="too short to tell Persian from Arabic"):
        guess_language("انفجار بغداد")
    assert settle_language("انفجار بغداد", "fa") == "fa"


@pytest.mark.parametrize("code", ["ar", "en", "AR"])
def test_languages_to_come(code: str) -> None:
    with pytest.raises(UnreadLanguageError, match="not read yet") as caught:
        settle_language("گفت", code)
    assert caught.value.language == code.lower()


def test_arabic_text_is_not_read_yet() -> None:
    with pytest.raises(UnreadLanguageError, match=r"Arabic, which is not read yet.*--language fa"):
        settle_language("قال المتحدث إن القوات انسحبت من المدينة")


def test_unknown_code() -> None:
    with pytest.raises(UnreadLanguageError, match="'xx', which Ravi does not read"):
        settle_language("گفت", "xx")
