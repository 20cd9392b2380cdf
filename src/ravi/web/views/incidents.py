"""The list of incidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ravi.ledger.asking.listing import IncidentHead
from ravi.ledger.asking.search import GRADES, ORDERS
from ravi.web.asking import MODALITIES, POLARITIES, STATUSES, Asked
from ravi.web.interface import Day, Interface
from ravi.web.views.head import Link
from ravi.web.views.parts import Choice, Days, Group, choices, days_of, grade_label, type_groups


@dataclass(frozen=True, slots=True)
class Line:
    """One incident of the list."""

    id: str
    url: str
    type: str
    type_label: str
    family: str
    grade: str
    grade_label: str
    status: str
    status_label: str
    days: Days
    place: str
    area: str
    claims: str
    reports: str
    voices: str
    told_by: tuple[str, ...]
    changed: Day


@dataclass(frozen=True, slots=True)
class Form:
    """The filters: ``given`` holds each value as it came; the rest are the fields' options."""

    given: dict[str, str]
    types: tuple[Group, ...]
    grades: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    modalities: tuple[Choice, ...]
    polarities: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    order: str
    is_filtered: bool


@dataclass(frozen=True, slots=True)
class IncidentsView:
    """The page: ``next`` leads on, ``exports`` give out all that fit."""

    lines: tuple[Line, ...]
    total: int
    total_words: str
    form: Form
    next: str
    first: str
    map: str
    orders: tuple[Link, ...]
    exports: tuple[Link, ...]


#: Forms of an export that a page offers.
EXPORTS = ("jsonl", "csv", "geojson", "acled", "ucdp", "plover", "annotations", "gold")


def incidents_view(
    ui: Interface, asked: Asked, heads: Sequence[IncidentHead], *, total: int, cursor: str, is_first: bool
) -> IncidentsView:
    """Return the page of a list; ``cursor`` is where the next page begins, empty at the end."""
    query = asked.query()
    return IncidentsView(
        lines=tuple(line(ui, head) for head in heads),
        total=total,
        total_words=ui.word("incidents.number", number=total),
        form=filter_form(ui, asked),
        next=f"/?{asked.query(cursor=cursor)}" if cursor else "",
        first="" if is_first else f"/?{query}",
        map=f"/map?{query}",
        orders=tuple(
            Link(ui.word(f"order.{one}"), f"/?{asked.query(order=one)}", one == asked.order) for one in ORDERS
        ),
        exports=export_links(ui, query),
    )


def export_links(ui: Interface, query: str) -> tuple[Link, ...]:
    """Return the links that give out what ``query`` asks for, in each form."""
    told = f"&{query}" if query else ""
    return tuple(Link(ui.word(f"export.{form}"), f"/api/v1/export?format={form}{told}") for form in EXPORTS)


def filter_form(ui: Interface, asked: Asked) -> Form:
    """Return the fields of the filters with what was asked in them."""
    given, any_one = asked.given, ui.word("any")
    return Form(
        given=given,
        types=type_groups(ui, given.get("type"), families=True),
        grades=choices(GRADES, (grade_label(ui, one) for one in GRADES), given.get("grade"), empty=any_one),
        statuses=choices(
            STATUSES, (ui.word(f"status.{one}") for one in STATUSES), given.get("status"), empty=any_one
        ),
        modalities=choices(
            MODALITIES,
            (ui.label("modality", one) for one in MODALITIES),
            given.get("modality"),
            empty=any_one,
        ),
        polarities=choices(
            POLARITIES,
            (ui.label("polarity", one) for one in POLARITIES),
            given.get("polarity"),
            empty=any_one,
        ),
        orders=choices(ORDERS, (ui.word(f"order.{one}") for one in ORDERS), asked.order),
        order=asked.order,
        is_filtered=bool(given),
    )


def line(ui: Interface, head: IncidentHead) -> Line:
    """Return an incident as a line of a list."""
    return Line(
        id=head.id,
        url=f"/incidents/{head.id}",
        type=head.type,
        type_label=ui.type(head.type),
        family=ui.family(head.type),
        grade=head.grade,
        grade_label=grade_label(ui, head.grade),
        status=head.status,
        status_label=ui.word(f"status.{head.status}"),
        days=days_of(ui, head.first_day, head.last_day),
        place=head.place or "",
        area=ui.word("separator").join(reversed([one for one in head.admin if one != head.place])),
        claims=ui.number(head.claims),
        reports=ui.number(head.reports),
        voices=ui.number(head.voices),
        told_by=head.told_by,
        changed=ui.moment(head.changed),
    )
