"""What every page has: its language, its title, who reads it and what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from ravi.web.interface import Interface

#: The pages of the menu: their words and addresses.
MENU = (
    ("menu.incidents", "/"),
    ("menu.map", "/map"),
    ("menu.sources", "/sources"),
    ("menu.add", "/add"),
    ("menu.decisions", "/decisions"),
)
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Link:
    """A link: what it says, where it leads, and whether one is there."""

    words: str
    url: str
    here: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page; ``csrf`` goes into every form, ``assets`` is the stamp of style
    and scripts, which makes a browser load new ones, empty where they are not built."""

    ui: Interface
    title: str
    menu: tuple[Link, ...]
    languages: tuple[Link, ...]
    theme: str
    csrf: str
    who: str
    read_only: bool
    assets: str
    ledger: str
    refresh: int = 0
    version: str = ""
