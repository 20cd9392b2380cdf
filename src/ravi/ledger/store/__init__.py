"""Where a ledger is kept: its tables, how they are opened, brought up to date, written and read."""
