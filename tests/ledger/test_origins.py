from __future__ import annotations

import pytest

from ravi.ledger.accounts.origins import origin_of, outlet
from ravi.reading.text.normal import fold
from tests.ledger.builders import who


@pytest.mark.parametrize(
    ("name", "kind", "person", "body"),
    [
        ("سخنگوی ارتش یمن", "organisation", "", "ارتش یمن"),
        ("سرتیپ یحیی سریع سخنگوی نیروهای مسلح یمن", "organisation", "یحیی سریع", "ارتش یمن"),
        ("سخنگوی نیروهای مسلح یمن یحیی سریع", "organisation", "یحیی سریع", "ارتش یمن"),
        ("یحیی سریع، سخنگوی نیروهای مسلح یمن", "organisation", "یحیی سریع", "ارتش یمن"),
        ("روابط عمومی سپاه", "organisation", "", "سپاه پاسداران انقلاب اسلامی"),
        ("روابط عمومی کل سپاه پاسداران", "organisation", "", "سپاه پاسداران انقلاب اسلامی"),
        ("بیانیه وزارت دفاع روسیه", "organisation", "", "وزارت دفاع روسیه"),
        ("وزارت خارجه روسیه", "organisation", "", "وزارت خارجه روسیه"),
        ("ستاد فرماندهی مرکزی آمریکا (سنتکام)", "organisation", "", "سنتکام"),
        ("جمهوری اسلامی ایران", "organisation", "", "ایران"),
        ("محمدجواد ظریف، وزیر امور خارجه ایران", "person", "محمدجواد ظریف", "ایران"),
        ("نخست‌وزیر نتانیاهو", "person", "نتانیاهو", ""),
        ("سردار سرلشکر پاسدار حسین سلامی", "person", "حسین سلامی", ""),
        ("آقای ترامپ", "person", "ترامپ", ""),
        ("حسین امیرعبداللهیان", "person", "حسین امیرعبداللهیان", ""),
        ("خبرگزاری فارس", "media", "", "فارس"),
        ("نشریه آمریکایی نیویورک تایمز", "media", "", "نیویورک تایمز"),
        ("نور نیوز", "media", "", "نور"),
        ("منابع محلی", "unnamed", "", ""),
        ("یک مقام پنتاگون", "unnamed", "", "پنتاگون"),
        ("شاهدان عینی", "unnamed", "", ""),
        ("روزنامه آمریکایی", "unnamed", "", ""),
        ("گزارش سازمان ملل", "document", "", "سازمان ملل متحد"),
    ],
)
def test_mentions_are_taken_apart(name: str, kind: str, person: str, body: str) -> None:
    found = origin_of(who(name), "fa")
    assert (found.kind, "".join(found.person), found.body) == (kind, fold(person), fold(body))


@pytest.mark.parametrize("name", ["سخنگوی وزارت خارجه روسیه", "وزیر خارجه روسیه"])
def test_a_known_name_inside_a_longer_one_is_not_taken_for_it(name: str) -> None:
    assert "ایران" not in origin_of(who(name), "fa").body


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("فارس", "خبرگزاری فارس"),
        ("ایسنا", "خبرگزاری دانشجویان ایران"),
        ("نورنیوز", "نور نیوز"),
        ("همشهری آنلاین", "همشهری"),
        ("شبکه خبری الجزیره", "الجزیره"),
    ],
)
def test_an_outlet_has_one_key(a: str, b: str) -> None:
    assert outlet(a, "fa") == outlet(b, "fa")


def test_languages_without_lexicons_know_names_only() -> None:
    assert origin_of(who("Yahya Saree"), "en").kind == "person"
    assert outlet("Reuters", "en") == "reuters"
