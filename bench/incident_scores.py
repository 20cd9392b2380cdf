"""Compares incidents that were linked with incidents that people linked, over reports.

A report may be about several incidents, so B-cubed is taken in its extended form (Amigó,
Gonzalo, Artiles and Verdejo, «A comparison of extrinsic clustering evaluation metrics»,
2009): two reports that share incidents on one side count as right as far as they share as many
on the other. Every report is paired with itself too; one without incidents is an incident of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from itertools import combinations

Labels = Mapping[str, Set[str]]


def alone(labels: Labels) -> dict[str, frozenset[str]]:
    """Return the labels, a label of its own for every report that has none."""
    return {key: frozenset(found) or frozenset({f"alone {key}"}) for key, found in labels.items()}


def rates(precision: float, recall: float) -> dict[str, float]:
    """Return precision, recall and their harmonic mean, rounded to four places."""
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4)}


def b_cubed(gold: Labels, found: Labels) -> dict[str, float]:
    """Return extended B-cubed precision, recall and F1 over the reports of ``gold``.

    >>> b_cubed({"a": {"1"}, "b": {"1"}, "c": set()}, {"a": {"x"}, "b": {"x"}, "c": set()})
    {'p': 1.0, 'r': 1.0, 'f1': 1.0}
    >>> b_cubed({"a": {"1"}, "b": {"1"}, "c": set()}, {"a": set(), "b": set(), "c": set()})
    {'p': 1.0, 'r': 0.6667, 'f1': 0.8}
    """
    one, other = alone(gold), alone({key: found.get(key, frozenset()) for key in gold})
    return rates(_share(other, one), _share(one, other))


def _share(sharing: Labels, judged: Labels) -> float:
    """Return how much of what reports share in ``sharing`` they share in ``judged``: a mean of the reports' means."""
    means = []
    for key, labels in sharing.items():
        shared = [
            (len(labels & further), len(judged[key] & judged[other])) for other, further in sharing.items()
        ]
        parts = [min(here, there) / here for here, there in shared if here]
        means.append(sum(parts) / len(parts))
    return sum(means) / len(means) if means else 0.0


def pairwise(gold: Labels, found: Labels) -> dict[str, float]:
    """Return precision, recall and F1 of the pairs of reports that share an incident.

    >>> pairwise({"a": {"1"}, "b": {"1"}, "c": {"2"}}, {"a": {"x"}, "b": {"x"}, "c": {"x"}})
    {'p': 0.3333, 'r': 1.0, 'f1': 0.5}
    """
    right, linked = sharing_pairs(gold), sharing_pairs({key: found.get(key, frozenset()) for key in gold})
    both = len(right & linked)
    return rates(both / len(linked) if linked else 1.0, both / len(right) if right else 1.0)


def sharing_pairs(labels: Labels) -> set[tuple[str, str]]:
    """Return the pairs of reports that share an incident, each in the order of its ids."""
    return {(a, b) for a, b in combinations(sorted(labels), 2) if labels[a] & labels[b]}
