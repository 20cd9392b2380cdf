"""The desk: pages and an API over a ledger, for reading, checking and deciding (``docs/desk.md``)."""
