"""The ledger: many reports, one account of what is known."""
