"""Questions to a whole ledger: which incidents and claims, in short or in full, and by which sources."""
