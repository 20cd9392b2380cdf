"""Who did it and to whom: which phrases fill the slots of a claim."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from ravi.reading.claims.events import Trigger
from ravi.reading.claims.slots import actors_of, named_actors
from ravi.reading.claims.told import Told
from ravi.reading.network.thresholds import Thresholds
from ravi.reading.text.sentences import tokenise

SLOTS = ("agents", "targets")


def fill(
    words: str,
    heads: list[int],
    *mentions: tuple[int, dict[str, list[float]]],
    type: str = "armed_attack",
    conjuncts: tuple[int, ...] = (),
    names: tuple[int, ...] = (),
    verb: int | None = None,
    subject: int | None = None,
    object_: int | None = None,
) -> tuple[list[str], list[str]]:
    """Return agents and targets; ``heads`` are token numbers, a root is its own.

    A mention is its token and, for each slot, the chances of all tokens.
    """
    document = tokenise(words, "fa")
    assert len(document.tokens) == len(heads)
    for number, (token, head) in enumerate(zip(document.tokens, heads, strict=True)):
        token.head, token.upos = head, "CCONJ" if token.text == "و" else "NOUN"
        token.relation = "conj" if number in conjuncts else "dep"
        token.entity = "B-ORG" if number in names else "O"
        token.upos = "VERB" if number == verb else token.upos
        token.relation = {subject: "nsubj", object_: "obj"}.get(number, token.relation)
    triggers = []
    for token, given in mentions:
        chances = np.array([[0.5, *given.get(name, [0.001] * len(heads))] for name in SLOTS])
        links = np.log(chances / (1 - chances)).astype(np.float32)
        triggers.append(Trigger(range(token, token + 1), type, 0.9, 0.9, links))
    seen = SimpleNamespace(labels=SimpleNamespace(links=SLOTS))
    told = SimpleNamespace(document=document, seen=seen, thresholds=Thresholds(agent=0.3, target=0.5))
    found = actors_of(cast(Told, told), triggers)
    agents, targets = ([one.name for one in named_actors(document, found[name])] for name in SLOTS)
    return agents, targets


# «ارتش روستا را زد پلیس رفت»: two clauses
CLAUSES, HEADS = "ارتش روستا را زد پلیس رفت", [3, 3, 1, 3, 5, 3]


def test_one_phrase_fills_a_slot_however_likely_another_is() -> None:
    assert fill(CLAUSES, HEADS, (3, {"agents": [0.9, 0.01, 0.01, 0.01, 0.8, 0.01]})) == (["ارتش"], [])


def test_a_likely_phrase_fills_the_slot_where_none_is_sure() -> None:
    agents = {"agents": [0.35, 0.01, 0.01, 0.01, 0.1, 0.01]}
    assert fill(CLAUSES, HEADS, (3, agents)) == (["ارتش"], [])
    assert fill(CLAUSES, HEADS, (3, {"targets": agents["agents"]})) == ([], [])  # a target needs more


def test_a_sure_further_mention_goes_before_a_guess_at_the_main_one() -> None:
    guess, sure = (
        {"agents": [0.01, 0.01, 0.01, 0.01, 0.4, 0.01]},
        {"agents": [0.9, 0.01, 0.01, 0.01, 0.01, 0.01]},
    )
    assert fill(CLAUSES, HEADS, (3, guess), (5, sure)) == (["ارتش"], [])


# «ارتش عراق ، پلیس شهر را زدند»
LIST, LIST_HEADS, LIKELY = (
    "ارتش عراق ، پلیس شهر را زدند",
    [6, 0, 0, 0, 3, 6, 6],
    [0.9, 0.8, 0.01, 0.7, 0.01, 0.01, 0.01],
)


def test_what_is_coordinated_fills_the_slot_together() -> None:
    told = (6, {"agents": LIKELY})
    assert fill(LIST, LIST_HEADS, told, conjuncts=(3,)) == (["ارتش عراق", "پلیس"], [])
    assert fill(LIST, LIST_HEADS, told) == (["ارتش عراق"], [])


def test_both_sides_of_what_both_do_are_agents() -> None:
    told = (6, {"agents": LIKELY})
    assert fill(LIST, LIST_HEADS, told, type="armed_clash") == (["ارتش عراق", "پلیس"], [])


def test_nobody_does_a_thing_to_himself() -> None:
    both = {"agents": [0.9, 0.4, 0.01, 0.01, 0.01, 0.01], "targets": [0.7, 0.6, 0.01, 0.01, 0.01, 0.01]}
    assert fill(CLAUSES, HEADS, (3, both)) == (["ارتش"], ["روستا"])
    both["targets"] = [0.95, 0.2, 0.01, 0.01, 0.01, 0.01]
    assert fill(CLAUSES, HEADS, (3, both)) == (["روستا"], ["ارتش"])


@pytest.mark.parametrize(
    ("given", "agents"),
    [
        ({"subject": 0, "object_": 1, "names": (0,)}, ["لاجورد"]),
        ({"subject": 0, "names": (0,)}, []),  # «لاجورد مجروح شد»: no verb of doing it to someone
        ({"subject": 0, "object_": 1}, []),  # «باران»: no name
    ],
)
def test_the_subject_of_a_verb_with_an_object_did_it_whatever_it_is_called(
    given: dict[str, Any], agents: list[str]
) -> None:
    chances = {"agents": [0.1, 0.05, 0.01, 0.01]}
    assert fill("لاجورد روستا را زد", [3, 3, 1, 3], (3, chances), verb=3, **given) == (agents, [])


def test_of_two_that_did_it_to_each_other_less_is_asked() -> None:
    told = (4, {"agents": [0.01, 0.9, 0.01, 0.4, 0.01]})
    heads = [1, 4, 3, 1, 4]
    assert fill("میان ارتش و پلیس درگیری", heads, told, type="armed_clash", conjuncts=(3,)) == (
        ["ارتش", "پلیس"],
        [],
    )
    assert fill("میان ارتش و پلیس درگیری", heads, told, conjuncts=(3,)) == (["ارتش"], [])


@pytest.mark.parametrize(("names", "agents"), [((0, 2), ["ایران", "ترکیه"]), ((0,), ["ایران و ترکیه"])])
def test_two_names_are_two_actors(names: tuple[int, ...], agents: list[str]) -> None:
    told = (3, {"agents": [0.9, 0.9, 0.9, 0.01]})
    assert fill("ایران و ترکیه زدند", [3, 2, 0, 3], told, conjuncts=(2,), names=names) == (agents, [])
