from __future__ import annotations

from dataclasses import replace

from ravi.ledger.linking import Profile, about, leaders, leading
from tests.ledger.linking.claims import profiled

BASE = profiled("به سنگان حمله شد.", "حمله")


def told(report: str, *incidents: str) -> list[Profile]:
    return [
        replace(BASE, claim=f"{report} {incident}", report=report, sentence=number, rank=number)
        for number, incident in enumerate(incidents)
    ]


def incident_of(claims: list[Profile]) -> dict[str, str]:
    return {claim.claim: claim.claim.split()[1] for claim in claims}


def test_a_report_is_about_what_it_leads_with_and_what_others_lead_with() -> None:
    reports = [
        told("r1", "strike", "treaty", "protest"),
        told("r2", "protest", "strike"),
        told("r3", "strike"),
    ]
    claims = [claim for report in reports for claim in report]
    led_by = leaders(claims, incident_of(claims))
    assert led_by == {"strike": frozenset({"r1", "r3"}), "protest": frozenset({"r2"})}
    assert about(reports[0], incident_of(claims), led_by) == ("strike", "protest")
    assert about(reports[1], incident_of(claims), led_by) == ("protest", "strike")
    assert about(reports[2], incident_of(claims), led_by) == ("strike",)


def test_a_report_alone_is_about_what_it_leads_with() -> None:
    claims = told("r1", "strike", "treaty")
    assert about(claims, incident_of(claims), leaders(claims, incident_of(claims))) == ("strike",)


def test_the_order_of_claims_does_not_matter() -> None:
    claims = told("r1", "strike", "treaty")
    assert leading(claims) == leading(claims[::-1]) == claims[0]


def test_no_claims_no_incidents() -> None:
    assert leading([]) is None
    assert about([], {}, {}) == ()
