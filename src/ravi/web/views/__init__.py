"""What the templates are given: frozen dataclasses with everything decided, in the reader's language."""
