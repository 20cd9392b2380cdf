"""``/export`` and ``/brief``: incidents in the field's formats, and in words."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Annotated, Literal

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter
from litestar.response import Stream
from sqlalchemy import Connection

from ravi.ledger.accounts.account import account
from ravi.ledger.asking.search import find_incidents
from ravi.ledger.incidents import find_incident, load_incidents
from ravi.output.brief import brief
from ravi.output.export import FORMS, export
from ravi.output.forms.gold import write_zip
from ravi.web.api.common import answers, provide_asked, split_ids
from ravi.web.asking import Asked
from ravi.web.desk import desk_of
from ravi.web.problems import Problem
from ravi.web.security import AnyRequest

Form = Literal["jsonl", "csv", "parquet", "geojson", "acled", "ucdp", "plover", "annotations", "gold"]
Ids = Annotated[str, QueryParameter(max_length=40_000, description="incidents by their ids, with commas")]

#: Incidents that one export or brief may hold; ravi export has no bound.
MOST_EXPORTED, MOST_TOLD = 20_000, 200
#: Bytes of an export that are held in memory; more goes through a file.
_HELD, _PART = 4_000_000, 65_536
_TYPES = {
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".csv": "text/csv",
    ".geojson": "application/geo+json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
}
_ASKED = {"asked": Provide(provide_asked, sync_to_thread=False)}


@get("/export", sync_to_thread=True, dependencies=_ASKED, responses=answers(404), tags=["export"])
def give_out(
    request: AnyRequest, asked: NamedDependency[Asked], format: FromQuery[Form] = "jsonl", ids: Ids = ""
) -> Stream:
    """Give out the incidents that are named, or all that fit (docs/export.md); ``gold`` is a zip of reports."""
    held = tempfile.SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115 (closed by what streams it)
    ending = ".zip" if format == "gold" else FORMS[format][1]
    try:
        with desk_of(request).ledger.reading() as connection:
            if format == "gold":
                write_zip(connection, held)
            else:
                names = _names(connection, asked, ids, MOST_EXPORTED)
                export(load_incidents(connection, names), format, held)
    except BaseException:
        held.close()
        raise
    held.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="ravi-{format}{ending}"'}
    return Stream(_parts(held), media_type=_TYPES[ending], headers=headers)


@get("/brief", sync_to_thread=True, dependencies=_ASKED, responses=answers(404), tags=["export"])
def tell(
    request: AnyRequest,
    asked: NamedDependency[Asked],
    language: FromQuery[Literal["fa", "en"]] = "fa",
    format: FromQuery[Literal["markdown", "html"]] = "markdown",
    ids: Ids = "",
) -> Response[str]:
    """Write the situation brief of the incidents that are named, or of those that fit."""
    with desk_of(request).ledger.reading() as connection:
        names = _names(connection, asked, ids, MOST_TOLD)
        told = [account(one) for one in load_incidents(connection, names)]
    ending = "md" if format == "markdown" else "html"
    kind = "text/markdown" if format == "markdown" else "text/html"
    headers = {"Content-Disposition": f'attachment; filename="ravi-brief.{ending}"'}
    return Response(brief(told, language=language, form=format), media_type=kind, headers=headers)


def _names(connection: Connection, asked: NamedDependency[Asked], ids: str, most: int) -> list[str]:
    named = list(dict.fromkeys(find_incident(connection, one) for one in split_ids(ids)))
    if named:
        return named
    found = find_incidents(connection, asked.filters, limit=most + 1, order=asked.order)
    if len(found) > most:
        raise Problem(
            400, "filter", f"more than {most:,} incidents fit", "narrow the filters, or use ravi export"
        )
    return found


def _parts(held: tempfile.SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with held:
        while part := held.read(_PART):
            yield part


HANDLERS = (give_out, tell)
