"""Keeps what was made of a ledger until the ledger changes: most readers look at what another has just looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar

from litestar.serialization import encode_json

T = TypeVar("T")

#: Answers that are kept at most, and the characters of them together.
MOST, ROOM = 512, 50_000_000
#: What is no text takes so many times the room of its JSON.
_OBJECTS = 2

#: Answers that are made at the same time.
TURNS = 3


class Kept:
    """Answers by what was asked, each good for the state of the ledger that it was made of, and for no other.

    ``state`` gives what differs after every change of the ledger. It is asked before an answer is
    made, so that an answer which a change overtook is not given again.
    """

    def __init__(self, state: Callable[[], Hashable], *, most: int = MOST, room: int = ROOM) -> None:
        self._state, self._most, self._left = state, most, room
        self._lock = Lock()
        self._found: OrderedDict[Hashable, tuple[Hashable, Any, int]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        #: Few answers are made at once: made together they take as long, and whoever asks for one that is
        #: kept already would wait for a share of the processor among all who make theirs.
        self._turn = BoundedSemaphore(TURNS)

    def get(self, asked: Hashable, make: Callable[[], T]) -> T:
        """Return the answer to ``asked``, made by ``make`` unless it is kept; many who ask at once wait for one."""
        state = self._state()
        with self._lock:
            found = self._look(asked, state)
            if found is not None:
                return found[0]  # type: ignore[no-any-return]
            making = self._making.setdefault(asked, Lock())
        with making:
            with self._lock:
                found = self._look(asked, state)
            if found is not None:
                return found[0]  # type: ignore[no-any-return]
            try:
                with self._turn:
                    answer = make()
            finally:
                with self._lock:
                    self._making.pop(asked, None)
            self._keep(asked, state, answer)
        return answer

    def __len__(self) -> int:
        return len(self._found)

    def _look(self, asked: Hashable, state: Hashable) -> tuple[Any] | None:
        found = self._found.get(asked)
        if found is None or found[0] != state:
            return None
        self._found.move_to_end(asked)
        return (found[1],)

    def _keep(self, asked: Hashable, state: Hashable, answer: Any) -> None:
        size = _size(answer)
        with self._lock:
            self._drop(asked)
            self._found[asked] = (state, answer, size)
            self._left -= size
            while self._found and (len(self._found) > self._most or self._left < 0):
                self._drop(next(iter(self._found)))

    def _drop(self, asked: Hashable) -> None:
        if asked in self._found:
            self._left += self._found.pop(asked)[2]


def _size(answer: Any) -> int:
    return len(answer) if isinstance(answer, str) else _OBJECTS * len(encode_json(answer))
