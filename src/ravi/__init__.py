"""Ravi reads conflict news and writes down who says what happened.

::

    import ravi

    report = ravi.read(text, publisher="ایسنا", published="2019-03-12")
    for claim in report.claims:
        print(claim.type, "by", claim.origin.name)

Everything here is loaded when it is first used, so that ``import ravi`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ravi import errors as errors
    from ravi.reading.reader import read as read
    from ravi.report import Claim as Claim
    from ravi.report import Count as Count
    from ravi.report import Mention as Mention
    from ravi.report import Period as Period
    from ravi.report import Place as Place
    from ravi.report import Reason as Reason
    from ravi.report import Report as Report
    from ravi.report import Span as Span

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Count",
    "Mention",
    "Period",
    "Place",
    "Reason",
    "Report",
    "Span",
    "__version__",
    "errors",
    "read",
]


def __getattr__(name: str) -> Any:
    if name == "errors":
        return import_module("ravi.errors")
    if name == "read":
        return import_module("ravi.reading.reader").read
    if name in __all__:
        return getattr(import_module("ravi.report"), name)
    raise AttributeError(f"module 'ravi' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
