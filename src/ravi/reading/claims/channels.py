"""How a voice spoke, where words say so: «در بیانیه‌ای», «در نشست خبری», «به رویترز گفت»; elsewhere the model does.

On the training reports a sure word of ``channels.tsv`` after a voice is right for 373 of 426 voices, and «به رویترز
گفت» means an interview for 195 of 228. On 90 reports kept out they are right for 57 of 60 and for 24 of 28, where the
model had 31 of 57 and 17 of 22.
"""

from __future__ import annotations

from ravi.reading.claims.told import Told

#: What a voice gives that speaks to an outlet.
_TO_OUTLET = "interview"
#: Words between a voice and how it spoke.
_REACH = 14


def told_channel(told: Told, key: str) -> tuple[str, range] | None:
    """Return through what channel words say that a voice spoke, with those words; None where none do.

    ``key`` is the voice's; of several channels the first counts, for hardly anybody is quoted from two.
    """
    named = told.voices.named
    runs = [run for run, other in named if key == other or named.one_person(key, other)]
    for run in runs:
        if (found := _after(told, run)) is not None:
            return found
    for run in runs:
        if (outlet := told.voices.relays.told_to(run)) is not None:
            return _TO_OUTLET, outlet
    return None


def _after(told: Told, voice: range) -> tuple[str, range] | None:
    """Return the first sure word for a channel after a voice in its sentence, before another that is no outlet."""
    named, document = told.voices.named, told.document
    sentence = document.sentences[document.tokens[voice.start].sentence]
    others = (run.start for run in named.runs if run.start >= voice.stop and not named.is_outlet(run))
    stop = min(sentence.stop, voice.stop + _REACH, *others)
    for mark in told.marks:  # in the order of the text
        if mark.lexicon == "channels" and voice.stop <= mark.start < stop and mark.row["sure"]:
            return mark.row["channel"], range(mark.start, mark.end)
    return None
