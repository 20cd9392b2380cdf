"""One report to its claims; ``reader.py`` is the whole corridor on a page."""
