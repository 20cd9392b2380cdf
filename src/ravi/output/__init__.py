"""Where claims go: JSON, a page for the terminal, a page for the browser."""
