"""How many: numbers in words and digits, their bounds, and what they count."""
