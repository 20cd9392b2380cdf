"""The forms an export can take, one module each; ``docs/export.md`` describes every column and field."""
