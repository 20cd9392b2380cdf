"""Puts lost half-spaces back into Persian words, and joins word parts that a space tore apart."""

from __future__ import annotations

from ravi.reading.text import NON_JOINING, ZWNJ


def repair_word(word: str) -> str:
    """Return ``word`` (normalised, no space in it) with the half-spaces it lacks."""
    return word


def joins(left: str, right: str) -> bool:
    """Say whether a half-space belongs where a space stands between two normalised words."""
    return False


def merge(left: str, right: str) -> str:
    """Write two word parts as one word, with a half-space where it can be seen."""
    return left + right if left[-1] in NON_JOINING else left + ZWNJ + right
