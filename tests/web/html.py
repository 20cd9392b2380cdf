"""A page as its reader gets it: parsed, with what must hold for every page."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

#: Elements whose own direction keeps a name from turning the words around it.
FIELDS = ("input", "select", "textarea")


class Page:
    """A parsed page; ``all`` and ``one`` take XPath."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))

    def all(self, path: str) -> list[Any]:
        found = self.root.xpath(path)
        assert isinstance(found, list)
        return found

    def one(self, path: str) -> Any:
        [found] = self.all(path)
        return found

    def words(self, path: str) -> list[str]:
        return [" ".join(one.text_content().split()) for one in self.all(path)]

    def data(self, name: str) -> Any:
        return json.loads(self.one(f"//script[@id='{name}']").text_content())

    def faults(self) -> list[str]:
        """Return what is wrong with the page for those who read it with a keyboard or a screen reader."""
        return [*self._markup(), *self._headings(), *self._forms(), *self._tables(), *self._links()]

    def _markup(self) -> list[str]:
        ids = self.all("//@id")
        return [
            *(f"id {one} twice" for one in {one for one in ids if ids.count(one) > 1}),
            *(f"attribute {one}" for one in self.all("//@*[starts-with(name(), 'on')]")),
            *(f"style {one}" for one in self.all("//@style | //style")),
            *(f"script {one.attrib}" for one in self.scripts() if not _is_own(one)),
            *("no landmark" for name in ("header", "nav", "footer") if not self.all(f"//{name}")),
            *("no main" for _ in range(len(self.all("//main")) != 1)),
            *("no title" for _ in range(not self.words("//title"))),
        ]

    def scripts(self) -> list[Any]:
        return self.all("//script")

    def _headings(self) -> list[str]:
        levels = [int(one.tag[1]) for one in self.all("//h1|//h2|//h3|//h4|//h5|//h6")]
        jumps = [f"h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1]
        return jumps + ([f"{levels.count(1)} h1"] if levels.count(1) != 1 or levels[0] != 1 else [])

    def _forms(self) -> list[str]:
        labelled = set(self.all("//label/@for"))
        fields = [one for name in FIELDS for one in self.all(f"//{name}") if one.get("type") != "hidden"]
        posts = self.all("//form[@method='post']")
        return [
            *(
                f"no label: {one.get('name')}"
                for one in fields
                if one.get("id") not in labelled and not one.xpath("ancestor::label")
            ),
            *(
                "no token"
                for one in posts
                if not one.xpath(".//input[@name='csrf'][string-length(@value)=64]")
            ),
        ]

    def _tables(self) -> list[str]:
        return [
            *("no caption" for one in self.all("//table") if not one.xpath("caption[normalize-space()]")),
            *("th without scope" for one in self.all("//th") if not one.get("scope")),
        ]

    def _links(self) -> list[str]:
        ids = set(self.all("//@id"))
        targets = [one[1:] for one in self.all("//a/@href") if one.startswith("#")]
        named = [one for value in self.all("//@aria-labelledby") for one in value.split()]
        return [f"leads nowhere: {one}" for one in {*targets, *named} - ids]


def _is_own(script: Any) -> bool:
    kind, source = script.get("type"), script.get("src") or ""
    return kind == "application/json" or (
        kind == "module" and bool(re.match(r"/static/desk\.js(\?|$)", source))
    )


def get(client: TestClient[Litestar], path: str) -> Page:
    """Return the page at ``path``, which must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
    return Page(answer.text)


def token_of(client: TestClient[Litestar]) -> str:
    """Return the token that this client's forms carry."""
    return str(get(client, "/add").one("//meta[@name='csrf-token']/@content"))


def post(client: TestClient[Litestar], path: str, **fields: str) -> Any:
    """Send a form as a page of the desk would, and follow where it leads."""
    return client.post(path, data={"csrf": token_of(client), **fields})
