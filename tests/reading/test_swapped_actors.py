"""Two actors that change places: what cannot depend on what they are called."""

import pytest

from ravi.reading.claims.actor_kinds import recognise
from ravi.reading.counts.finding import find_counts
from ravi.reading.lexical import mark
from ravi.reading.text.sentences import tokenise
from ravi.reading.times.finding import find_times

TEMPLATES = [
    "{a} بامداد امروز به {b} در حومه حلب حمله کرد و دست‌کم ۵ نفر کشته شدند.",
    "به گفته {a}، {b} ظرف دو روز گذشته چند غیرنظامی را ربوده است.",
    "درگیری میان {a} و {b} از دوشنبه تا چهارشنبه ادامه داشت و ده‌ها تن زخمی شدند.",
]
PAIRS = [("طالبان", "داعش"), ("ارتش سوریه", "ارتش عراق"), ("کامران سهرابی", "فرهاد شاهین")]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_times_counts_and_marks_stay(template, a, b):
    one, other = (tokenise(template.format(a=x, b=y), "fa") for x, y in ((a, b), (b, a)))
    days = [[(p.start, p.end, p.grain, p.anchor) for p in find_times(document)] for document in (one, other)]
    numbers = [[(n.low, n.high, n.kind, n.start) for n in find_counts(document)] for document in (one, other)]
    assert days[0]
    assert days[0] == days[1]
    assert numbers[0]
    assert numbers[0] == numbers[1]
    assert (mark(one) == mark(other)).all()


@pytest.mark.parametrize(("a", "b"), PAIRS[:2])
def test_actors_of_a_kind_are_of_that_kind_wherever_they_stand(a, b):
    first, second = recognise(f"نیروهای {a}".split(), "fa"), recognise(f"نیروهای {b}".split(), "fa")
    assert first is not None
    assert second is not None
    assert first.kind == second.kind
    assert first.name != second.name
