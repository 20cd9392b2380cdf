"""What a desk is started with."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from secrets import token_bytes

#: The port that ``ravi desk`` takes when it is free.
PORT = 8414
#: Bytes that one request may bring along, uploads included.
MOST_BYTES = 20_000_000
#: Files that one upload may have.
MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Which ledger, for whom, and what may be done.

    ``token`` is what a reader must know when the desk is on an address that others can reach;
    None lets everybody in who can reach it, which ``ravi desk`` allows on loopback only. ``who``
    signs decisions where the page does not say otherwise. ``allow_private`` lets the add page
    fetch from addresses of this machine and its network. ``secret`` signs the tokens of forms;
    it lasts as long as the process, after which a page that was open must be loaded again.
    """

    ledger: str
    host: str = "127.0.0.1"
    port: int = PORT
    token: str | None = None
    read_only: bool = False
    language: str = "fa"
    who: str = "unknown"
    allow_private: bool = False
    most_bytes: int = MOST_BYTES
    most_files: int = MOST_FILES
    secret: bytes = field(default_factory=lambda: token_bytes(32), repr=False)

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the desk."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Say whether ``host`` is this machine itself.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
