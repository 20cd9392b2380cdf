"""The label sets of every head, in the order of the network's outputs; they ship beside the weights."""

from __future__ import annotations

from training.corpora import ENTITY_TYPES

TAGS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
        "SCONJ", "SYM", "VERB", "X")  # fmt: skip
RELATIONS = ("acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "compound", "compound:lvc",
             "conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "flat:name",
             "flat:num", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nsubj:pass", "nummod", "obj", "obl",
             "obl:arg", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp")  # fmt: skip
ENTITIES = ("O", *(f"{mark}-{kind}" for kind in ENTITY_TYPES for mark in "BI"))
EVENT_TYPES = (
    "armed_clash", "air_strike", "shelling", "bombing", "suicide_attack", "explosion", "armed_attack", "killing",
    "casualties", "abduction", "abuse", "chemical_attack", "destruction", "interception", "offensive", "capture",
    "siege", "withdrawal", "surrender", "deployment", "detention", "trial", "release", "displacement", "aid",
    "obstruction", "ceasefire", "agreement", "negotiation", "sanction", "threat", "demand", "accusation", "support",
    "responsibility_claim", "protest", "riot", "media_release",
)  # fmt: skip
ATTRIBUTES: dict[str, tuple[str | None, ...]] = {
    "modality": ("actual", "planned", "predicted", "demanded", "possible"),
    "polarity": ("affirmed", "denied"),
    "certainty": ("stated", "hedged"),
    "channel": (None, "social_media", "email", "interview", "press_conference", "statement", "video", "report",
                "leaflet", "speech", "letter"),
    "rank": ("main", "also"),
}  # fmt: skip
MEANS = ("air_strike", "drone", "artillery", "rocket", "missile", "car_bomb", "suicide_bomber", "ied", "mine",
         "small_arms", "guided_missile", "chemical", "white_phosphorus", "cluster_munition", "knife", "fire",
         "other")  # fmt: skip
#: What a trigger asks of other words; word 0, which stands for none, answers `origin`, `place` and `time`.
LINKS = ("origin", "relay", "agents", "targets", "place", "time", "counts", "also", "event")
#: Links with at most one answer; word 0 stands for none.
SINGLE = ("origin", "place", "time")
