"""What the example reports tell of is not one event because they tell of it in like words."""

from ravi.ledger.asking.search import Filters, find_incidents
from ravi.ledger.incidents import load_incidents
from ravi.ledger.store.opening import Ledger
from tests.ledger.reports_read import fill


def test_a_capture_and_the_air_strikes_two_days_later_are_two_incidents(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.reading() as connection:
        incidents = load_incidents(connection, find_incidents(connection, Filters(), limit=1000))
    happened = [
        {one.claim.type for one in incident.claims if one.claim.modality == "actual"}
        for incident in incidents
    ]
    assert any("capture" in types for types in happened)
    assert any("air_strike" in types for types in happened)
    assert not any({"capture", "air_strike"} <= types for types in happened)
