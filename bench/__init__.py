"""Measures: each takes a path and prints a table or, with ``--json``, JSON."""
